// What starting this runbook now would do, told without doing any of it.
import type { Incident } from "../domain/incident.ts";
import type { Refused } from "../domain/refusal.ts";
import type { RunPlan } from "../domain/runbook/plan.ts";
import type { Deps } from "./context.ts";
import type { RunWish } from "./start-runbook.ts";

export type RunPlanned = { readonly ok: true; readonly plan: RunPlan } | Refused;

export async function planRunbook(
  _deps: Deps,
  _incident: Incident | null,
  _wish: Pick<RunWish, "slug" | "inputs">,
): Promise<RunPlanned> {
  return await Promise.reject(new Error("plans are not made yet"));
}
