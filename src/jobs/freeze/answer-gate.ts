// Answers a deployment that waits at our gate.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import type { RunDeps } from "../run/run-deps.ts";
import type { TaskOf } from "./freeze-deps.ts";

export async function answerGate(
  _deps: RunDeps,
  _task: TaskOf<"answer-gate">,
  _attempt: Attempt,
): Promise<Outcome> {
  return await Promise.resolve({ kind: "dead", reason: "nothing carries this out" });
}
