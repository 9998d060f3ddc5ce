// The ledger of effects: rows owed, their lanes with leases, and how each ended.
import { and, asc, count, eq, gt, inArray, lte, min, or, sql } from "drizzle-orm";
import type { OwedEffect } from "../domain/effect.ts";
import type { Db } from "./database.ts";
import { lanes, outbox } from "./tables/outbox.ts";

export type OutboxRow = typeof outbox.$inferSelect;

/**
 * Puts effects on their lanes. A wish whose coalesce key is already owed only moves that row's due
 * time forward; a row that was sent but not settled does not count as owed.
 */
export async function insertEffects(
  db: Db,
  effects: readonly (OwedEffect & { id: string; createdAt: Date })[],
): Promise<void> {
  if (effects.length === 0) return;
  // Equal keys within one statement would be refused: "cannot affect row a second time".
  const rows = new Map(effects.map((effect) => [effect.coalesceKey ?? effect.id, effect]));
  const names = [...new Set(effects.map((effect) => effect.lane))].sort();
  const owe = db
    .insert(outbox)
    .values([...rows.values()])
    .onConflictDoUpdate({
      target: outbox.coalesceKey,
      targetWhere: sql`state = 'owed'`,
      set: { dueAt: sql`least(${outbox.dueAt}, excluded.due_at)` },
    });
  const call = db
    .insert(lanes)
    .values(names.map((lane) => ({ lane, wanted: 1 })))
    .onConflictDoUpdate({ target: lanes.lane, set: { wanted: sql`${lanes.wanted} + 1` } });
  // In this order, in one round trip.
  await Promise.all([owe, call]);
}

export type LaneLease = { readonly lane: string; readonly fence: number; readonly wanted: number };

/** Takes a lane for `seconds` of real time; undefined while another drain holds it. */
export async function claimLane(
  db: Db,
  lane: string,
  owner: string,
  seconds: number,
): Promise<LaneLease | undefined> {
  const [row] = await db
    .update(lanes)
    .set({
      owner,
      fence: sql`${lanes.fence} + 1`,
      leaseUntil: sql`clock_timestamp() + make_interval(secs => ${seconds})`,
    })
    .where(
      and(
        eq(lanes.lane, lane),
        sql`(${lanes.leaseUntil} is null or ${lanes.leaseUntil} < clock_timestamp())`,
      ),
    )
    .returning({ lane: lanes.lane, fence: lanes.fence, wanted: lanes.wanted });
  return row;
}

/** Keeps a lane; undefined where it was lost, and then nothing more may be sent on it. */
export async function saveLaneLease(
  db: Db,
  lease: LaneLease,
  seconds: number,
): Promise<LaneLease | undefined> {
  const [row] = await db
    .update(lanes)
    .set({ leaseUntil: sql`clock_timestamp() + make_interval(secs => ${seconds})` })
    .where(and(eq(lanes.lane, lease.lane), eq(lanes.fence, lease.fence)))
    .returning({ lane: lanes.lane, fence: lanes.fence, wanted: lanes.wanted });
  return row;
}

/** Lets go of a lane; false where something was put on it since, so that the holder looks again. */
export async function deleteLaneLease(db: Db, lease: LaneLease): Promise<boolean> {
  const rows = await db
    .update(lanes)
    .set({ leaseUntil: null, owner: null })
    .where(
      and(eq(lanes.lane, lease.lane), eq(lanes.fence, lease.fence), eq(lanes.wanted, lease.wanted)),
    )
    .returning({ lane: lanes.lane });
  return rows.length > 0;
}

/** Lets go of a lane, whatever was put on it since. */
export async function freeLane(db: Db, { lane, fence }: LaneLease): Promise<void> {
  await db
    .update(lanes)
    .set({ leaseUntil: null, owner: null })
    .where(and(eq(lanes.lane, lane), eq(lanes.fence, fence)));
}

/** Where this process is the only one on the database, leases of an earlier life mean nothing. */
export async function deleteAllLaneLeases(db: Db): Promise<void> {
  await db.update(lanes).set({ leaseUntil: null, owner: null });
}

/** The next thing to do on a lane, by urgency and age. */
export async function findNextEffect(
  db: Db,
  lane: string,
  now: Date,
): Promise<OutboxRow | undefined> {
  const [row] = await db
    .select()
    .from(outbox)
    .where(
      and(eq(outbox.lane, lane), inArray(outbox.state, ["owed", "sent"]), lte(outbox.dueAt, now)),
    )
    .orderBy(asc(outbox.urgency), asc(outbox.seq))
    .limit(1);
  return row;
}

/** Committed before the socket is opened: after a crash the outcome is unknown, not forgotten. */
export async function saveSent(db: Db, id: string, now: Date): Promise<void> {
  await db
    .update(outbox)
    .set({ state: "sent", sentAt: now, attempts: sql`${outbox.attempts} + 1` })
    .where(eq(outbox.id, id));
}

