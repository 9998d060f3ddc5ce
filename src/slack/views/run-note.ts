// The form that asks why, where an answer to a run needs a reason.
import type { ModalView } from "@slack/types";
import { actOnRun } from "../../operations/act-on-run.ts";
import { findRunByNumber } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS, type RunValue, readValue } from "../ids.ts";
import { refusalLine, runRefusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export function runNoteView(value: RunValue, isRequired: boolean): ModalView {
  const say = words.modal.runNote(value.action);
  return modal({
    callback: CALLBACKS.runNote,
    title: say.title,
    submit: say.submit,
    close: words.modal.back(),
    about: value,
    blocks: [
      textInput({
        name: "note",
        label: say.label,
        isLong: true,
        isOptional: !isRequired,
        limit: 1_000,
      }),
    ],
  });
}

export async function submitRunNote(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  if (!read.ok || read.value.about !== "run") return lostForm();
  const { run: number, step, attempt, action, option, target } = read.value;
  const run = await findRunByNumber(turn.ctx.db, number);
  if (!run) return lostForm();
  const note = readField(view, "note");
  const acted = await actOnRun(turn.ctx, run.id, {
    step,
    attempt,
    action,
    by: { id: turn.person.user, name: turn.person.name },
    ...(option !== undefined && { option }),
    ...(target !== undefined && { target }),
    ...(note && { note }),
  });
  if (acted.ok) return closeView;
  const line =
    "refusal" in acted
      ? await refusalLine(turn, acted.refusal)
      : await runRefusalLine(turn, acted.runRefusal);
  return wrongFields({ note: line });
}
