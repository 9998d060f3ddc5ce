// What carrying out one intent of a run is given, and what it may ask to happen to a run right after.
import type { Incident } from "../domain/incident.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import type { RunEvent } from "../domain/runbook/state/run-event.ts";
import type { RunRow } from "../storage/runs.ts";
import { oweEffects, type Tx } from "./context.ts";

export type Scene = {
  readonly tx: Tx;
  readonly run: RunRow;
  readonly runbook: Runbook;
  /** Locked. */
  readonly incident: Incident;
};

/** Carried out in the same transaction, once everything that the first event caused is. */
export type FollowUp = { readonly tx: Tx; readonly runId: string; readonly event: RunEvent };

/** Into the thread of the run's message. */
export async function sayInThread({ tx, run }: Scene, text: string): Promise<void> {
  const { incidentId, id: runId } = run;
  const message = { kind: "run-log", incidentId, runId, text } as const;
  await oweEffects(tx, [{ kind: "post", to: { in: "run-thread", runId, incidentId }, message }]);
}
