// Checks runbooks and muster.yml without starting anything: one line a problem, for editors and CI.
import { basename, resolve } from "node:path";
import { findLostRunbooks } from "../config/lost-runbooks.ts";
import type { Mentions } from "../config/mentions.ts";
import { type ConfigProblem, formatProblem } from "../config/problem.ts";
import { readEnvironment } from "../config/read-environment.ts";
import { checkAmong } from "../domain/runbook/format/folder-rules.ts";
import { findNobodies } from "../domain/runbook/format/warnings.ts";
import {
  expandFolders,
  type FileRead,
  readRunbookFile,
  readShop,
  type ShopRead,
  show,
  slugOf,
} from "./read-files.ts";
import type { Surroundings } from "./verb.ts";

type Finding = ConfigProblem & { readonly isWarning?: boolean };

/** The files named, or all there are. */
export async function runLint(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { env, cwd, say, complain } = surroundings;
  const { configFile, runbooksDir } = readEnvironment(env, cwd).environment;
  const config = await checkConfig(configFile, surroundings);
  const all = await expandFolders([runbooksDir]);
  const asked = args.map((arg) => resolve(cwd, arg));
  const files = asked.length > 0 ? await expandFolders(asked) : [configFile, ...all];
  const isConfig = (file: string) => file === configFile || basename(file) === "muster.yml";
  const shelf = await readShelf([...new Set([...files, ...all])], {
    ...{ cwd, mentions: config.mentions, isConfig },
  });
  const findings: Finding[] = [];
  for (const file of files) {
    if (file === configFile) findings.push(...config.problems);
    else if (isConfig(file)) findings.push(...(await checkConfig(file, surroundings)).problems);
    else findings.push(...judgeRunbook(file, shelf, config.mentions));
  }
  for (const finding of findings) say(formatFinding(finding));
  const problems = findings.filter((finding) => !finding.isWarning).length;
  complain(`${count(files.length, "file")} checked, ${count(problems, "problem")}.`);
  return problems > 0 ? 1 : 0;
}

async function checkConfig(file: string, { env, cwd }: Surroundings): Promise<ShopRead> {
  const { problems, mentions } = await readShop(file, { env, cwd });
  if (!mentions) return { problems };
  const { runbooksDir } = readEnvironment(env, cwd).environment;
  const slugs = (await expandFolders([runbooksDir])).map((each) => slugOf(each));
  const lost = findLostRunbooks(mentions, show(file, cwd), slugs);
  return { problems: [...problems, ...lost], mentions };
}

type Shelf = ReadonlyMap<string, FileRead>;

type Reading = {
  readonly cwd: string;
  readonly mentions: Mentions | undefined;
  readonly isConfig: (file: string) => boolean;
};

/** Those that are not asked about are read too: commands and suggestions go from one to another. */
async function readShelf(files: readonly string[], reading: Reading): Promise<Shelf> {
  const { cwd, mentions, isConfig } = reading;
  const read = await Promise.all(
    files
      .filter((file) => !isConfig(file))
      .map(async (file) => [file, await readRunbookFile(file, cwd, mentions)] as const),
  );
  return new Map(read);
}

function judgeRunbook(
  file: string,
  shelf: Shelf,
  mentions: Mentions | undefined,
): readonly Finding[] {
  const read = shelf.get(file);
  if (!read) return [];
  if (!read.ok) return read.problems;
  const others = [...shelf].flatMap(([each, other]) =>
    each !== file && other.ok ? [other.runbook] : [],
  );
  const problems = checkAmong(read.runbook, others, [...shelf.keys()].map(slugOf));
  const nobodies = mentions ? findNobodies(read.runbook, mentions.people) : [];
  const warnings = [...read.warnings, ...nobodies.map(read.place)];
  const findings: readonly Finding[] = [
    ...problems.map(read.place),
    ...warnings.map((warning) => ({ ...warning, isWarning: true })),
  ];
  return findings.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function formatFinding({ isWarning, ...problem }: Finding): string {
  const message = isWarning ? `warning: ${problem.message}` : problem.message;
  return formatProblem({ ...problem, message });
}

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;
