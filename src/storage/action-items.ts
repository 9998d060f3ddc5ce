// What is to be done after incidents.
import { and, asc, eq, sql } from "drizzle-orm";
import type { ActionItem } from "../domain/action-item.ts";
import type { Incident } from "../domain/incident.ts";
import type { Db } from "./database.ts";
import { actionItems, incidents } from "./tables/incidents.ts";

/** With the incident it came from. */
export type ListedItem = {
  readonly item: ActionItem;
  readonly incident: Pick<Incident, "number" | "isDrill" | "isPlanned">;
};

export async function insertActionItem(db: Db, item: ActionItem): Promise<void> {
  await db.insert(actionItems).values(item);
}

export async function findActionItem(db: Db, id: string): Promise<ActionItem | undefined> {
  const [row] = await db.select().from(actionItems).where(eq(actionItems.id, id));
  return row;
}

/** After its incident's lock, under which it is changed. */
export async function saveActionItem(db: Db, item: ActionItem): Promise<void> {
  await db.update(actionItems).set(item).where(eq(actionItems.id, item.id));
}

export async function listActionItems(db: Db, incidentId: string): Promise<ActionItem[]> {
  return await db
    .select()
    .from(actionItems)
    .where(eq(actionItems.incidentId, incidentId))
    .orderBy(asc(actionItems.createdAt));
}

/** Soonest due first, of everybody where no owner is named. */
export async function listOpenActionItems(db: Db, owner?: string): Promise<readonly ListedItem[]> {
  const { number, isDrill, isPlanned } = incidents;
  return await db
    .select({ item: actionItems, incident: { number, isDrill, isPlanned } })
    .from(actionItems)
    .innerJoin(incidents, eq(actionItems.incidentId, incidents.id))
    .where(
      and(
        eq(actionItems.state, "open"),
        owner === undefined ? undefined : eq(actionItems.owner, owner),
      ),
    )
    .orderBy(sql`${actionItems.dueOn} asc nulls last`, asc(actionItems.createdAt));
}
