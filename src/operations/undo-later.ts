// Takes a change back after its run is over: a run of its own, linked to the first, in the same incident.
import type { Refused } from "../domain/refusal.ts";
import type { Person } from "../domain/runbook/run.ts";
import type { RunRow } from "../storage/runs.ts";
import type { Context } from "./context.ts";

export type UndoStarted = { readonly ok: true; readonly run: RunRow } | Refused;

export async function undoLater(
  _ctx: Context,
  _wish: { readonly runId: string; readonly step: string; readonly by: Person },
): Promise<UndoStarted> {
  return await Promise.reject(new Error("changes are not undone later yet"));
}
