// The form before a click that must not happen by accident: the step's id is typed, below what will be sent.
import type { ModalView } from "@slack/types";
import { describeRun } from "../../domain/runbook/view/describe.ts";
import { words } from "../../words/words.ts";
import type { AskedRun } from "../answer-run.ts";
import { section } from "../blocks/elements.ts";
import { CALLBACKS, type RunValue } from "../ids.ts";
import { code } from "../mrkdwn.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { plannedBlocks } from "./planned-blocks.ts";
import { readField } from "./read-fields.ts";
import { drillNote, stepHead } from "./run-parts.ts";
import { runFormOf, submitAnswer } from "./run-view.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

export function runTypeView({ run, runbook }: AskedRun, value: RunValue, now: Date): ModalView {
  const say = words.modal.runType;
  const { current } = describeRun(runbook, run.state, now);
  return modal({
    callback: CALLBACKS.runType,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: value,
    blocks: [
      stepHead(current?.title ?? value.step),
      ...plannedBlocks(current?.effect?.changes ?? []),
      ...drillNote(run.state),
      section(say.ask(code(value.step))),
      textInput({ name: "typed", label: say.label(), limit: 40, placeholder: value.step }),
    ],
  });
}

export async function submitRunType(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const form = await runFormOf(turn, view);
  if (!form) return lostForm();
  const typed = readField(view, "typed") ?? "";
  const { step } = form.value;
  if (typed.toLowerCase() !== step) {
    return wrongFields({ typed: words.modal.runType.differs(typed, step) });
  }
  return await submitAnswer(turn, form, { said: { typed: step }, field: "typed" });
}
