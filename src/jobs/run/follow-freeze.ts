// Tells a run what has become of the freeze that it waits for.
import type { Outcome } from "../../domain/effect.ts";
import { readFreeze } from "./read-freeze.ts";
import { type IntentOf, type RunDeps, report } from "./run-deps.ts";

export async function followFreeze(
  deps: RunDeps,
  runId: string,
  { step, attempt, freeze }: IntentOf<"follow-freeze">,
): Promise<Outcome> {
  const answer = await readFreeze(deps, runId, { kind: "freeze", freeze });
  return await report(deps, runId, { type: "freeze-seen", step, attempt, answer });
}
