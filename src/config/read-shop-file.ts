// Reads muster.yml: from its text to the shop, its hooks and its connections, or every problem at once.

import { buildSettings } from "./build-settings.ts";
import type { ShopSettings } from "./config.ts";
import { findMentions, type Mentions } from "./mentions.ts";
import type { ConfigProblem } from "./problem.ts";
import { findReferenceProblems } from "./references.ts";
import { salvage } from "./salvage.ts";
import { schemaProblems } from "./schema-problems.ts";
import { findLiteralSecrets } from "./secrets.ts";
import { shopFormat } from "./shop-format.ts";
import { readYaml, type Surroundings } from "./yaml-source.ts";

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
