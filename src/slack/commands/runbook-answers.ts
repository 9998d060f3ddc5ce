// `/runbook done | skip | fail | abort`: answers the current step of the incident's run.
import { availableActions } from "../../domain/runbook/actions.ts";
import type { ActionKind, RunState } from "../../domain/runbook/run.ts";
import { actOnRun } from "../../operations/act-on-run.ts";
import { readRun } from "../../operations/read-run.ts";
import { listRuns, type RunRow } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { ACTIONS, type RunValue } from "../ids.ts";
import { date } from "../mrkdwn.ts";
import { openModal } from "../open-modal.ts";
import { runRefusalText } from "../refusals.ts";
import type { Turn } from "../turn.ts";
import { actions, button } from "../views/parts.ts";
import { runNoteView } from "../views/run-note.ts";
import type { Target } from "./find-incident.ts";
import { plainWords } from "./incident-state.ts";

export type RunVerb = Extract<ActionKind, "done" | "skip" | "could-not" | "abort">;

export async function answerRun(turn: Turn, { incident, rest }: Target, action: RunVerb) {
  const runs = await listRuns(turn.ctx.db, incident.id);
  const open = runs.filter(({ isOpen }) => isOpen === 1);
  const [run, ...others] = open;
  if (!run) return await turn.say({ text: sayNoRun(incident.number, runs[0], turn) });
  if (others.length > 0) return await askWhichRun(turn, open, action);
  const { step: index, rest: note } = takeStep(rest);
  const at = currentStep(run.state);
  if (!at) return await turn.say({ text: words.command.runbooks.noRun(incident.number) });
  if (index !== null && index !== at.index) {
    return await turn.say({ text: words.command.runbooks.otherStep(index, at.index) });
  }
  const value: RunValue = {
    about: "run",
    run: run.number,
    step: at.id,
    attempt: at.attempt,
    action,
  };
  await answer(turn, run, value, await plainWords(turn, note));
}

/** A run may have ended by itself since the person last looked. */
function sayNoRun(number: number, last: RunRow | undefined, { ctx }: Turn): string {
  const { noRun, ended } = words.command.runbooks;
  const outcome = last?.state.outcome;
  if (!last?.endedAt || !outcome) return noRun(number);
  const said = words.runMessage.outcome(outcome);
  return `${noRun(number)} ${ended(last.slug, date(last.endedAt, ctx.shop.zone), said)}`;
}

/** `2 not needed`: the number of the step as the message shows it. */
function takeStep(rest: string): { step: number | null; rest: string } {
  const [, digits, note = ""] = /^(\d{1,2})(?:\s+|$)([\s\S]*)$/.exec(rest) ?? [];
  return digits === undefined ? { step: null, rest } : { step: Number(digits), rest: note };
}

function currentStep({ cursor, steps }: RunState) {
  const index = steps.findIndex(({ id }) => id === cursor);
  const step = steps[index];
  return step && { id: step.id, attempt: step.attempt, index: index + 1 };
}

async function answer(turn: Turn, run: RunRow, value: RunValue, note: string): Promise<void> {
  const read = await readRun(turn.ctx, run.id);
  const offered = read && availableActions(read.runbook, read.run.state);
  const offer = offered?.find(({ action }) => action === value.action);
  if (offer?.note === "required" && note === "") {
    return await openModal(turn, runNoteView(value, true));
  }
  const { step, attempt, action } = value;
  const by = { id: turn.person.user, name: turn.person.name };
  const click = { step, attempt, action, by, ...(note !== "" && { note }) };
  const acted = await actOnRun(turn.ctx, run.id, click);
  if (acted.ok) return await turn.say({ text: words.command.runbooks.answered() });
  if ("refusal" in acted) return await turn.refuse(acted.refusal);
  await turn.say({ text: runRefusalText(turn, acted.runRefusal) });
}

async function askWhichRun(turn: Turn, open: readonly RunRow[], action: RunVerb): Promise<void> {
  const text = words.command.whichRun();
  const buttons = open.slice(0, 5).flatMap(({ number, slug, state }) => {
    const at = currentStep(state);
    if (!at) return [];
    const { id: step, attempt } = at;
    const value = { about: "run", run: number, step, attempt, action } as const;
    return [button({ action: ACTIONS.runAct, part: number, value, text: `${number}: ${slug}` })];
  });
  await turn.say({ text, blocks: [section(text), actions(buttons)] });
}
