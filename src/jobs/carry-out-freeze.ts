// Carries out what freezes owe to GitHub: each task by its own means, and by what is wanted at that moment.
import type { Attempt, Outcome } from "../domain/effect.ts";
import type { FreezeTask } from "../domain/freeze/task.ts";
import type { RunDeps } from "./run/run-deps.ts";

export async function carryOutFreeze(
  _deps: RunDeps,
  task: FreezeTask,
  _attempt: Attempt,
): Promise<Outcome> {
  const reason = `nothing carries out ${task.do}`;
  return await Promise.resolve({ kind: "dead", reason });
}
