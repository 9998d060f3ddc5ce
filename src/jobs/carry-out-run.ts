// Carries out what a run asks of the world: each intent by its own means, and each reports back to the run.
import type { Attempt, Outcome, RunIntent } from "../domain/effect.ts";
import { followFreeze } from "./run/follow-freeze.ts";
import { preflight } from "./run/preflight.ts";
import { readBack } from "./run/read-back.ts";
import { readMetrics } from "./run/read-metrics.ts";
import type { RunDeps } from "./run/run-deps.ts";
import { sendRequest } from "./run/send-request.ts";

export async function carryOutRun(
  deps: RunDeps,
  runId: string,
  intent: RunIntent,
  attempt: Attempt,
): Promise<Outcome> {
  switch (intent.do) {
    case "read-metrics":
      return await readMetrics(deps, runId, intent);
    case "read-back":
      return await readBack(deps, runId, intent);
    case "send-request":
      return await sendRequest(deps, runId, intent, attempt);
    case "preflight":
      return await preflight(deps, runId, intent);
    case "follow-freeze":
      return await followFreeze(deps, runId, intent);
  }
}
