// Opens a drill: an incident that counts nowhere, with a run whose effects are stubbed.
import type { Incident } from "../domain/incident.ts";
import type { Refused } from "../domain/refusal.ts";
import type { RunRow } from "../storage/runs.ts";
import type { Context } from "./context.ts";
import type { RunWish } from "./start-runbook.ts";

export type DrillStarted =
  | { readonly ok: true; readonly incident: Incident; readonly run: RunRow }
  | Refused;

export async function startDrill(_ctx: Context, _wish: RunWish): Promise<DrillStarted> {
  return await Promise.reject(new Error("drills are not started yet"));
}
