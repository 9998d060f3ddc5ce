// Whether a run has come to its end: its lock is free then, and no timer of it is left.
import type { RunState } from "../domain/runbook/state/run.ts";

export const isRunOver = ({ state }: Pick<RunState, "state">): boolean =>
  state === "completed" || state === "aborted" || state === "cancelled";
