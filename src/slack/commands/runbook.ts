// `/runbook`: the runbooks at hand, starting one, and the answers to a run.
import { words } from "../../words/words.ts";
import type { Turn } from "../turn.ts";
import { findTarget } from "./find-incident.ts";
import { findRunTarget } from "./find-run.ts";
import { readLine } from "./grammar.ts";
import {
  abortRun,
  answerStep,
  answerWholeRun,
  assignStep,
  handOver,
  type OnRun,
} from "./runbook-answers.ts";
import { listRunbooks, showRunbook } from "./runbook-lists.ts";
import { drillRunbook, planRunbookFor, runPlanned, runRunbook } from "./runbook-run.ts";
import { showStatus } from "./runbook-status.ts";
import { undo } from "./runbook-undo.ts";
import { approve, deny, withRunNumber } from "./runbook-votes.ts";
import { sayUnknown } from "./unknown-word.ts";

type Anywhere = (turn: Turn, rest: string) => Promise<void>;

const anywhere: Readonly<Record<string, Anywhere>> = {
  list: listRunbooks,
  show: showRunbook,
  plan: planRunbookFor,
  drill: drillRunbook,
  undo,
  help: async (turn) => {
    await turn.say({ text: words.command.help.runbook(turn.parts.names.runbook) });
  },
};

const onRun: Readonly<Record<string, OnRun>> = {
  done: answerStep("done"),
  skip: answerStep("skip"),
  fail: answerStep("could-not"),
  assign: assignStep,
  "hand-over": handOver,
  pause: answerWholeRun("pause"),
  resume: answerWholeRun("resume"),
  abort: abortRun,
  approve,
  deny,
  status: showStatus,
};

const aliases: Readonly<Record<string, string>> = {
  "": "list",
  start: "run",
  rehearse: "drill",
  preview: "plan",
  failed: "fail",
  handover: "hand-over",
  continue: "resume",
  stop: "abort",
  end: "abort",
  reject: "deny",
  "?": "help",
  lista: "list",
  uruchom: "run",
  ćwiczenie: "drill",
  zrobione: "done",
  pomiń: "skip",
  przypisz: "assign",
  wstrzymaj: "pause",
  wznów: "resume",
  przerwij: "abort",
  zatwierdź: "approve",
  odrzuć: "deny",
  cofnij: "undo",
  stan: "status",
  pomoc: "help",
};

const VOTES = new Set(["approve", "deny"]);

export const RUNBOOK_VERBS = [...Object.keys(anywhere), "run", ...Object.keys(onRun)];

export async function runbookCommand(turn: Turn, text: string): Promise<void> {
  const { verb: written, incident: number, rest } = readLine(text);
  const verb = aliases[written] ?? written;
  const carried = number === null ? rest : `INC-${number} ${rest}`.trim();
  const free = anywhere[verb];
  if (free) return await free(turn, carried);
  if (verb === "run") return await run(turn, number, rest);
  const answer = onRun[verb];
  if (!answer) {
    return await sayUnknown(turn, { area: "runbook", word: written, rest: carried }, RUNBOOK_VERBS);
  }
  const said = VOTES.has(verb) ? withRunNumber(rest) : rest;
  const target = await findRunTarget(turn, { number, rest: said, verb });
  if (target) await answer(turn, target);
}

async function run(turn: Turn, number: number | null, rest: string): Promise<void> {
  if (number === null && (await runPlanned(turn, rest))) return;
  const target = await findTarget(turn, { number, rest, command: "runbook run" });
  if (target) await runRunbook(turn, target);
}
