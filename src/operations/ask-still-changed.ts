// Reads back what an incident's runs changed, and shows it in the incident with what can be done about it.
import { type Refused, refuse } from "../domain/refusal.ts";
import { findIncident } from "../storage/incidents.ts";
import { lockRunsOfIncident } from "../storage/runs.ts";
import { advanceLocked } from "./advance-run.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "./context.ts";
import { changesOf, type StillChanged } from "./list-still-changed.ts";
import { repaint } from "./repaint.ts";

export type StillChangedAsked =
  | { readonly ok: true; readonly changes: readonly StillChanged[] }
  | Refused;

/** All changes, dealt with or not; where there is none, nothing is posted. */
export async function askStillChanged(
  ctx: Context,
  incidentId: string,
): Promise<StillChangedAsked> {
  return await inTransaction(ctx, async (tx) => {
    if (!(await findIncident(tx.db, incidentId))) {
      return refuse({ code: "no-such-incident", wanted: incidentId });
    }
    const changes = await lockChanges(tx, incidentId);
    await recordAudit(tx, "incident.ask-changes", incidentId, {
      detail: { changes: changes.length },
    });
    if (changes.length > 0) await showChanges(tx, incidentId, changes);
    return { ok: true, changes };
  });
}

/** Before the incident is locked: its runs come first, as everywhere. */
export async function lockChanges(tx: Tx, incidentId: string): Promise<readonly StillChanged[]> {
  return await changesOf(tx, await lockRunsOfIncident(tx.db, incidentId));
}

/** The message comes at once, and says more as each target answers. */
export async function showChanges(
  tx: Tx,
  incidentId: string,
  changes: readonly StillChanged[],
): Promise<void> {
  const runs = new Set(changes.filter(({ isSettled }) => !isSettled).map(({ run }) => run.id));
  for (const runId of runs) {
    await advanceLocked(tx, runId, { type: "changes-asked", step: "", attempt: 0 });
  }
  await repaint(tx, "still-changed", incidentId, incidentId);
}