export async function saveProgress(
  db: Db,
  id: string,
  progress: Record<string, unknown>,
): Promise<void> {
  await db.update(outbox).set({ progress }).where(eq(outbox.id, id));
}

/** Only the attempt that is under way may settle a row: a holder that lost its lane changes nothing. */
export async function saveSettled(
  db: Db,
  { id, attempts }: Pick<OutboxRow, "id" | "attempts">,
  outcome: { state: "done" | "dead" | "dropped"; reason: string | null; settledAt: Date },
): Promise<void> {
  await db
    .update(outbox)
    .set(outcome)
    .where(and(eq(outbox.id, id), eq(outbox.attempts, attempts)));
}

/**
 * Owed again at `dueAt`. `hasLeft`: the request may have reached the other side, so the row stays
 * `sent` and the next attempt must find out before it repeats anything.
 */
export async function savePostponed(
  db: Db,
  row: Pick<OutboxRow, "id" | "attempts" | "coalesceKey">,
  postponed: { dueAt: Date; reason: string; hasLeft: boolean },
): Promise<void> {
  const { dueAt, reason, hasLeft } = postponed;
  const isMine = and(eq(outbox.id, row.id), eq(outbox.attempts, row.attempts));
  if (hasLeft) {
    await db.update(outbox).set({ dueAt, reason }).where(isMine);
    return;
  }
  // A newer wish of the same key may have become owed meanwhile; then this row is its older twin.
  const hasTwin = sql`${row.coalesceKey}::text is not null and exists (
    select 1 from ${outbox} other where other.coalesce_key = ${row.coalesceKey}
    and other.state = 'owed' and other.id <> ${row.id})`;
  const state = sql`case when ${hasTwin} then 'dropped' else 'owed' end`;
  const save = async () => await db.update(outbox).set({ dueAt, reason, state }).where(isMine);
  try {
    await save();
  } catch (error) {
    if (!isTaken(error)) throw error;
    // The twin was committed while this waited for its key: now it can be seen.
    await save();
  }
}

const UNIQUE_VIOLATION = "23505";

function isTaken(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return (cause as { code?: unknown }).code === UNIQUE_VIOLATION;
}

/**
 * Lanes with something due that nobody holds: what a sweep has to wake. What was owed at once got a job in the same
 * transaction and is left out until it is `lostMs` late.
 */
export async function listDueLanes(
  db: Db,
  now: Date,
  { limit, lostMs = 0 }: { readonly limit: number; readonly lostMs?: number },
): Promise<string[]> {
  const lost = new Date(now.getTime() - lostMs);
  const rows = await db
    .selectDistinct({ lane: outbox.lane })
    .from(outbox)
    .innerJoin(lanes, eq(lanes.lane, outbox.lane))
    .where(
      and(
        inArray(outbox.state, ["owed", "sent"]),
        lte(outbox.dueAt, now),
        or(gt(outbox.dueAt, outbox.createdAt), lte(outbox.dueAt, lost)),
        sql`(${lanes.leaseUntil} is null or ${lanes.leaseUntil} < clock_timestamp())`,
      ),
    )
    .limit(limit);
  return rows.map((row) => row.lane);
}

/** The next instant after `now` at which something becomes due. */
export async function findNextDueAt(db: Db, now: Date): Promise<Date | undefined> {
  const [row] = await db
    .select({ dueAt: min(outbox.dueAt) })
    .from(outbox)
    .where(
      and(inArray(outbox.state, ["owed", "sent"]), sql`${outbox.dueAt} > ${now.toISOString()}`),
    );
  return row?.dueAt ?? undefined;
}

/** What left on a lane and is not settled: carried out right now, or of an unknown outcome. */
export async function listSentOnLane(db: Db, lane: string): Promise<OutboxRow[]> {
  return await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.lane, lane), eq(outbox.state, "sent")))
    .orderBy(asc(outbox.seq));
}

export async function listEffectsOfIncident(db: Db, incidentId: string): Promise<OutboxRow[]> {
  return await db
    .select()
    .from(outbox)
    .where(eq(outbox.incidentId, incidentId))
    .orderBy(asc(outbox.seq));
}

export async function listDeadEffects(db: Db, limit: number): Promise<OutboxRow[]> {
  return await db
    .select()
    .from(outbox)
    .where(eq(outbox.state, "dead"))
    .orderBy(asc(outbox.settledAt))
    .limit(limit);
}

export async function countEffects(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .select({ state: outbox.state, many: count() })
    .from(outbox)
    .where(inArray(outbox.state, ["owed", "sent", "dead"]))
    .groupBy(outbox.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.many]));
}
