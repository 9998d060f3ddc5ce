// A form about one run: which answer it was opened for, and its outcome as corrections or a closed form.

import type { ManualStep } from "../../domain/runbook/format/step-format.ts";
import { words } from "../../words/words.ts";
import {
  type AskedRun,
  answerRun,
  type Denied,
  deniedLine,
  findAskedRun,
  type Said,
} from "../answer-run.ts";
import { type RunValue, readValue } from "../ids.ts";
import { runRefusalText } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { saidInForm } from "./change-view.ts";
import { fieldOf } from "./run-input.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export type RunForm = AskedRun & { readonly value: RunValue };

/** Undefined where the form was not about a run, or that run is not there. */
export async function runFormOf(turn: Turn, view: SeenView): Promise<RunForm | undefined> {
  const read = readValue(view.metadata);
  if (!read.ok || read.value.about !== "run") return undefined;
  const asked = await findAskedRun(turn, read.value.run);
  return asked && { ...asked, value: read.value };
}

/** Closes the form, or says under `field` why nothing changed. */
export async function submitAnswer(
  turn: Turn,
  form: RunForm,
  { said, field }: { readonly said: Said; readonly field: string },
): Promise<ViewAnswer> {
  const acted = await answerRun(turn, form.run.id, form.value, said);
  if (acted.ok && acted.notice) return saidInForm(runRefusalText(turn, acted.notice));
  if (acted.ok) return closeView;
  return wrongFields(await errorsOf(turn, acted, { form, field }));
}

/** What a form collected and the engine found wrong, each under its own field. */
async function errorsOf(
  turn: Turn,
  acted: Denied,
  { form, field }: { readonly form: RunForm; readonly field: string },
): Promise<Record<string, string>> {
  const isValues = "runRefusal" in acted && acted.runRefusal.code === "values-wrong";
  if (!isValues) return { [field]: await deniedLine(turn, acted) };
  const formats = collectOf(form);
  const lines = acted.runRefusal.problems.map((problem) => [
    fieldOf(problem.input),
    words.runbook.inputProblem(problem, formats[problem.input]),
  ]);
  return Object.fromEntries(lines) as Record<string, string>;
}

function collectOf({ runbook, value }: RunForm): ManualStep["collect"] {
  const step = runbook.steps.find(({ id }) => id === value.step);
  return step?.kind === "manual" ? step.collect : {};
}
