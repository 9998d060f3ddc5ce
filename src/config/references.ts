// Finds what single values of muster.yml cannot show: names that lead nowhere, and settings that exclude each other.
import { nearest } from "../domain/runbook/nearest.ts";
import { isSourceName, sourceNames } from "../intake/sources.ts";
import { type ConfigProblem, quote } from "./problem.ts";
import { pathText } from "./schema-problems.ts";
import type { ConnectionFile, HookFile, ShopFile } from "./shop-format.ts";
import { namesIn, type Path, type YamlSource } from "./yaml-source.ts";

type Surroundings = {
  readonly source: YamlSource;
  readonly file: string;
  readonly isOnLoopback: boolean;
};

type Fault = { readonly path: Path; readonly message: string };

export function findReferenceProblems(
  shop: ShopFile,
  { source, file, isOnLoopback }: Surroundings,
): readonly ConfigProblem[] {
  const faults = [
    ...nameFaults(shop, {
      teams: namesIn(source.value, "teams"),
      services: namesIn(source.value, "services"),
    }),
    ...commandFaults(shop),
    ...routeFaults(shop),
    ...Object.entries(shop.hooks).flatMap(([name, hook]) => hookFaults(name, hook, isOnLoopback)),
    ...Object.entries(shop.connections).flatMap(([name, each]) => connectionFaults(name, each)),
  ];
  return faults
    .filter(({ path }) => !source.isBroken(path))
    .map(({ path, message }) => ({
      file,
      ...source.placeOf(path),
      message: `${pathText(path)}: ${message}`,
    }));
}

type Names = { readonly teams: readonly string[]; readonly services: readonly string[] };

/** By the names in the file: an entry with a mistake in it still is the one that is meant. */
function nameFaults(shop: ShopFile, { teams, services }: Names): readonly Fault[] {
  return [
    ...lost(teams, "team", shop.default_team, ["default_team"]),
    ...Object.entries(shop.services).flatMap(([name, service]) =>
      lost(teams, "team", service.team, ["services", name, "team"]),
    ),
    ...Object.entries(shop.hooks).flatMap(([name, hook]) =>
      lost(services, "service", hook.service, ["hooks", name, "service"]),
    ),
    ...shop.routes.flatMap((route, index) => [
      ...lost(services, "service", route.service, ["routes", index, "service"]),
      ...lost(teams, "team", route.team, ["routes", index, "team"]),
    ]),
  ];
}

function lost(
  known: readonly string[],
  what: string,
  name: string | undefined,
  path: Path,
): readonly Fault[] {
  if (name === undefined || known.includes(name)) return [];
  const meant = nearest(name, known);
  const fix = meant ? `Did you mean ${meant}?` : `Add it to ${what}s, or leave it out.`;
  return [{ path, message: `there is no ${what} ${quote(name)}. ${fix}` }];
}

function commandFaults(shop: ShopFile): readonly Fault[] {
  const seen = new Map<string, string>();
  return Object.entries(shop.slack.commands).flatMap(([what, command]) => {
    const other = seen.get(command);
    seen.set(command, what);
    if (other === undefined) return [];
    const message = `${command} is the command for ${other} too. Give each a name of its own.`;
    return [{ path: ["slack", "commands", what], message }];
  });
}

function routeFaults({ routes }: ShopFile): readonly Fault[] {
  const catchAll = routes.findIndex((route) => Object.keys(route.match).length === 0);
  return routes.flatMap((route, index): Fault[] => {
    if (catchAll >= 0 && index > catchAll) {
      const message = `is never reached: routes[${catchAll + 1}] matches every alert. Move that one to the end.`;
      return [{ path: ["routes", index], message }];
    }
    if (route.service !== undefined || route.ignore) return [];
    const message = "names no service. Write service: <name>, or ignore: true.";
    return [{ path: ["routes", index], message }];
  });
}

function hookFaults(name: string, hook: HookFile, isOnLoopback: boolean): readonly Fault[] {
  const at = (key?: string): Path => ["hooks", name, ...(key === undefined ? [] : [key])];
  const ways = [hook.auth, hook.token, hook.signature].filter((way) => way !== undefined);
  const faults: Fault[] = [];
  if (hook.source === undefined && !isSourceName(name)) {
    const message = `names no source. Write source: and one of ${sourceNames.join(", ")}.`;
    faults.push({ path: at(), message });
  }
  if (ways.length !== 1) {
    const message = `say in exactly one way how senders prove themselves: token: \${VARIABLE}, signature: \${VARIABLE}, or auth: none while Muster listens on loopback.`;
    faults.push({ path: at(), message });
  }
  if (hook.auth === "none" && !isOnLoopback) {
    const message = `a hook without credentials is allowed only while Muster listens on loopback. Write token: \${VARIABLE} or signature: \${VARIABLE}, or set HOST=127.0.0.1.`;
    faults.push({ path: at("auth"), message });
  }
  for (const key of ["header", "timestamp_header"] as const) {
    if (hook[key] !== undefined && hook.signature === undefined) {
      faults.push({ path: at(key), message: "is for signatures only. Leave it out." });
    }
  }
  for (const key of ["token", "signature"] as const) {
    if (hook[key]?.every((secret) => secret === "")) {
      faults.push({ path: at(key), message: "the secret is empty. Set its variable." });
    }
  }
  return faults;
}

function connectionFaults(name: string, connection: ConnectionFile): readonly Fault[] {
  const at = (key: string): Path => ["connections", name, key];
  const { token, header, user, password } = connection;
  const faults: Fault[] = [];
  if (token !== undefined && (user !== undefined || password !== undefined)) {
    faults.push({ path: at("token"), message: "write either a token, or user and password." });
  }
  if ((user === undefined) !== (password === undefined)) {
    const key = user === undefined ? "password" : "user";
    faults.push({ path: at(key), message: "user and password belong together. Write both." });
  }
  if (header !== undefined && token === undefined) {
    faults.push({ path: at("header"), message: "needs the token that it carries. Add token." });
  }
  if (token === "" || password === "") {
    const key = token === "" ? "token" : "password";
    faults.push({ path: at(key), message: "the secret is empty. Set its variable." });
  }
  return faults;
}
