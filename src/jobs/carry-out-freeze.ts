// Carries out what freezes owe to GitHub: each task by its own means, and by what is wanted at that moment.
import type { Attempt, Outcome } from "../domain/effect.ts";
import type { FreezeTask } from "../domain/freeze/task.ts";
import { answerGate } from "./freeze/answer-gate.ts";
import { answerQueue } from "./freeze/answer-queue.ts";
import { findPull } from "./freeze/find-pull.ts";
import { mergeExcepted } from "./freeze/merge-excepted.ts";
import { preflightRepository } from "./freeze/preflight-repository.ts";
import { reconcile } from "./freeze/reconcile.ts";
import { tellPull } from "./freeze/tell-pull.ts";
import { tellPulls } from "./freeze/tell-pulls.ts";
import { watchRepository } from "./freeze/watch-repository.ts";
import type { RunDeps } from "./run/run-deps.ts";

export async function carryOutFreeze(
  deps: RunDeps,
  task: FreezeTask,
  attempt: Attempt,
): Promise<Outcome> {
  switch (task.do) {
    case "reconcile":
      return await reconcile(deps, task.repository, attempt);
    case "preflight":
      return await preflightRepository(deps, task, attempt);
    case "tell-pulls":
      return await tellPulls(deps, task.repository, attempt);
    case "tell-pull":
      return await tellPull(deps, task, attempt);
    case "find-pull":
      return await findPull(deps, task, attempt);
    case "merge":
      return await mergeExcepted(deps, task, attempt);
    case "answer-queue":
      return await answerQueue(deps, task, attempt);
    case "answer-gate":
      return await answerGate(deps, task, attempt);
    case "watch":
      return await watchRepository(deps, task.repository, attempt);
  }
}
