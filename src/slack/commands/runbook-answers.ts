// `/runbook done | skip | fail | pause | resume | abort | assign | hand-over`: answers to a run.

import { availableActions } from "../../domain/runbook/run/actions.ts";
import type { RunState } from "../../domain/runbook/state/run.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import type { ActionKind } from "../../domain/runbook/state/step-state.ts";
import { countSteps, findNumbered, numberOf } from "../../domain/runbook/view/step-number.ts";
import { words } from "../../words/words.ts";
import { type AskedRun, answerRun, type Said, sayDenied } from "../answer-run.ts";
import type { RunValue } from "../ids.ts";
import { runRefusalText } from "../refusals.ts";
import type { Turn } from "../turn.ts";
import { askFirst } from "../views/run-form.ts";
import { findNamed } from "./find-person.ts";
import type { RunTarget } from "./find-run.ts";
import { takeStep, takeWord } from "./grammar.ts";
import { plainWords } from "./incident-state.ts";

export type OnRun = (turn: Turn, target: RunTarget) => Promise<void>;

/** About the current step: its number may be named, and guards against a run that went on. */
export const answerStep =
  (action: ActionKind): OnRun =>
  async (turn, target) => {
    const { step: wanted, rest: note } = takeStep(target.rest);
    const value = valueNow(target, action);
    const current = numberOf(target.run.state.steps, value.step);
    if (wanted !== null && wanted !== current) {
      return await turn.say({ text: sayOtherStep(target.run.state, wanted, current) });
    }
    await answer(turn, target, { value, said: { note: await plainWords(turn, note) } });
  };

/** About the run as a whole. */
export const answerWholeRun =
  (action: ActionKind): OnRun =>
  async (turn, target) => {
    const value = valueNow(target, action);
    await answer(turn, target, { value, said: { note: await plainWords(turn, target.rest) } });
  };

/** Where the runbook undoes everything when it is aborted, that is the only way to end it. */
export const abortRun: OnRun = async (turn, target) => {
  const offered = availableActions(target.runbook, target.run.state).map(({ action }) => action);
  const isUndone = offered.includes("roll-back") && !offered.includes("abort");
  await answerWholeRun(isUndone ? "roll-back" : "abort")(turn, target);
};

/** `assign 3 @anna`, `assign @anna` (the current step); by a form where nobody is named. */
export const assignStep: OnRun = async (turn, target) => {
  const { step: wanted, rest } = takeStep(target.rest);
  const { steps } = target.run.state;
  const step = wanted === null ? undefined : findNumbered(steps, wanted);
  if (wanted !== null && !step) {
    return await turn.say({ text: words.command.runs.noStep(wanted, countSteps(steps)) });
  }
  const now = valueNow(target, "assign");
  const value = step ? { ...now, step: step.id, attempt: step.attempt } : now;
  await assign(turn, target, { value, who: takeWord(rest).word });
};

export const handOver: OnRun = async (turn, target) => {
  const value = { ...valueNow(target, "assign"), step: "", attempt: 0 };
  await assign(turn, target, { value, who: takeWord(target.rest).word });
};

async function assign(
  turn: Turn,
  target: RunTarget,
  { value, who }: { readonly value: RunValue; readonly who: string },
): Promise<void> {
  if (who === "") return await answer(turn, target, { value, said: {} });
  const person = await findNamed(turn, who);
  if (!person) return;
  const to: Person = { id: person.user, name: person.name };
  await answer(turn, target, { value, said: { to } });
}

/** The current step as it stands in the database: a command was written for what is now. */
export function valueNow({ run }: AskedRun, action: ActionKind): RunValue {
  const { cursor = "", steps } = run.state;
  const attempt = steps.find(({ id }) => id === cursor)?.attempt ?? 0;
  return { about: "run", run: run.number, step: cursor, attempt, action };
}

function sayOtherStep({ steps }: RunState, wanted: number, current: number): string {
  const { runs, runbooks } = words.command;
  const many = countSteps(steps);
  if (wanted < 1 || wanted > many) return runs.noStep(wanted, many);
  return current === 0 ? runs.noCurrent() : runbooks.otherStep(wanted, current);
}

export async function answer(
  turn: Turn,
  asked: AskedRun,
  { value, said }: { readonly value: RunValue; readonly said: Said },
): Promise<void> {
  if (await askFirst(turn, asked, { value, said })) return;
  const acted = await answerRun(turn, asked.run.id, value, said);
  if (!acted.ok) return await sayDenied(turn, acted);
  const done = words.command.runs.answered(value.action);
  await turn.say({ text: acted.notice ? runRefusalText(turn, acted.notice) : done });
}
