// Looks, before a run begins, whether what it will use is going to work, and tells the run.
import type { Outcome } from "../../domain/effect.ts";
import { lookAtUses } from "../../integrations/preflight/look-at-uses.ts";
import { findRun } from "../../storage/runs.ts";
import { type IntentOf, type RunDeps, report } from "./run-deps.ts";

export async function preflight(
  deps: RunDeps,
  runId: string,
  intent: IntentOf<"preflight">,
): Promise<Outcome> {
  const { step, attempt, uses } = intent;
  const run = await findRun(deps.ctx.db, runId);
  if (!run) return { kind: "dropped", reason: "the run is gone" };
  const findings = await lookAtUses(deps.targets, uses, { isDrill: run.state.mode === "drill" });
  return await report(deps, runId, { type: "preflighted", step, attempt, findings });
}
