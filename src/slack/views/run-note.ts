// The form that asks why, where an answer to a run needs a reason, with what the answer means.
import type { ModalView } from "@slack/types";
import { words } from "../../words/words.ts";
import type { AskedRun } from "../answer-run.ts";
import { context } from "../blocks/elements.ts";
import { CALLBACKS, type RunValue } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { stepHead } from "./run-parts.ts";
import { runFormOf, submitAnswer } from "./run-view.ts";
import type { ViewAnswer } from "./view-answer.ts";

export function runNoteView({ run }: AskedRun, value: RunValue, isRequired: boolean): ModalView {
  const say = words.modal.runNote(value.action);
  const step = run.state.steps.find(({ id }) => id === value.step);
  return modal({
    callback: CALLBACKS.runNote,
    title: say.title,
    submit: say.submit,
    close: words.modal.back(),
    about: value,
    blocks: [
      ...(step ? [stepHead(step.title)] : []),
      ...(say.warning ? [context(say.warning)] : []),
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
  const form = await runFormOf(turn, view);
  if (!form) return lostForm();
  const note = readField(view, "note");
  return await submitAnswer(turn, form, { said: note ? { note } : {}, field: "note" });
}
