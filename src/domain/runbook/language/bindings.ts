// What the names of a scope stand for at one moment of a run.

import type { Reading } from "../state/reason.ts";
import type { RunFacts, RunState } from "../state/run.ts";
import type { Instant, Person } from "../state/stamp.ts";
import type { Scalar } from "./json.ts";

export type Bindings = {
  readonly inputs: Readonly<Record<string, Scalar>>;
  /** Judged readings: neither stale nor NaN nor of the wrong type, unless they say so. */
  readonly metrics: Readonly<Record<string, Reading>>;
  /** A step that gave no output (not reached, skipped) is absent. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, Scalar>>>>;
  readonly facts: RunFacts;
  readonly run: { readonly id: string; readonly startedAt: Instant; readonly startedBy: Person };
  readonly now: Date;
};

export function bindingsOf(
  run: RunState,
  metrics: Readonly<Record<string, Reading>>,
  now: Date,
): Bindings {
  return {
    inputs: run.inputs,
    metrics,
    outputs: Object.fromEntries(
      run.steps.flatMap((step) => (step.output ? [[step.id, step.output]] : [])),
    ),
    facts: run.facts,
    run: { id: run.id, startedAt: run.startedAt, startedBy: run.startedBy },
    now,
  };
}

/**
 * For showing how an effect would be taken back before there is an answer: what only that will say
 * stands there by its name, as in `DELETE /v1/restores/(id)`. Never for what is sent.
 */
export function withOutputsToCome(
  bindings: Bindings,
  step: { readonly id: string; readonly outputs?: Readonly<Record<string, unknown>> },
): Bindings {
  const { id, outputs = {} } = step;
  if (bindings.outputs[id]) return bindings;
  const named = Object.fromEntries(Object.keys(outputs).map((name) => [name, `(${name})`]));
  return { ...bindings, outputs: { ...bindings.outputs, [id]: named } };
}
