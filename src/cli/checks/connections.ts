// Whether the connections of muster.yml answer, with the credentials they are given.
import { isLoopback } from "../../config/loopback.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import { inTime, lookAtConnection } from "../../integrations/preflight/look-at-uses.ts";
import type { Targets } from "../../integrations/targets.ts";
import { bad, type Finding, ok } from "../finding.ts";

export type ConnectionCheck = {
  readonly findings: readonly Finding[];
  /** Names of those that answered well: only there is more to be seen. */
  readonly sound: ReadonlySet<string>;
};

export async function checkConnections(
  targets: Targets,
  isRehearsing: boolean,
): Promise<ConnectionCheck> {
  const names = Object.keys(targets.connections);
  const looks = await Promise.all(names.map((name) => checkOne(targets, name, isRehearsing)));
  const sound = names.filter((_, index) => looks[index]?.isSound);
  return { findings: looks.flatMap(({ findings }) => findings), sound: new Set(sound) };
}

type Look = { readonly findings: readonly Finding[]; readonly isSound: boolean };

async function checkOne(targets: Targets, name: string, isRehearsing: boolean): Promise<Look> {
  const part = `connection ${name}`;
  const caller = targets.find(name);
  if (!caller) throw new Error(`connection ${name} was not opened`);
  const { baseUrl, kind, checkPath } = caller.connection;
  let isAway = false;
  const look = lookAtConnection(caller).catch((error: unknown) => {
    isAway = error instanceof IntegrationError && error.isUnsent;
    throw error;
  });
  const faults = await inTime(look);
  if (isAway && isRehearsing && isLoopback(new URL(baseUrl).hostname)) {
    const text = "not there now; the rehearsal brings a sample shop for it";
    return { findings: [ok(part, text)], isSound: false };
  }
  if (faults.length > 0) {
    const fix = isAway
      ? `Look at the network, or correct base_url (${baseUrl}) in muster.yml.`
      : undefined;
    return { findings: faults.map((fault) => bad(part, fault, fix)), isSound: false };
  }
  const blind =
    kind === "http" && checkPath === null ? "; with check: /path more would be seen" : "";
  return { findings: [ok(part, `${baseUrl} answers${blind}`)], isSound: true };
}
