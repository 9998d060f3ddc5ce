// A form about one run: which answer it was opened for, and its outcome as corrections or a closed form.

import { words } from "../../words/words.ts";
import {
  type AskedRun,
  answerRun,
  deniedLine,
  findAskedRun,
  type Said,
} from "../answer-run.ts";
import { type RunValue, readValue } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
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
  { run, runbook, value }: RunForm,
  { said, field }: { readonly said: Said; readonly field: string },
): Promise<ViewAnswer> {
  const acted = await answerRun(turn, run.id, value, said);
  if (acted.ok) return closeView;
  const errors = valueErrors(acted, runbook, value.step);
  return wrongFields(errors ?? { [field]: await deniedLine(turn, acted) });
}
