// Merges the excepted commit where nobody else may.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import type { RunDeps } from "../run/run-deps.ts";
import type { TaskOf } from "./freeze-deps.ts";

export async function mergeExcepted(
  _deps: RunDeps,
  _task: TaskOf<"merge">,
  _attempt: Attempt,
): Promise<Outcome> {
  return await Promise.resolve({ kind: "dead", reason: "nothing carries this out" });
}
