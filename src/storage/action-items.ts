// What is to be done after incidents.
import { asc, eq } from "drizzle-orm";
import type { ActionItem } from "../domain/action-item.ts";
import type { Db } from "./database.ts";
import { actionItems } from "./tables/incidents.ts";

export async function insertActionItem(db: Db, item: ActionItem): Promise<void> {
  await db.insert(actionItems).values(item);
}

export async function listActionItems(db: Db, incidentId: string): Promise<ActionItem[]> {
  return await db
    .select()
    .from(actionItems)
    .where(eq(actionItems.incidentId, incidentId))
    .orderBy(asc(actionItems.createdAt));
}
