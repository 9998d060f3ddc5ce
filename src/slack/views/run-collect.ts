// The form of a manual step that collects values: filled in when the step is said to be done.
import type { ModalView } from "@slack/types";
import type { ManualStep } from "../../domain/runbook/format/step-format.ts";
import { words } from "../../words/words.ts";
import type { AskedRun } from "../answer-run.ts";
import { section } from "../blocks/elements.ts";
import { CALLBACKS, type RunValue } from "../ids.ts";
import { authored } from "../mrkdwn.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { readInputs, runInput } from "./run-input.ts";
import { stepHead } from "./run-parts.ts";
import { runFormOf, submitAnswer } from "./run-view.ts";
import type { ViewAnswer } from "./view-answer.ts";

/** The step that collects, where it is one. */
export function collectingStep({ runbook }: AskedRun, step: string): ManualStep | undefined {
  const found = runbook.steps.find(({ id }) => id === step);
  const isOne = found?.kind === "manual" && Object.keys(found.collect).length > 0;
  return isOne ? found : undefined;
}

export type Wanted = {
  readonly step: ManualStep;
  /** Already given, by a command. */
  readonly note?: string;
  readonly needsNote: boolean;
};

export function runCollectView(
  { ctx }: Pick<Turn, "ctx">,
  { run }: AskedRun,
  { value, wanted }: { readonly value: RunValue; readonly wanted: Wanted },
): ModalView {
  const say = words.modal.runCollect;
  const { step, note, needsNote } = wanted;
  const state = run.state.steps.find(({ id }) => id === step.id);
  const fields = Object.entries(step.collect).map(([name, format]) =>
    runInput(name, format, { initial: textOf(format.default), shop: ctx.shop }),
  );
  return modal({
    callback: CALLBACKS.runCollect,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: value,
    blocks: [
      stepHead(state?.title ?? step.id),
      ...(state?.text ? [section(authored(state.text, 2_000))] : []),
      ...fields,
      textInput({
        name: "note",
        label: words.modal.field.note(),
        isLong: true,
        isOptional: !needsNote,
        limit: 1_000,
        initial: note ?? null,
      }),
    ],
  });
}

const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : String(value);

export async function submitRunCollect(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const form = await runFormOf(turn, view);
  const step = form && collectingStep(form, form.value.step);
  if (!form || !step) return lostForm();
  const note = readField(view, "note");
  const said = { values: readInputs(step.collect, view), ...(note && { note }) };
  return await submitAnswer(turn, form, { said, field: "note" });
}
