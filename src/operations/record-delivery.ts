// What delivery learned from Slack: where an incident lives, what a message shows, who people are.
import type { Room } from "../domain/incident.ts";
import type { Person } from "../domain/person.ts";
import type { ProjectionKind } from "../domain/projection.ts";
import { lockIncident, saveIncident } from "../storage/incidents.ts";
import { savePageUser } from "../storage/pages.ts";
import { saveHomeSeen, savePerson } from "../storage/people.ts";
import { deletePainted, type Painted, savePainted } from "../storage/projections.ts";
import { saveSetting } from "../storage/settings.ts";
import { type Context, inTransaction, oweEffects, recordAudit } from "./context.ts";
import { repaint, repaintHomes } from "./repaint.ts";

/** The incident's channel (or thread) exists: the announcement can link to it, waiting effects can go. */
export async function recordRoom(ctx: Context, incidentId: string, room: Room): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const incident = await lockIncident(tx.db, incidentId);
    if (!incident) throw new Error(`incident ${incidentId} is gone`);
    await saveIncident(tx.db, { ...incident, room });
    await recordAudit(tx, "incident.room", incidentId, { detail: { ...room } });
    await repaint(tx, "announcement", incidentId, incidentId);
    await repaintHomes(tx);
  });
}

export async function recordPainted(
  ctx: Context,
  kind: ProjectionKind,
  ref: string,
  painted: Painted,
): Promise<void> {
  await savePainted(ctx.db, kind, ref, painted);
}

/** The message is gone from Slack: the next paint posts it anew. */
export async function forgetPainted(
  ctx: Context,
  kind: ProjectionKind,
  ref: string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await deletePainted(tx.db, kind, ref);
    await recordAudit(tx, "message.lost", ref, { detail: { kind } });
  });
}

export async function recordPeople(ctx: Context, people: readonly Person[]): Promise<void> {
  for (const person of people) await savePerson(ctx.db, person);
}

/** A page went to a person named by handle or e-mail, who is known by id now. */
export async function recordPageUser(ctx: Context, pageId: string, user: string): Promise<void> {
  await savePageUser(ctx.db, pageId, user);
}

/** Somebody opened their Home tab: publish it now, and again when something changes. */
export async function recordHomeSeen(ctx: Context, user: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await saveHomeSeen(tx.db, user, tx.now);
    await oweEffects(tx, [{ kind: "publish-home", user }]);
  });
}

export async function recordSetting(
  ctx: Context,
  key: string,
  value: Record<string, unknown>,
): Promise<void> {
  await saveSetting(ctx.db, key, value);
}
