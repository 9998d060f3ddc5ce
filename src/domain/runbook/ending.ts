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
  const outcome = outcomeOfRollBack(run);
  return { state: "aborted", outcome, by, ...(note === undefined ? {} : { note }) };
}

/** Whatever is, or may be, changed out there counts as left, also where there is no undo for it. */
function outcomeOfRollBack({ steps }: RunState): Outcome {
  const changed = steps.filter((state) => certaintyOf(state) !== undefined);
  const undone = changed.filter(({ undo }) => undo?.state === "undone");
  return howFar(undone.length, changed.length);
}

function outcomeOfUndos(steps: readonly StepState[]): Outcome {
  const undone = steps.filter(
    ({ state, reason }) => state === "succeeded" || reason?.code === "not-needed",
  );
  return howFar(undone.length, steps.length);
}

function howFar(undone: number, all: number): Outcome {
  if (undone === all) return "rolled_back";
  return undone === 0 ? "left_as_is" : "partly_rolled_back";
}
