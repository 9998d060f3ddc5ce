// What runbooks have to know of muster.yml to be checked: told even where the file has problems.
import { type ConnectionKind, connectionKinds } from "../domain/connection.ts";
import type { Allowances } from "../domain/runbook/format/allowances.ts";
import type { KnownPeople } from "../domain/runbook/format/known-people.ts";
import { member, namesIn, type Place, type YamlSource } from "./yaml-source.ts";

export type Mentions = {
  readonly connections: Readonly<Record<string, ConnectionKind>>;
  readonly allows: Allowances;
  readonly people: KnownPeople;
  /** The runbooks that routes name. */
  readonly runbooks: readonly (Place & { readonly slug: string })[];
};

export function findMentions(source: YamlSource): Mentions {
  const { value } = source;
  const kinds = namesIn(value, "connections").flatMap((name) => {
    const said = at(value, "connections", name, "kind");
    const kind = connectionKinds.find((each) => each === said);
    return kind ? [[name, kind] as const] : [];
  });
  const routes = member(value, "routes");
  const runbooks = (Array.isArray(routes) ? routes : []).flatMap((route: unknown, index) => {
    const slug = member(route, "runbook");
    return typeof slug === "string"
      ? [{ slug, ...source.placeOf(["routes", index, "runbook"]) }]
      : [];
  });
  const environments = at(value, "github", "environments");
  return {
    connections: Object.fromEntries(kinds),
    allows: {
      autonomy: member(value, "autonomy") === true,
      repositories: texts(at(value, "github", "repositories")),
      environments: environments === undefined ? null : texts(environments),
    },
    people: {
      teams: lists(value, "teams", (team) => member(team, "on_call")),
      groups: lists(value, "groups", (group) => group),
    },
    runbooks,
  };
}

function lists(value: unknown, section: string, pick: (entry: unknown) => unknown) {
  return Object.fromEntries(
    namesIn(value, section).map((name) => [name, texts(pick(at(value, section, name)))]),
  );
}

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");

const at = (value: unknown, ...path: readonly string[]): unknown => path.reduce(member, value);
