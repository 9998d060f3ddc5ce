// The form that gives a step, or the whole run, to somebody.

import type { ModalView } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { RunState } from "../../domain/runbook/state/run.ts";
import { numberAt } from "../../domain/runbook/view/step-number.ts";
import { words } from "../../words/words.ts";
import { context } from "../blocks/elements.ts";
import { CALLBACKS, type RunValue } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { findChosen } from "./check-member.ts";
import { type Choice, modal, selectInput, userInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { runFormOf, submitAnswer } from "./run-view.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

/** No step is called so: ids begin with a letter. */
const WHOLE_RUN = "*";

export function runAssignView(value: RunValue, state: RunState): ModalView {
  const say = words.modal.runAssign;
  const choices = choicesOf(state);
  const chosen = choices.find((each) => each.value === value.step) ?? choices[0];
  return modal({
    callback: CALLBACKS.runAssign,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: value,
    blocks: [
      userInput({ name: "to", label: say.to(), initial: value.to ?? null }),
      selectInput({ name: "what", label: say.what(), choices, initial: chosen?.value ?? null }),
      context(say.hint()),
    ],
  });
}

/** What is settled needs nobody any more. */
function choicesOf({ steps, cursor }: RunState): readonly Choice[] {
  const open = steps.flatMap(({ id, title, state, kind }, index) =>
    kind !== "end" && (id === cursor || state === "pending")
      ? [{ value: id, text: `${numberAt(steps, index)}. ${unescapeText(title)}` }]
      : [],
  );
  return [...open, { value: WHOLE_RUN, text: words.modal.runAssign.wholeRun() }];
}

export async function submitRunAssign(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const form = await runFormOf(turn, view);
  const user = readField(view, "to");
  const what = readField(view, "what");
  if (!form || !user || !what) return lostForm();
  const chosen = await findChosen(turn, user);
  if (!chosen.ok) return wrongFields({ to: chosen.line });
  const { run, value } = form;
  const step = run.state.steps.find(({ id }) => id === what);
  const aimed = { ...value, step: step?.id ?? "", attempt: step?.attempt ?? 0 };
  const { user: id, name } = chosen.person;
  const said = { to: { id, name } };
  return await submitAnswer(turn, { ...form, value: aimed }, { said, field: "to" });
}
