// Checks runbooks and muster.yml without starting anything: one line a problem, for editors and CI.
import { readFile, stat } from "node:fs/promises";
import { basename, relative, resolve } from "node:path";
import { findLostRunbooks } from "../config/lost-runbooks.ts";
import { type ConfigProblem, formatProblem } from "../config/problem.ts";
import { readEnvironment } from "../config/read-environment.ts";
import { type Mentions, readShopFile } from "../config/read-shop-file.ts";
import { listRunbookFiles } from "../config/runbook-folder.ts";
import { readRunbook } from "../domain/runbook/read.ts";
import type { Surroundings } from "./verb.ts";

type Finding = ConfigProblem & { readonly isWarning?: boolean };

/** The files named, or all there are. */
export async function runLint(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { env, cwd, say, complain } = surroundings;
  const { environment } = readEnvironment(env, cwd);
  const { configFile, runbooksDir } = environment;
  const config = await checkConfig(configFile, surroundings);
  const asked = args.map((arg) => resolve(cwd, arg));
  const files = asked.length > 0 ? await expandFolders(asked) : await expandFolders([runbooksDir]);
  const isConfig = (file: string) => file === configFile || basename(file) === "muster.yml";
  const findings: Finding[] = [];
  for (const file of asked.length > 0 ? files : [configFile, ...files]) {
    if (file === configFile) findings.push(...config.problems);
    else if (isConfig(file)) findings.push(...(await checkConfig(file, surroundings)).problems);
    else findings.push(...(await checkRunbook(file, cwd, config.mentions)));
  }
  for (const finding of findings) say(formatFinding(finding));
  const problems = findings.filter((finding) => !finding.isWarning).length;
  const checked = files.length + (asked.length > 0 ? 0 : 1);
  complain(`${count(checked, "file")} checked, ${count(problems, "problem")}.`);
  return problems > 0 ? 1 : 0;
}

type ConfigCheck = { readonly problems: readonly Finding[]; readonly mentions?: Mentions };

async function checkConfig(file: string, { env, cwd }: Surroundings): Promise<ConfigCheck> {
  const shown = show(file, cwd);
  const text = await readText(file, shown);
  if (typeof text !== "string") return { problems: [text] };
  // Where it will run, and with which secrets, is not known here.
  const { problems, mentions } = readShopFile(text, shown, {
    ...{ env, mayLackVariables: true, isOnLoopback: true, url: "http://localhost" },
  });
  const { runbooksDir } = readEnvironment(env, cwd).environment;
  const slugs = (await expandFolders([runbooksDir])).map((each) => slugOf(each));
  return { problems: [...problems, ...findLostRunbooks(mentions, shown, slugs)], mentions };
}

async function checkRunbook(
  file: string,
  cwd: string,
  mentions: Mentions | undefined,
): Promise<readonly Finding[]> {
  const shown = show(file, cwd);
  const text = await readText(file, shown);
  if (typeof text !== "string") return [text];
  const read = readRunbook(text, shown, mentions?.connections);
  if (!read.ok) return read.problems;
  return read.warnings.map((warning) => ({ ...warning, isWarning: true }));
}

/** A folder stands for the runbooks in it; one that cannot be read is kept, to be told as a file is. */
async function expandFolders(paths: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    paths.map(async (path) => {
      const isFolder = await stat(path).then(
        (found) => found.isDirectory(),
        () => false,
      );
      return isFolder ? await listRunbookFiles(path) : [path];
    }),
  );
  return lists.flat();
}

async function readText(file: string, shown: string): Promise<string | ConfigProblem> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "There is no such file." : `It cannot be read (${code}).`;
    return { file: shown, message: why };
  }
}

const slugOf = (file: string): string => basename(file).replace(/\.ya?ml$/, "");

const show = (file: string, cwd: string): string => relative(cwd, file) || file;

function formatFinding({ isWarning, ...problem }: Finding): string {
  const message = isWarning ? `warning: ${problem.message}` : problem.message;
  return formatProblem({ ...problem, message });
}

const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? "" : "s"}`;
