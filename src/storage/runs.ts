// Runbook versions, runs and their events.
import { and, asc, desc, eq, max, sql } from "drizzle-orm";
import type { Db } from "./database.ts";
import { runbookVersions, runEvents, runs } from "./tables/runs.ts";

export type RunbookVersion = typeof runbookVersions.$inferSelect;
export type RunRow = typeof runs.$inferSelect;

/** The stored snapshot of this content, made on first sight. */
export async function saveRunbookVersion(db: Db, version: RunbookVersion): Promise<string> {
  await db.insert(runbookVersions).values(version).onConflictDoNothing();
  const [row] = await db
    .select({ id: runbookVersions.id })
    .from(runbookVersions)
    .where(and(eq(runbookVersions.slug, version.slug), eq(runbookVersions.sha256, version.sha256)));
  if (!row) throw new Error(`runbook ${version.slug} was not stored`);
  return row.id;
}

export async function findRunbookVersion(db: Db, id: string): Promise<RunbookVersion | undefined> {
  const [row] = await db.select().from(runbookVersions).where(eq(runbookVersions.id, id));
  return row;
}

/** Undefined where another open run holds the lock, or the same alert started it already. */
export async function insertRun(
  db: Db,
  run: Omit<RunRow, "number" | "eventSeq" | "endedAt">,
): Promise<RunRow | undefined> {
  const [row] = await db.insert(runs).values(run).onConflictDoNothing().returning();
  return row;
}

export async function lockRun(db: Db, id: string): Promise<RunRow | undefined> {
  const [row] = await db.select().from(runs).where(eq(runs.id, id)).for("update");
  return row;
}

/** The run whose effects this one takes back, where it does; its state is not read for that. */
export async function lockSourceOf(db: Db, id: string): Promise<void> {
  const source = sql`(select (taker.state #>> '{undoOf,runId}')::uuid from ${runs} taker where taker.id = ${id})`;
  await db.select({ id: runs.id }).from(runs).where(eq(runs.id, source)).for("update");
}

export async function saveRun(
  db: Db,
  run: Pick<RunRow, "id" | "state" | "isOpen" | "endedAt" | "eventSeq">,
): Promise<void> {
  const { id, ...rest } = run;
  await db.update(runs).set(rest).where(eq(runs.id, id));
}

export async function findRun(db: Db, id: string): Promise<RunRow | undefined> {
  const [row] = await db.select().from(runs).where(eq(runs.id, id));
  return row;
}

export async function findRunByNumber(db: Db, number: number): Promise<RunRow | undefined> {
  const [row] = await db.select().from(runs).where(eq(runs.number, number));
  return row;
}

export async function findOpenRunByLock(db: Db, lockKey: string): Promise<RunRow | undefined> {
  const [row] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.lockKey, lockKey), eq(runs.isOpen, 1)));
  return row;
}

export async function findOpenRunByTrigger(
  db: Db,
  triggerKey: string,
): Promise<RunRow | undefined> {
  const [row] = await db
    .select()
    .from(runs)
    .where(and(eq(runs.triggerKey, triggerKey), eq(runs.isOpen, 1)));
  return row;
}

export async function listOpenRuns(db: Db): Promise<RunRow[]> {
  return await db.select().from(runs).where(eq(runs.isOpen, 1)).orderBy(asc(runs.startedAt));
}

/** A drill that came to its end. */
const isRehearsal = and(eq(runs.mode, "drill"), sql`${runs.state} ->> 'state' = 'completed'`);

/** When each runbook's last drill that came to its end was over. */
export async function listLastRehearsed(db: Db): Promise<ReadonlyMap<string, Date>> {
  const rows = await db
    .select({ slug: runs.slug, at: max(runs.endedAt) })
    .from(runs)
    .where(isRehearsal)
    .groupBy(runs.slug);
  return new Map(rows.flatMap(({ slug, at }) => (at ? [[slug, at]] : [])));
}

export async function findLastRehearsed(db: Db, slug: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: max(runs.endedAt) })
    .from(runs)
    .where(and(isRehearsal, eq(runs.slug, slug)));
  return row?.at ?? undefined;
}

/** Older runs first, as everywhere where several are locked. */
export async function lockRunsOfIncident(db: Db, incidentId: string): Promise<RunRow[]> {
  return await db
    .select()
    .from(runs)
    .where(eq(runs.incidentId, incidentId))
    .orderBy(asc(runs.number))
    .for("update");
}

export async function listRuns(db: Db, incidentId: string): Promise<RunRow[]> {
  return await db
    .select()
    .from(runs)
    .where(eq(runs.incidentId, incidentId))
    .orderBy(desc(runs.number));
}

export async function insertRunEvent(db: Db, event: typeof runEvents.$inferInsert): Promise<void> {
  await db.insert(runEvents).values(event);
}
