// Webhook deliveries of GitHub: stored before they are answered, understood once.
import { and, asc, eq, isNull, lt } from "drizzle-orm";
import type { Db } from "./database.ts";
import { githubDeliveries } from "./tables/freezes.ts";

export type GithubDelivery = typeof githubDeliveries.$inferSelect;

/** False where this delivery is known: GitHub sends the same id again. */
export async function insertGithubDelivery(
  db: Db,
  delivery: Pick<GithubDelivery, "id" | "event" | "body" | "receivedAt">,
): Promise<boolean> {
  const rows = await db
    .insert(githubDeliveries)
    .values(delivery)
    .onConflictDoNothing()
    .returning({ id: githubDeliveries.id });
  return rows.length > 0;
}

/** The oldest that waits; locked, and passed by where another process holds it. */
export async function lockNextGithubDelivery(db: Db): Promise<GithubDelivery | undefined> {
  const [row] = await db
    .select()
    .from(githubDeliveries)
    .where(isNull(githubDeliveries.understoodAt))
    .orderBy(asc(githubDeliveries.receivedAt), asc(githubDeliveries.id))
    .limit(1)
    .for("update", { skipLocked: true });
  return row;
}

export async function settleGithubDelivery(
  db: Db,
  { id, ...settled }: { id: string; understoodAt: Date; error: string | null },
): Promise<void> {
  await db.update(githubDeliveries).set(settled).where(eq(githubDeliveries.id, id));
}

export async function listGithubDeliveryIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const id of ids) {
    const [row] = await db
      .select({ id: githubDeliveries.id })
      .from(githubDeliveries)
      .where(eq(githubDeliveries.id, id));
    if (row) found.add(row.id);
  }
  return found;
}

export async function deleteOldGithubDeliveries(db: Db, before: Date): Promise<void> {
  await db
    .delete(githubDeliveries)
    .where(and(lt(githubDeliveries.receivedAt, before), lt(githubDeliveries.understoodAt, before)));
}
