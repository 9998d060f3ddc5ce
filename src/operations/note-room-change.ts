// Somebody archived, renamed or deleted an incident's channel: its timeline says so, its messages follow.
import { isPerson } from "../domain/actor.ts";
import { type Incident, isOpen } from "../domain/incident.ts";
import { findIncidentByChannel, lockIncident, saveIncident } from "../storage/incidents.ts";
import { listPages } from "../storage/pages.ts";
import { listPeople } from "../storage/people.ts";
import { deletePainted } from "../storage/projections.ts";
import { words } from "../words/words.ts";
import { appendTimeline } from "./append-timeline.ts";
import { type Context, inTransaction, oweEffects, recordAudit, type Tx } from "./context.ts";
import { repaintIncident } from "./repaint.ts";

export type RoomChange =
  | { readonly kind: "archived" | "unarchived"; readonly by: string | null }
  | { readonly kind: "renamed"; readonly name: string }
  | { readonly kind: "deleted" };

/** False where no incident lives in that channel. */
export async function noteRoomChange(
  ctx: Context,
  channel: string,
  change: RoomChange,
): Promise<boolean> {
  return await inTransaction(ctx, async (tx) => {
    const found = await findIncidentByChannel(tx.db, channel);
    const incident = found && (await lockIncident(tx.db, found.id));
    if (!incident?.room || incident.room.channel !== channel) return false;
    const { id: incidentId, room } = incident;
    await appendTimeline(tx, incidentId, [{ kind: "note", text: await tell(tx, change) }]);
    await recordAudit(tx, `room.${change.kind}`, incidentId, { detail: { ...change, channel } });
    if (change.kind === "renamed") {
      await saveIncident(tx.db, { ...incident, room: { ...room, name: change.name } });
    }
    if (change.kind === "deleted" && isOpen(incident)) {
      await saveIncident(tx.db, { ...incident, room: null });
      await deletePainted(tx.db, "card", incidentId);
      await oweEffects(tx, [
        { kind: "open-channel", incidentId },
        { kind: "invite", incidentId, users: await peopleOf(tx, incident) },
        { kind: "pin-card", incidentId },
        { kind: "set-topic", incidentId },
      ]);
    }
    await repaintIncident(tx, incidentId);
    return true;
  });
}

/** Everybody who had a part in it so far. */
async function peopleOf(tx: Tx, incident: Incident): Promise<readonly string[]> {
  const { id, lead, acknowledgedBy, roles, declaredBy } = incident;
  const paged = (await listPages(tx.db, id)).map(({ user }) => user);
  const declarer = isPerson(declaredBy) ? declaredBy.user : null;
  const all = [lead, acknowledgedBy, declarer, ...Object.values(roles), ...paged];
  return [...new Set(all.filter((user) => user !== null))];
}

async function tell(tx: Tx, change: RoomChange): Promise<string> {
  const say = words.command.room;
  if (change.kind === "renamed") return say.renamed(change.name);
  if (change.kind === "deleted") return say.deleted();
  const by = (await listPeople(tx.db)).find(({ user }) => user === change.by);
  return say[change.kind](by ? `@${by.handle}` : say.somebody());
}
