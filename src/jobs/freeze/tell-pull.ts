// Tells one pull request what holds it.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import type { RunDeps } from "../run/run-deps.ts";
import type { TaskOf } from "./freeze-deps.ts";

export async function tellPull(
  _deps: RunDeps,
  _task: TaskOf<"tell-pull">,
  _attempt: Attempt,
): Promise<Outcome> {
  return await Promise.resolve({ kind: "dead", reason: "nothing carries this out" });
}
