// The values a run is to begin with: what people typed over what the alert and the defaults say, checked.
import { type Refused, refuse } from "../domain/refusal.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import type { Scalar } from "../domain/runbook/language/json.ts";
import { checkInputs } from "../domain/runbook/run/inputs.ts";
import { findUnlisted } from "../domain/runbook/run/listed-repositories.ts";
import { prefillInputs } from "../domain/runbook/run/prefill.ts";
import type { RunFacts } from "../domain/runbook/state/run.ts";
import { words } from "../words/words.ts";

export type Typed = Readonly<Record<string, Scalar | undefined>>;

export type Filled =
  | { readonly ok: true; readonly inputs: Readonly<Record<string, Scalar>> }
  | Refused;

export type Filling = {
  readonly facts: RunFacts;
  readonly now: Date;
  /** Those that runbooks may touch. */
  readonly repositories: readonly string[];
};

export function fillInputs(
  runbook: Runbook,
  typed: Typed,
  { facts, now, repositories }: Filling,
): Filled {
  const filled = prefillInputs(runbook, facts.alert, now).inputs;
  const checked = checkInputs(runbook, { ...filled, ...given(typed) }, facts, now);
  const found = checked.ok ? findUnlisted(runbook, checked.inputs, repositories) : checked.problems;
  if (checked.ok && found.length === 0) return { ok: true, inputs: checked.inputs };
  const problems = found.map((problem) => ({
    input: problem.input,
    message: words.runbook.inputProblem(problem, runbook.inputs[problem.input]),
  }));
  return refuse({ code: "inputs-wrong", problems });
}

/** A left-out value must not hide what the alert says. */
function given(inputs: Typed): Record<string, Scalar> {
  const filled = Object.entries(inputs).filter(
    (entry): entry is [string, Scalar] => entry[1] !== undefined && entry[1] !== "",
  );
  return Object.fromEntries(filled);
}
