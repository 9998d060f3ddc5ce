// What the public was told of each component of the shop.
import { desc } from "drizzle-orm";
import type { Db } from "./database.ts";
import { statusTexts } from "./tables/status-page.ts";

export type StatusText = typeof statusTexts.$inferSelect;

export async function insertStatusText(db: Db, text: StatusText): Promise<void> {
  await db.insert(statusTexts).values(text);
}

/** The latest of each component, by its name. */
export async function listComponents(db: Db): Promise<StatusText[]> {
  return await db
    .selectDistinctOn([statusTexts.component])
    .from(statusTexts)
    .orderBy(statusTexts.component, desc(statusTexts.at), desc(statusTexts.id));
}

/** Latest first. */
export async function listStatusTexts(db: Db, limit: number): Promise<StatusText[]> {
  return await db
    .select()
    .from(statusTexts)
    .orderBy(desc(statusTexts.at), desc(statusTexts.id))
    .limit(limit);
}
