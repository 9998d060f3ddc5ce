// Who wants to know of an incident without acting in it.
import { and, eq } from "drizzle-orm";
import type { Db } from "./database.ts";
import { followers } from "./tables/incidents.ts";

/** False where the person follows already. */
export async function insertFollower(
  db: Db,
  follower: typeof followers.$inferInsert,
): Promise<boolean> {
  const rows = await db.insert(followers).values(follower).onConflictDoNothing().returning();
  return rows.length > 0;
}

export async function deleteFollower(db: Db, incidentId: string, user: string): Promise<boolean> {
  const rows = await db
    .delete(followers)
    .where(and(eq(followers.incidentId, incidentId), eq(followers.user, user)))
    .returning();
  return rows.length > 0;
}

export async function listFollowers(db: Db, incidentId: string): Promise<string[]> {
  const rows = await db.select().from(followers).where(eq(followers.incidentId, incidentId));
  return rows.map((row) => row.user);
}

export async function listFollowed(db: Db, user: string): Promise<string[]> {
  const rows = await db.select().from(followers).where(eq(followers.user, user));
  return rows.map((row) => row.incidentId);
}
