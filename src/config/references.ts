import { isSourceName, sourceNames } from "../intake/sources.ts";
import { connectionFaults } from "./connection-faults.ts";
import type { Fault } from "./fault.ts";
import { freezeFaults } from "./freeze-faults.ts";
import { lostName, lostPrincipal } from "./lost-name.ts";
import type { ConfigProblem } from "./problem.ts";
import { pathText } from "./schema-problems.ts";
import type { HookFile, ShopFile } from "./shop-format.ts";
import { namesIn, type Path, type YamlSource } from "./yaml-source.ts";

type Surroundings = {
  readonly source: YamlSource;
  readonly file: string;
  readonly isOnLoopback: boolean;
};

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
    ...principalFaults(shop, source),
    ...repositoryFaults(shop),
    ...freezeFaults(shop, {
      teams: namesIn(source.value, "teams"),
      groups: namesIn(source.value, "groups"),
      services: namesIn(source.value, "services"),
    }),
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
    ...lostName({ what: "team", name: shop.default_team, known: teams }, ["default_team"]),
    ...Object.entries(shop.services).flatMap(([name, service]) =>
      lostName({ what: "team", name: service.team, known: teams }, ["services", name, "team"]),
    ),
    ...Object.entries(shop.hooks).flatMap(([name, hook]) =>
      lostName({ what: "service", name: hook.service, known: services }, [
        "hooks",
        name,
        "service",
      ]),
    ),
    ...shop.routes.flatMap((route, index) => [
      ...lostName({ what: "service", name: route.service, known: services }, [
        "routes",
        index,
        "service",
      ]),
      ...lostName({ what: "team", name: route.team, known: teams }, ["routes", index, "team"]),
    ]),
  ];
}

function principalFaults(shop: ShopFile, source: YamlSource): readonly Fault[] {
  const names = { teams: namesIn(source.value, "teams"), groups: namesIn(source.value, "groups") };
  return shop.break_glass.flatMap((principal, index) =>
    lostPrincipal(principal, ["break_glass", index], names),
  );
}

/** GitHub does not tell names apart by case. */
function repositoryFaults({ github }: ShopFile): readonly Fault[] {
  const names = github.repositories.map((name) => name.toLowerCase());
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return [];
    const message = `${github.repositories[index]} stands in the list already. Keep one.`;
    return [{ path: ["github", "repositories", index], message }];
  });
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
