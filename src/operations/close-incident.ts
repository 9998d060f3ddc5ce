// Resolves or cancels an incident, and asks what its runs changed and nobody has dealt with.
import type { IncidentCommand } from "../domain/incident.ts";
import { lockFreezeOfIncident } from "../storage/freezes.ts";
import { lockChanges, showChanges } from "./ask-still-changed.ts";
import { type Changed, changeLocked } from "./change-locked.ts";
import type { Tx } from "./context.ts";
import type { StillChanged } from "./list-still-changed.ts";

export type Closing = Extract<IncidentCommand, { kind: "resolve" | "cancel" }>;

/** `stillChanged`: what runs changed and nobody has dealt with, where the incident was closed all the same. */
export type Closed = Changed & { readonly stillChanged?: readonly StillChanged[] };

/** Closing is never refused for what is still changed: it is said, with what can be done about it. */
export async function closeIncident(tx: Tx, incidentId: string, command: Closing): Promise<Closed> {
  const changes = await lockForClosing(tx, incidentId);
  const left = changes.filter(({ isSettled }) => !isSettled);
  const closed = await changeLocked(tx, incidentId, command, left.length);
  if (!closed.ok || left.length === 0) return closed;
  await showChanges(tx, incidentId, changes);
  return { ...closed, stillChanged: left };
}

/** Freeze, runs, incident: in this order everywhere. */
export async function lockForClosing(tx: Tx, incidentId: string): Promise<readonly StillChanged[]> {
  await lockFreezeOfIncident(tx.db, incidentId);
  return await lockChanges(tx, incidentId);
}
