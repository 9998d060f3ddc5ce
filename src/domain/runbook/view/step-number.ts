// The number people know a step by, and how many there are: how a run may end is no step for those who count.
import type { StepState } from "../state/step-state.ts";

type Counted = Pick<StepState, "kind">;
type Steps = readonly (Counted & Pick<StepState, "id">)[];

/** Up to the last step that is something to do. */
export function countSteps(steps: readonly Counted[]): number {
  const last = steps.findLastIndex(({ kind }) => kind !== "end");
  return last === -1 ? steps.length : numberAt(steps, last);
}

/** What was added to take changes back goes on after the last step there was to do. */
export function numberAt(steps: readonly Counted[], index: number): number {
  const added = steps.findLastIndex(({ kind }) => kind !== "undo") + 1;
  if (index < added) return index + 1;
  const ends = added - 1 - steps.slice(0, added).findLastIndex(({ kind }) => kind !== "end");
  return index + 1 - ends;
}

/** 0 where there is no such step. */
export function numberOf(steps: Steps, id: string | undefined): number {
  const index = steps.findIndex((step) => step.id === id);
  return index === -1 ? 0 : numberAt(steps, index);
}

/** The step that is something to do, where one has this number. */
export function findNumbered<S extends Counted>(
  steps: readonly S[],
  number: number,
): S | undefined {
  return steps.find(({ kind }, index) => kind !== "end" && numberAt(steps, index) === number);
}
