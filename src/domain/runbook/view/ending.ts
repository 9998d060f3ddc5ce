// How a run ended, as people are told: what it reached, or who put an end to it.
import type { Outcome, RunState } from "../state/run.ts";

/** `undone`: of a run that only takes another one's changes back, and so does not end by an abort. */
export type Ending = Outcome | "aborted" | "undone" | "partly_undone";

export function endingOf({
  outcome,
  state,
  undoOf,
}: Pick<RunState, "outcome" | "state" | "undoOf">): Ending {
  if (state === "cancelled") return "cancelled";
  const isUndone = outcome === "rolled_back" || outcome === "partly_rolled_back";
  if (isUndone && undoOf) return outcome === "rolled_back" ? "undone" : "partly_undone";
  return state === "aborted" && !isUndone ? "aborted" : (outcome ?? "success");
}
