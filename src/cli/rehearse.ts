// Rehearses runbooks: every path walked with nothing sent, told as it would read in Slack.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Mentions } from "../config/mentions.ts";
import { formatProblem } from "../config/problem.ts";
import { readEnvironment } from "../config/read-environment.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import type { Fault } from "../domain/runbook/format/problem.ts";
import { alertTriggers } from "../domain/runbook/format/triggers.ts";
import { castFor } from "../domain/runbook/rehearse/cast.ts";
import { type Inputs, rehearsalInputs } from "../domain/runbook/rehearse/inputs.ts";
import { findUnstaffed } from "../domain/runbook/rehearse/staffing.ts";
import { type Walk, walkRunbook } from "../domain/runbook/rehearse/walk.ts";
import type { RunFacts } from "../domain/runbook/state/run.ts";
import { expandFolders, readRunbookFile, readShop, show } from "./read-files.ts";
import { summarize, tellPaths } from "./rehearse-report.ts";
import { type Surroundings, USED_WRONGLY } from "./verb.ts";

/** A fixed Monday: the same runbook gives the same transcript on any day. */
const STARTS_AT = new Date("2026-03-02T09:00:00Z");
const MOST_PATHS = 1_000;

type Asked = {
  readonly files: readonly string[];
  readonly inputs: Inputs;
  readonly isQuiet: boolean;
  readonly path: number | undefined;
};

export async function runRehearse(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { env, cwd, complain } = surroundings;
  const asked = readArgs(args);
  if (typeof asked === "string") {
    complain(asked);
    return USED_WRONGLY;
  }
  const { configFile } = readEnvironment(env, cwd).environment;
  const { mentions } = await readShop(configFile, { env, cwd });
  if (!mentions) complain("There is no muster.yml here: who may do what is not judged.");
  const files = await expandFolders(asked.files.map((file) => resolve(cwd, file)));
  let problems = 0;
  for (const file of files) problems += await rehearseFile(file, asked, mentions, surroundings);
  return problems > 0 ? 1 : 0;
}

function readArgs(args: readonly string[]): Asked | string {
  const usage = "rehearse <runbook…> [input=value…] [--quiet] [--path <number>]";
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { quiet: { type: "boolean", short: "q" }, path: { type: "string" } },
    });
    const isInput = (word: string) => /^[a-z][a-z0-9_]*=/.test(word);
    const files = positionals.filter((word) => !isInput(word));
    if (files.length === 0) return `Say which runbook: ${usage}`;
    if (values.path !== undefined && !/^[1-9]\d*$/.test(values.path)) {
      return `--path takes a number, such as --path 3, but it is "${values.path}".`;
    }
    return {
      files,
      inputs: Object.fromEntries(positionals.filter(isInput).map(splitInput)),
      isQuiet: values.quiet ?? false,
      path: values.path === undefined ? undefined : Number(values.path),
    };
  } catch (error) {
    return `${(error as Error).message.split(". ")[0]}. Usage: ${usage}`;
  }
}

function splitInput(word: string): readonly [string, string] {
  const place = word.indexOf("=");
  return [word.slice(0, place), word.slice(place + 1)];
}

async function rehearseFile(
  file: string,
  asked: Asked,
  mentions: Mentions | undefined,
  { cwd, say, complain }: Surroundings,
): Promise<number> {
  const read = await readRunbookFile(file, cwd, mentions);
  if (!read.ok) {
    for (const problem of read.problems) say(formatProblem(problem));
    return read.problems.length;
  }
  const { runbook, place } = read;
  const walk = rehearse(runbook, asked.inputs, mentions);
  if (typeof walk === "string") {
    complain(`${show(file, cwd)}: ${walk}`);
    return 1;
  }
  const faults: readonly Fault[] = [
    ...walk.faults,
    ...(mentions ? findUnstaffed(runbook, mentions.people) : []),
  ];
  if (!asked.isQuiet) for (const line of tellPaths(runbook, walk, asked.path)) say(line);
  for (const fault of faults) say(formatProblem(place(fault)));
  const problems = faults.length + (walk.isCut ? 1 : 0);
  complain(summarize(runbook, walk, problems));
  return problems;
}

function rehearse(runbook: Runbook, given: Inputs, mentions: Mentions | undefined): Walk | string {
  const facts = factsFor(runbook);
  const repositories = mentions?.allows.repositories ?? [];
  const world = { now: STARTS_AT, repositories, facts };
  const inputs = rehearsalInputs(runbook, given, world);
  if (!inputs.ok) return inputs.message;
  return walkRunbook({
    ...{ runbook, facts, inputSets: inputs.sets, startsAt: STARTS_AT, mostPaths: MOST_PATHS },
    cast: castFor(runbook, mentions?.people),
  });
}

/** An incident and an alert, with every label that the runbook names. */
function factsFor(runbook: Runbook): RunFacts {
  const text = JSON.stringify(runbook);
  const labels = [...text.matchAll(/alert\.labels\.([A-Za-z_]\w*)/g)].map(([, name = ""]) => name);
  const name = alertTriggers(runbook)[0]?.alert ?? "Example";
  return {
    zone: "UTC",
    alert: { name, title: name, labels: Object.fromEntries(labels.map((each) => [each, each])) },
    incident: { id: "INC-1", title: "A rehearsal", priority: "P1", service: "checkout" },
  };
}
