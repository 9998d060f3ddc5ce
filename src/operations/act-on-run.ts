// A person's answer to a run: permitted now, then decided by the engine.

import { type Refused, refuse } from "../domain/refusal.ts";
import { rightFor } from "../domain/runbook/run/permissions.ts";
import { findRunStep } from "../domain/runbook/state/find-step.ts";
import type { RunRefusal } from "../domain/runbook/state/refusal.ts";
import type { Clicked } from "../domain/runbook/state/run-event.ts";
import { findRun, type RunRow } from "../storage/runs.ts";
import { advanceRun } from "./advance-run.ts";
import { checkRunPermission } from "./check-run-permission.ts";
import type { Context } from "./context.ts";
import { readSnapshot } from "./read-snapshot.ts";

export type RunActed =
  | {
      readonly ok: true;
      readonly run: RunRow;
      /** The click did something else than was meant: the person has to hear why. */
      readonly notice?: RunRefusal;
    }
  | Refused
  | { readonly ok: false; readonly run: RunRow; readonly runRefusal: RunRefusal };

export async function actOnRun(
  ctx: Context,
  runId: string,
  click: Omit<Clicked, "type">,
): Promise<RunActed> {
  const run = await findRun(ctx.db, runId);
  if (!run) return refuse({ code: "no-such-run", wanted: runId });
  const { runbook } = await readSnapshot(ctx, run);
  const { step, action } = click;
  const state = run.state.steps.find(({ id }) => id === step);
  const right = rightFor(action, state, findRunStep(runbook, run.state, step));
  const { incidentId } = run;
  const denied = await checkRunPermission(ctx, { runbook, right, step, incidentId });
  if (denied) return denied;
  const advanced = await advanceRun(ctx, runId, { ...click, right, type: "clicked" });
  if (!advanced) return refuse({ code: "no-such-run", wanted: runId });
  if (advanced.ok) return advanced;
  return { ok: false, run: advanced.run, runRefusal: advanced.refusal };
}
