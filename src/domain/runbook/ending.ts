// How a run ends whose last step is done: as its runbook hoped, or undone as far as it could be.
import { certaintyOf } from "./applied.ts";
import type { Outcome, Person, RunState, StepState } from "./run.ts";

export type NaturalEnding = {
  readonly state: "completed" | "aborted";
  readonly outcome: Outcome;
  readonly by?: Person;
  readonly note?: string;
};

export function naturalEnding(run: RunState): NaturalEnding {
  if (run.undoOf) return { state: "completed", outcome: outcomeOfUndos(run.steps) };
  const { rollBack } = run;
  if (!rollBack) return { state: "completed", outcome: "success" };
  const { by, note } = rollBack;
  const outcome = isUndone(run) ? "rolled_back" : "partly_rolled_back";
  return { state: "aborted", outcome, by, ...(note === undefined ? {} : { note }) };
}

/** Whatever is, or may be, changed out there counts as left, also where there is no undo for it. */
function isUndone({ steps }: RunState): boolean {
  const changed = steps.filter((state) => certaintyOf(state) !== undefined);
  return changed.every(({ undo }) => undo?.state === "undone");
}

function outcomeOfUndos(steps: readonly StepState[]): Outcome {
  const isDone = steps.every(
    ({ state, reason }) => state === "succeeded" || reason?.code === "not-needed",
  );
  return isDone ? "rolled_back" : "partly_rolled_back";
}
