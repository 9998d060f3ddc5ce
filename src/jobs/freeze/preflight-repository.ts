// The look at one repository before a freeze is declared.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import type { RunDeps } from "../run/run-deps.ts";
import type { TaskOf } from "./freeze-deps.ts";

export async function preflightRepository(
  _deps: RunDeps,
  _task: TaskOf<"preflight">,
  _attempt: Attempt,
): Promise<Outcome> {
  return await Promise.resolve({ kind: "dead", reason: "nothing carries this out" });
}
