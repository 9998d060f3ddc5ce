// The form that ends a run: why, and what becomes of everything it has changed out there.
import type { KnownBlock, ModalView } from "@slack/types";
import { availableActions } from "../../domain/runbook/run/actions.ts";
import { describeRun } from "../../domain/runbook/view/describe.ts";
import { words } from "../../words/words.ts";
import type { AskedRun } from "../answer-run.ts";
import { context, section } from "../blocks/elements.ts";
import { CALLBACKS, type RunValue } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { changeLines } from "./change-lines.ts";
import { lostForm } from "./change-view.ts";
import { modal, radioInput, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { runFormOf, submitAnswer } from "./run-view.ts";
import { stacked } from "./timeline-lines.ts";
import type { ViewAnswer } from "./view-answer.ts";

type Fate = "roll-back" | "abort";

/** Whether a person has to say what becomes of the run's changes. */
export function hasFateToChoose({ run, runbook }: AskedRun): boolean {
  const offered = new Set(availableActions(runbook, run.state).map(({ action }) => action));
  return offered.has("roll-back") && offered.has("abort");
}

export function runAbortView(
  asked: AskedRun,
  value: RunValue,
  { now, note }: { readonly now: Date; readonly note: string },
): ModalView {
  const say = words.modal.runAbort;
  const { run, runbook } = asked;
  const { changes } = describeRun(runbook, run.state, now);
  const canChoose = hasFateToChoose(asked);
  return modal({
    callback: CALLBACKS.runAbort,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: value,
    blocks: [
      textInput({ name: "note", label: say.why(), isLong: true, limit: 1_000, initial: note }),
      ...(changes.length > 0
        ? [section(say.changed(changes.length)), ...stacked(changeLines(changes))]
        : [context(say.nothingChanged())]),
      ...(canChoose ? [fateInput(value)] : only(changes.length > 0 ? runbook.on_abort : "ask")),
    ],
  });
}

function fateInput({ action }: RunValue): KnownBlock {
  const say = words.modal.runAbort;
  return radioInput({
    name: "fate",
    label: say.fate(),
    choices: [
      { value: "roll-back", text: say.undoAll(), more: say.undoAllMeans() },
      { value: "abort", text: say.leave(), more: say.leaveMeans() },
    ],
    initial: action === "roll-back" ? "roll-back" : null,
  });
}

function only(onAbort: "ask" | "rollback" | "leave"): KnownBlock[] {
  if (onAbort === "ask") return [];
  const { willUndo, willLeave } = words.modal.runAbort;
  return [context(onAbort === "rollback" ? willUndo() : willLeave())];
}

export async function submitRunAbort(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const form = await runFormOf(turn, view);
  if (!form) return lostForm();
  const note = readField(view, "note");
  const fate = readField(view, "fate") as Fate | null;
  const value = fate ? { ...form.value, action: fate } : form.value;
  const said = note ? { note } : {};
  return await submitAnswer(turn, { ...form, value }, { said, field: "note" });
}
