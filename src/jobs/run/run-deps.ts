// What carrying out a run's intents needs, and how each reports back to the run.
import type { Outcome, RunIntent } from "../../domain/effect.ts";
import type { RunEvent } from "../../domain/runbook/state/run-event.ts";
import type { Targets } from "../../integrations/targets.ts";
import { advanceRun } from "../../operations/advance-run.ts";
import type { Context } from "../../operations/context.ts";

export type RunDeps = { readonly ctx: Context; readonly targets: Targets };

export type IntentOf<K extends RunIntent["do"]> = Extract<RunIntent, { do: K }>;

export async function report(deps: RunDeps, runId: string, event: RunEvent): Promise<Outcome> {
  const advanced = await advanceRun(deps.ctx, runId, event);
  if (!advanced) return { kind: "dropped", reason: "the run is gone" };
  if (advanced.ok) return { kind: "done" };
  return { kind: "dropped", reason: `the run had moved on: ${advanced.refusal.code}` };
}
