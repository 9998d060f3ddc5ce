// The form that takes a run to a later step: only where its author wrote a way.
import type { ModalView } from "@slack/types";
import { actOnRun } from "../../operations/act-on-run.ts";
import { findRunByNumber } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS, type RunValue, readValue } from "../ids.ts";
import { refusalLine, runRefusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { type Choice, modal, selectInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export function runGoToView(value: RunValue, targets: readonly Choice[]): ModalView {
  const say = words.modal.runGoTo;
  return modal({
    callback: CALLBACKS.runGoTo,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: value,
    blocks: [selectInput({ name: "target", label: say.step(), choices: targets })],
  });
}

export async function submitRunGoTo(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  const target = readField(view, "target");
  if (!read.ok || read.value.about !== "run" || !target) return lostForm();
  const run = await findRunByNumber(turn.ctx.db, read.value.run);
  if (!run) return lostForm();
  const { step, attempt } = read.value;
  const by = { id: turn.person.user, name: turn.person.name };
  const acted = await actOnRun(turn.ctx, run.id, { step, attempt, action: "go-to", target, by });
  if (acted.ok) return closeView;
  const line =
    "refusal" in acted
      ? await refusalLine(turn, acted.refusal)
      : await runRefusalLine(turn, acted.runRefusal);
  return wrongFields({ target: line });
}
