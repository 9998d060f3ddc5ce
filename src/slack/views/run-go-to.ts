// The form that takes a run to a later step: only where its author wrote a way.

import type { ModalView } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import { numberOf } from "../../domain/runbook/view/step-number.ts";
import { words } from "../../words/words.ts";
import type { AskedRun } from "../answer-run.ts";
import { CALLBACKS, type RunValue } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { modal, selectInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { runFormOf, submitAnswer } from "./run-view.ts";
import type { ViewAnswer } from "./view-answer.ts";

export function runGoToView(
  { run }: AskedRun,
  value: RunValue,
  targets: readonly string[],
): ModalView {
  const say = words.modal.runGoTo;
  const { steps } = run.state;
  const choices = targets.map((target) => {
    const title = steps.find(({ id }) => id === target)?.title;
    const text = title ? `${numberOf(steps, target)}. ${unescapeText(title)}` : say.end();
    return { value: target, text };
  });
  return modal({
    callback: CALLBACKS.runGoTo,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: value,
    blocks: [selectInput({ name: "target", label: say.step(), choices })],
  });
}

export async function submitRunGoTo(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const form = await runFormOf(turn, view);
  const target = readField(view, "target");
  if (!form || !target) return lostForm();
  const value = { ...form.value, target };
  return await submitAnswer(turn, { ...form, value }, { said: {}, field: "target" });
}
