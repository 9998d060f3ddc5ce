// Deadlines in the database: one live timer a key, fired once under its row lock.
import { and, asc, eq, gt, isNull, lte, sql } from "drizzle-orm";
import type { Timer } from "../domain/timer.ts";
import type { Db } from "./database.ts";
import { timers } from "./tables/records.ts";

export type DueTimer = {
  readonly id: string;
  readonly key: string;
  readonly timer: Timer;
  readonly fireAt: Date;
};

export async function saveTimer(db: Db, timer: DueTimer): Promise<void> {
  await db
    .insert(timers)
    .values(timer)
    .onConflictDoUpdate({
      target: timers.key,
      set: { id: timer.id, timer: timer.timer, fireAt: timer.fireAt, firedAt: null },
    });
}

export async function deleteTimer(db: Db, key: string): Promise<void> {
  await db.delete(timers).where(eq(timers.key, key));
}

export async function deleteTimersOfRun(db: Db, runId: string): Promise<void> {
  await db.delete(timers).where(sql`starts_with(${timers.key}, ${`run:${runId}:`})`);
}

export async function listDueTimers(db: Db, now: Date, limit: number): Promise<DueTimer[]> {
  return await db
    .select()
    .from(timers)
    .where(and(isNull(timers.firedAt), lte(timers.fireAt, now)))
    .orderBy(asc(timers.fireAt))
    .limit(limit);
}

export async function findTimer(db: Db, id: string): Promise<DueTimer | undefined> {
  const [row] = await db.select().from(timers).where(eq(timers.id, id));
  return row;
}

/** When the timer of this key fires next; undefined where none is set, or it fired. */
export async function findTimerAt(db: Db, key: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ fireAt: timers.fireAt })
    .from(timers)
    .where(and(eq(timers.key, key), isNull(timers.firedAt)));
  return row?.fireAt;
}

/** Takes a due timer for this transaction; undefined where another replica has it or it was moved. */
export async function claimTimer(db: Db, id: string, now: Date): Promise<DueTimer | undefined> {
  const [row] = await db
    .update(timers)
    .set({ firedAt: now })
    .where(and(eq(timers.id, id), isNull(timers.firedAt), lte(timers.fireAt, now)))
    .returning();
  return row;
}

/** When the next one after `now` fires. */
export async function findNextTimerAt(db: Db, now: Date): Promise<Date | undefined> {
  const [row] = await db
    .select({ fireAt: timers.fireAt })
    .from(timers)
    .where(and(isNull(timers.firedAt), gt(timers.fireAt, now)))
    .orderBy(asc(timers.fireAt))
    .limit(1);
  return row?.fireAt;
}
