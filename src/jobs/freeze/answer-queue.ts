// Tells a merge queue whether its group may pass.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import type { RunDeps } from "../run/run-deps.ts";
import type { TaskOf } from "./freeze-deps.ts";

export async function answerQueue(
  _deps: RunDeps,
  _task: TaskOf<"answer-queue">,
  _attempt: Attempt,
): Promise<Outcome> {
  return await Promise.resolve({ kind: "dead", reason: "nothing carries this out" });
}
