// Requests accepted from Slack: each acts once, and one that a crash cut short is taken up again.
import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { Db } from "./database.ts";
import { slackRequests } from "./tables/records.ts";

export type SlackRequest = {
  readonly key: string;
  readonly receivedAt: Date;
  readonly body: Record<string, unknown>;
  readonly appliedAt: Date | null;
  readonly attempts: number;
};

/** False where the same request was accepted before. */
export async function insertSlackRequest(
  db: Db,
  request: Pick<SlackRequest, "key" | "receivedAt" | "body">,
): Promise<boolean> {
  const rows = await db
    .insert(slackRequests)
    .values(request)
    .onConflictDoNothing()
    .returning({ key: slackRequests.key });
  return rows.length > 0;
}

/** Marks the request as carried out, inside the transaction that does so; false where one already did. */
export async function claimSlackRequest(db: Db, key: string, at: Date): Promise<boolean> {
  const rows = await db
    .update(slackRequests)
    .set({ appliedAt: at })
    .where(and(eq(slackRequests.key, key), isNull(slackRequests.appliedAt)))
    .returning({ key: slackRequests.key });
  return rows.length > 0;
}

export async function saveSlackRequestSettled(db: Db, key: string, at: Date): Promise<void> {
  await db.update(slackRequests).set({ settledAt: at }).where(eq(slackRequests.key, key));
}

export async function deleteSlackRequest(db: Db, key: string): Promise<void> {
  await db.delete(slackRequests).where(eq(slackRequests.key, key));
}

/** Requests that nobody finished, oldest first; counts the new attempt. */
export async function claimUnsettledSlackRequests(
  db: Db,
  receivedBefore: Date,
  mostAttempts: number,
): Promise<SlackRequest[]> {
  return await db
    .update(slackRequests)
    .set({
      attempts: sql`${slackRequests.attempts} + 1`,
      receivedAt: sql`${slackRequests.receivedAt}`,
    })
    .where(
      and(
        isNull(slackRequests.settledAt),
        lt(slackRequests.receivedAt, receivedBefore),
        lt(slackRequests.attempts, mostAttempts),
      ),
    )
    .returning();
}

export async function deleteOldSlackRequests(db: Db, before: Date): Promise<void> {
  await db.delete(slackRequests).where(lt(slackRequests.receivedAt, before));
}
