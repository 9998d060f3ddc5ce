// The buttons of a run: an answer counts at once, or after a form where it needs a reason.
import { availableActions } from "../../domain/runbook/actions.ts";
import { unescapeText } from "../../domain/runbook/sink.ts";
import { actOnRun } from "../../operations/act-on-run.ts";
import { readRun } from "../../operations/read-run.ts";
import { findRunByNumber } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import type { RunValue } from "../ids.ts";
import { openModal } from "../open-modal.ts";
import { runRefusalText } from "../refusals.ts";
import type { Turn } from "../turn.ts";
import { runGoToView } from "../views/run-go-to.ts";
import { runNoteView } from "../views/run-note.ts";
import { stepsView } from "../views/run-steps.ts";
import { confirmDone } from "./confirm-done.ts";
import type { OnClick } from "./on-click.ts";

export const actOnRunStep: OnClick = async (turn, { request, value }) => {
  if (value.about !== "run") return await turn.refuse({ code: "stale", what: "button" });
  const found = await findRunByNumber(turn.ctx.db, value.run);
  const read = found && (await readRun(turn.ctx, found.id));
  if (!read) return await turn.refuse({ code: "no-such-run", wanted: String(value.run) });
  const { run, runbook } = read;
  const isCurrent =
    run.state.cursor === value.step &&
    run.state.steps.some(({ id, attempt }) => id === value.step && attempt === value.attempt);
  const offered = isCurrent
    ? availableActions(runbook, run.state).filter(({ action }) => action === value.action)
    : [];
  const note = offered.find(({ option }) => option?.value === value.option)?.note ?? "none";
  if (note === "required" || (note === "optional" && value.action === "could-not")) {
    return await openModal(turn, runNoteView(value, note === "required"));
  }
  if (value.action === "go-to" && value.target === undefined && offered.length > 0) {
    const targets = offered.flatMap(({ target }) => target ?? []);
    return await openModal(turn, runGoToView(value, targetChoices(run.state.steps, targets)));
  }
  await act(turn, run.id, value, async () => {
    await confirmDone(turn, request, words.command.runbooks.answered());
  });
};

function targetChoices(
  steps: readonly { readonly id: string; readonly title: string }[],
  targets: readonly string[],
) {
  return targets.map((target) => {
    const index = steps.findIndex(({ id }) => id === target);
    const title = steps[index]?.title;
    const text = title ? `${index + 1}. ${unescapeText(title)}` : words.modal.runGoTo.end();
    return { value: target, text };
  });
}

async function act(
  turn: Turn,
  runId: string,
  { step, attempt, action, option, target }: RunValue,
  onDone: () => Promise<void>,
): Promise<void> {
  const acted = await actOnRun(turn.ctx, runId, {
    step,
    attempt,
    action,
    by: { id: turn.person.user, name: turn.person.name },
    ...(option !== undefined && { option }),
    ...(target !== undefined && { target }),
  });
  if (acted.ok) return await onDone();
  if ("refusal" in acted) return await turn.refuse(acted.refusal);
  await turn.say({ text: runRefusalText(turn, acted.runRefusal) });
}

export const showSteps: OnClick = async (turn, { value }) => {
  if (value.about !== "run") return await turn.refuse({ code: "stale", what: "button" });
  const found = await findRunByNumber(turn.ctx.db, value.run);
  if (!found) return await turn.refuse({ code: "no-such-run", wanted: String(value.run) });
  await openModal(turn, stepsView(found));
};
