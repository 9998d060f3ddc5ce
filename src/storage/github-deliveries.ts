// Webhook deliveries of GitHub: stored before they are answered, understood once.
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Db } from "./database.ts";
import { githubDeliveries } from "./tables/freezes.ts";

export type GithubDelivery = typeof githubDeliveries.$inferSelect;

/** False where this delivery is known: GitHub sends the same id again. With `understoodAt` it does not wait. */
export async function insertGithubDelivery(
  db: Db,
  delivery: Pick<GithubDelivery, "id" | "event" | "body" | "receivedAt"> &
    Partial<Pick<GithubDelivery, "understoodAt">>,
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

/** Those of `ids` that arrived. */
export async function listGithubDeliveryIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: githubDeliveries.id })
    .from(githubDeliveries)
    .where(inArray(githubDeliveries.id, [...new Set(ids)]));
  return new Set(rows.map(({ id }) => id));
}

const isDead = and(isNotNull(githubDeliveries.understoodAt), isNotNull(githubDeliveries.error));

/** What could not be understood, the latest first. */
export async function listDeadGithubDeliveries(
  db: Db,
  most: number,
): Promise<readonly GithubDelivery[]> {
  return await db
    .select()
    .from(githubDeliveries)
    .where(isDead)
    .orderBy(desc(githubDeliveries.receivedAt))
    .limit(most);
}

export async function findDeadGithubDelivery(
  db: Db,
  id: string,
): Promise<GithubDelivery | undefined> {
  const [row] = await db
    .select()
    .from(githubDeliveries)
    .where(and(eq(githubDeliveries.id, id), isDead));
  return row;
}

/** It waits again, to be understood once more; false where it was understood. */
export async function replayGithubDelivery(db: Db, id: string): Promise<boolean> {
  const rows = await db
    .update(githubDeliveries)
    .set({ understoodAt: null, error: null })
    .where(and(eq(githubDeliveries.id, id), isDead))
    .returning({ id: githubDeliveries.id });
  return rows.length > 0;
}

/** Of one kind of event since then, the oldest first, understood or not. */
export async function listGithubDeliveries(
  db: Db,
  event: string,
  since: Date,
): Promise<readonly GithubDelivery[]> {
  return await db
    .select()
    .from(githubDeliveries)
    .where(and(eq(githubDeliveries.event, event), gte(githubDeliveries.receivedAt, since)))
    .orderBy(asc(githubDeliveries.receivedAt), asc(githubDeliveries.id));
}

/** The pull request that the entry of a merge queue with this commit added; undefined where none is known. */
export async function findQueueEntry(db: Db, headSha: string): Promise<GithubDelivery | undefined> {
  const [row] = await db
    .select()
    .from(githubDeliveries)
    .where(
      and(
        eq(githubDeliveries.event, "merge_group"),
        sql`${githubDeliveries.body} #>> '{merge_group,head_sha}' = ${headSha}`,
      ),
    )
    .limit(1);
  return row;
}

/** Those that were understood; what could not be read is kept for a person. */
export async function deleteOldGithubDeliveries(db: Db, before: Date): Promise<void> {
  await db
    .delete(githubDeliveries)
    .where(
      and(
        lt(githubDeliveries.receivedAt, before),
        lt(githubDeliveries.understoodAt, before),
        isNull(githubDeliveries.error),
      ),
    );
}
