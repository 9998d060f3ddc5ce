// Looks at everything a run will use, all at once, and says which steps would fail and why.
import type { ConnectionUse } from "../../domain/runbook/state/intent.ts";
import type { PreflightFinding } from "../../domain/runbook/state/run.ts";
import type { HttpCaller } from "../http-caller.ts";
import { IntegrationError } from "../integration-error.ts";
import type { Targets } from "../targets.ts";
import { type Faults, LOOK_MS } from "./look.ts";
import { lookAtGithub } from "./look-at-github.ts";
import { lookAtHttp } from "./look-at-http.ts";
import { lookAtLaunchDarkly } from "./look-at-launch-darkly.ts";
import { lookAtPrometheus } from "./look-at-prometheus.ts";
import { type FlagUse, lookAtUnleash } from "./look-at-unleash.ts";

export type Looking = { readonly isDrill: boolean };

/** At most five seconds for each use. A finding without steps is only told: a drill does not need it. */
export async function lookAtUses(
  targets: Targets,
  uses: readonly ConnectionUse[],
  { isDrill }: Looking,
): Promise<readonly PreflightFinding[]> {
  const found = await Promise.all(
    uses.map(async (use) => {
      const isStubbed = isDrill && use.kind !== "prometheus" && !hasRehearsal(targets, use);
      const faults = await inTime(lookAtUse(targets, use, { isDrill }));
      const steps = isStubbed ? [] : use.steps;
      return faults.map((message) => ({ connection: nameOf(use), message, steps }));
    }),
  );
  return merge(found.flat());
}

/** The same fault of several uses is told once, with all their steps. */
function merge(findings: readonly PreflightFinding[]): readonly PreflightFinding[] {
  const merged = new Map<string, PreflightFinding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.connection, finding.message]);
    const steps = [...(merged.get(key)?.steps ?? []), ...finding.steps];
    merged.set(key, { ...finding, steps: [...new Set(steps)] });
  }
  return [...merged.values()];
}

export function nameOf(use: ConnectionUse): string {
  return "connection" in use ? use.connection : "GitHub";
}

function hasRehearsal({ connections }: Targets, use: ConnectionUse): boolean {
  return "connection" in use && Boolean(connections[use.connection]?.rehearsal);
}

async function lookAtUse(
  targets: Targets,
  use: ConnectionUse,
  { isDrill }: Looking,
): Promise<Faults> {
  if (use.kind === "redeploy" || use.kind === "dispatch") {
    return await lookAtGithub(targets.github, use);
  }
  const at = isDrill && hasRehearsal(targets, use) ? "rehearsal" : "production";
  const caller = targets.find(use.connection, at);
  if (!caller) return [`There is no connection ${use.connection} in muster.yml. Add it.`];
  return await lookAtConnection(caller, use.kind === "flag" ? use : undefined);
}

/** With a flag, whether just that one can be changed. */
export async function lookAtConnection(caller: HttpCaller, flag?: FlagUse): Promise<Faults> {
  const { kind, name } = caller.connection;
  if (flag && kind !== "unleash" && kind !== "launchdarkly") {
    return [`The connection ${name} is of kind ${kind}: it keeps no feature flags.`];
  }
  switch (kind) {
    case "http":
      return await lookAtHttp(caller);
    case "prometheus":
      return await lookAtPrometheus(caller);
    case "unleash":
      return await lookAtUnleash(caller, flag);
    case "launchdarkly":
      return await lookAtLaunchDarkly(caller, flag);
  }
}

/** No answer is a fault like any other. */
export async function inTime(look: Promise<Faults>): Promise<Faults> {
  const late = Promise.withResolvers<Faults>();
  const seconds = LOOK_MS / 1000;
  const timer = setTimeout(() => late.resolve([`No answer within ${seconds} s.`]), LOOK_MS);
  try {
    return await Promise.race([look, late.promise]);
  } catch (error) {
    if (error instanceof IntegrationError) return [endSentence(error.message)];
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const endSentence = (text: string): string => (/[.!?]\)?$/.test(text) ? text : `${text}.`);
