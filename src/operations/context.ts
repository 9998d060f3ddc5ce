// What every operation is given, and the one way to commit: state, timeline, audit, timers and outbox together.
import type { Clock } from "../clock.ts";
import type { Actor } from "../domain/actor.ts";
import type { Effect } from "../domain/effect.ts";
import { laneOf } from "../domain/lane.ts";
import type { Shop } from "../domain/shop.ts";
import type { TimerChange } from "../domain/timer.ts";
import { insertAudit } from "../storage/audit.ts";
import type { Db } from "../storage/database.ts";
import { insertEffects } from "../storage/outbox.ts";
import { claimSlackRequest } from "../storage/slack-requests.ts";
import { deleteTimer, saveTimer } from "../storage/timers.ts";
import type { RunbookShelf } from "./runbook-shelf.ts";

/** The wiring that all operations share; made once in start.ts. */
export type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly shop: Shop;
  readonly runbooks: RunbookShelf;
  readonly newId: () => string;
  /** A number in [0, 1): spreads retries. */
  readonly chance: () => number;
  /** Inside the transaction: a job that drains the lane once it is committed. */
  readonly enqueueDrain: (db: Db, lane: string) => Promise<void>;
  /** After a commit that set a timer or owes something later: whoever sleeps looks again. */
  readonly wake: () => void;
};

export type Context = Deps & {
  readonly actor: Actor;
  /** Set where a stored request caused this: it takes effect once, however often it is delivered. */
  readonly requestKey?: string;
};

export type Tx = Context & {
  readonly now: Date;
  /** Lanes that got something due now: one drain each, however much was put on them. */
  readonly lanes: Set<string>;
};

/** The request that caused this was carried out before; nothing was done now. */
export class AlreadyApplied extends Error {
  override readonly name = "AlreadyApplied";
}

export async function inTransaction<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await ctx.db.transaction(async (db) => {
    const now = ctx.clock.now();
    if (ctx.requestKey && !(await claimSlackRequest(db, ctx.requestKey, now))) {
      throw new AlreadyApplied(`request ${ctx.requestKey} was carried out before`);
    }
    const lanes = new Set<string>();
    const worked = await work({ ...ctx, db, now, lanes });
    for (const lane of lanes) await ctx.enqueueDrain(db, lane);
    return worked;
  });
  ctx.wake();
  return result;
}

/** Puts effects into the ledger; `dueAt` later than now keeps them back (coalesced edits). */
export async function oweEffects(
  tx: Tx,
  effects: readonly Effect[],
  dueAt = tx.now,
): Promise<void> {
  const owed = effects.map((effect) => ({
    effect,
    ...laneOf(effect),
    id: tx.newId(),
    createdAt: tx.now,
    dueAt,
  }));
  await insertEffects(tx.db, owed);
  if (dueAt > tx.now) return;
  for (const { lane } of owed) tx.lanes.add(lane);
}

export async function changeTimers(tx: Tx, changes: readonly TimerChange[]): Promise<void> {
  for (const change of changes) {
    if ("clear" in change) {
      await deleteTimer(tx.db, change.clear);
    } else {
      const { set: timer, key, fireAt } = change;
      await saveTimer(tx.db, { id: tx.newId(), key, timer, fireAt });
    }
  }
}

export async function recordAudit(
  tx: Tx,
  action: string,
  subject: string,
  record: { outcome?: "done" | "refused"; detail?: Record<string, unknown> } = {},
): Promise<void> {
  const { outcome = "done", detail = {} } = record;
  await insertAudit(tx.db, { at: tx.now, actor: tx.actor, action, subject, outcome, detail });
}
