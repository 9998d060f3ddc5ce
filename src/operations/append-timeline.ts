// Adds to an incident's timeline, under the incident's lock, in the name of whoever acts.
import type { TimelineEntry } from "../domain/timeline.ts";
import { insertTimeline } from "../storage/timeline.ts";
import type { Tx } from "./context.ts";

export async function appendTimeline(
  tx: Tx,
  incidentId: string,
  entries: readonly TimelineEntry[],
): Promise<void> {
  await insertTimeline(
    tx.db,
    entries.map((entry) => ({ id: tx.newId(), incidentId, at: tx.now, actor: tx.actor, entry })),
  );
}
