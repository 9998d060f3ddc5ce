// Reads muster.yml: from its text to the shop, its hooks and its connections, or every problem at once.

import { type ConnectionKind, connectionKinds } from "../domain/connection.ts";
import { buildSettings } from "./build-settings.ts";
import type { ShopSettings } from "./config.ts";
import type { ConfigProblem } from "./problem.ts";
import { findReferenceProblems } from "./references.ts";
import { salvage } from "./salvage.ts";
import { schemaProblems } from "./schema-problems.ts";
import { findLiteralSecrets } from "./secrets.ts";
import { shopFormat } from "./shop-format.ts";
import {
  member,
  namesIn,
  type Place,
  readYaml,
  type Surroundings,
  type YamlSource,
} from "./yaml-source.ts";

export type ShopFileSurroundings = Surroundings & {
  /** Hooks may go without credentials only there. */
  readonly isOnLoopback: boolean;
  /** Public base URL of Muster. */
  readonly url: string;
};

export type ShopFileRead = {
  /** Undefined where there are problems. */
  readonly settings?: ShopSettings;
  readonly problems: readonly ConfigProblem[];
  /** Variables the file refers to. */
  readonly variables: ReadonlySet<string>;
  readonly mentions: Mentions;
};

/** What runbooks and this file know of each other, told even where the file has problems. */
export type Mentions = {
  readonly connections: Readonly<Record<string, ConnectionKind>>;
  readonly runbooks: readonly (Place & { readonly slug: string })[];
};

export function readShopFile(
  text: string,
  file: string,
  { isOnLoopback, url, ...surroundings }: ShopFileSurroundings,
): ShopFileRead {
  const source = readYaml(text, file, surroundings);
  const read = { variables: source.variables, mentions: findMentions(source) };
  if (source.value === undefined) return { problems: source.problems, ...read };
  const parsed = shopFormat.safeParse(source.value ?? {});
  const sound = parsed.success ? parsed.data : salvage(source.value, parsed.error.issues);
  const problems = [
    ...source.problems,
    ...findLiteralSecrets(source, file),
    ...(parsed.success ? [] : schemaProblems(source, file, parsed.error.issues)),
    ...(sound ? findReferenceProblems(sound, { source, file, isOnLoopback }) : []),
  ].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  if (problems.length > 0 || !parsed.success) return { problems, ...read };
  return { settings: buildSettings(parsed.data, url), problems, ...read };
}

function findMentions(source: YamlSource): Mentions {
  const kinds = namesIn(source.value, "connections").flatMap((name) => {
    const said = ["connections", name, "kind"].reduce(member, source.value);
    const kind = connectionKinds.find((each) => each === said);
    return kind ? [[name, kind] as const] : [];
  });
  const routes = member(source.value, "routes");
  const runbooks = (Array.isArray(routes) ? routes : []).flatMap((route: unknown, index) => {
    const slug = member(route, "runbook");
    return typeof slug === "string"
      ? [{ slug, ...source.placeOf(["routes", index, "runbook"]) }]
      : [];
  });
  return { connections: Object.fromEntries(kinds), runbooks };
}
