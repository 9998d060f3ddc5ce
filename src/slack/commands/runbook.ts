// `/runbook`: list, show, run, and the answers to the run of this incident.
import { words } from "../../words/words.ts";
import type { Turn } from "../turn.ts";
import { findTarget } from "./find-incident.ts";
import { readLine } from "./grammar.ts";
import { answerRun, type RunVerb } from "./runbook-answers.ts";
import { listRunbooks, showRunbook } from "./runbook-lists.ts";
import { runRunbook } from "./runbook-run.ts";
import { sayUnknown } from "./unknown-word.ts";

type Anywhere = (turn: Turn, rest: string) => Promise<void>;

const anywhere: Readonly<Record<string, Anywhere>> = {
  list: listRunbooks,
  show: showRunbook,
  help: async (turn) => {
    await turn.say({ text: words.command.help.runbook(turn.parts.names.runbook) });
  },
};

const answers: Readonly<Record<string, RunVerb>> = {
  done: "done",
  skip: "skip",
  fail: "could-not",
  abort: "abort",
};

const aliases: Readonly<Record<string, string>> = {
  "": "list",
  start: "run",
  failed: "fail",
  stop: "abort",
  end: "abort",
  "?": "help",
  lista: "list",
  uruchom: "run",
  zrobione: "done",
  pomiń: "skip",
  pomoc: "help",
};

export const RUNBOOK_VERBS = [...Object.keys(anywhere), "run", ...Object.keys(answers)];

export async function runbookCommand(turn: Turn, text: string): Promise<void> {
  const { verb: written, incident: number, rest } = readLine(text);
  const verb = aliases[written] ?? written;
  const free = anywhere[verb];
  if (free) return await free(turn, rest);
  const answer = answers[verb];
  if (!answer && verb !== "run") {
    const carried = number === null ? rest : `INC-${number} ${rest}`;
    return await sayUnknown(turn, { area: "runbook", word: written, rest: carried }, RUNBOOK_VERBS);
  }
  const target = await findTarget(turn, { number, rest, command: `runbook ${verb}` });
  if (!target) return;
  if (answer) await answerRun(turn, target, answer);
  else await runRunbook(turn, target);
}
