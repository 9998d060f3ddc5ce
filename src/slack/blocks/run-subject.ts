// What the message of a run and its buttons are drawn from.
import type { OfferedAction } from "../../domain/runbook/run/actions.ts";
import type { CurrentStep, RunView } from "../../domain/runbook/view/describe.ts";

export type RunSubject = {
  readonly number: number;
  /** Rises with every event: a button of an earlier picture is told from a present one. */
  readonly version: number;
  readonly view: RunView;
  /** Number of the incident it belongs to. */
  readonly incident: number;
  /** What is offered now. */
  readonly actions: readonly OfferedAction[];
  /** Runbooks to go on with, once the run is over. */
  readonly suggested: readonly SuggestedRunbook[];
  readonly overdue: readonly Overdue[];
};

export type SuggestedRunbook = { readonly slug: string; readonly title: string };

/** Why this runbook may be stale; it runs all the same. Days are written as the runbook has them. */
export type Overdue =
  | { readonly what: "review"; readonly owner: string; readonly day: string }
  | { readonly what: "rehearsal"; readonly owner: string; readonly last: Date | null };

/** The step that people are at; none before the run has begun. */
export function stepNow({ state, current }: RunView): CurrentStep | undefined {
  return state === "created" ? undefined : current;
}
