// Carries one lane's effects to the world, one after another, under a lease that a crash lets expire.
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Attempt, Effect, Outcome } from "../domain/effect.ts";
import type { Db } from "../storage/database.ts";
import {
  claimLane,
  deleteLaneLease,
  findNextEffect,
  freeLane,
  type LaneLease,
  type OutboxRow,
  saveLaneLease,
  savePostponed,
  saveProgress,
  saveSent,
  saveSettled,
} from "../storage/outbox.ts";

/** How a kind of effect reaches the world. Must not throw; what it throws counts as an unknown outcome. */
export type Deliver = (effect: Effect, attempt: Attempt) => Promise<Outcome>;

export type DrainDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  /** Names this process in leases. */
  readonly owner: string;
  readonly deliver: Deliver;
  /** Called once a dead effect is stored: a person has to hear of it. */
  readonly onDead: (row: OutboxRow, reason: string) => Promise<void>;
  readonly onSettled: (row: OutboxRow, outcome: Outcome) => void;
  /** Told when an effect is first tried: the seconds since it was due. */
  readonly onTaken: (seconds: number) => void;
  /** Leases of drains in this process that ended without giving theirs back: the database went away. */
  readonly lost: Set<LaneLease>;
  /** `LEASE_SECONDS` where absent. */
  readonly leaseSeconds?: number;
};

/** After a crash another takes over this much later; a living holder renews it, however slow its call is. */
const LEASE_SECONDS = 20;
/** An outage of a day loses nothing; what is older than this helps nobody and is a dead letter. */
const GIVE_UP_MS = 24 * 3_600_000;

/** Returns when nothing on the lane is due, or another holds it. */
export async function drainLane(deps: DrainDeps, lane: string, signal: AbortSignal): Promise<void> {
  const { leaseSeconds = LEASE_SECONDS } = deps;
  let lease = await claimLane(deps.db, lane, deps.owner, leaseSeconds);
  try {
    while (lease) {
      const row = signal.aborted
        ? undefined
        : await findNextEffect(deps.db, lane, deps.clock.now());
      if (row) {
        const renewal = renew(deps, lease, leaseSeconds);
        await deliverRow(deps, row).finally(() => clearInterval(renewal));
      } else if ((await deleteLaneLease(deps.db, lease)) || signal.aborted) {
        return;
      }
      lease = await saveLaneLease(deps.db, lease, leaseSeconds);
    }
  } catch (error) {
    if (lease) deps.lost.add(lease);
    throw error;
  }
}

/** Nothing of these drains runs any more; the fence leaves a lease alone that was taken since. */
export async function giveBackLeases({ db, lost }: Pick<DrainDeps, "db" | "lost">): Promise<void> {
  for (const lease of lost) {
    await freeLane(db, lease);
    lost.delete(lease);
  }
}

/** A connection may have a time-out of minutes, and one effect may be several calls. */
function renew({ db, log }: DrainDeps, lease: LaneLease, seconds: number): NodeJS.Timeout {
  return setInterval(() => {
    saveLaneLease(db, lease, seconds).catch((err: unknown) => {
      log.warn({ err, lane: lease.lane }, "the lease of a lane could not be renewed");
    });
  }, seconds * 300);
}

async function deliverRow(deps: DrainDeps, row: OutboxRow): Promise<void> {
  const { db, clock, log } = deps;
  const isUncertain = row.state === "sent";
  const now = clock.now();
  if (row.attempts === 0) deps.onTaken((now.getTime() - row.dueAt.getTime()) / 1000);
  await saveSent(db, row.id, now);
  const outcome = await attempt(deps, row, isUncertain);
  const many = row.attempts + 1;
  const level = outcome.kind === "dead" ? "error" : outcome.kind === "done" ? "debug" : "info";
  log[level]({ effect: row.effect.kind, id: row.id, lane: row.lane, many, outcome }, "effect");
  await settle(deps, { ...row, attempts: many }, outcome);
}

async function attempt(deps: DrainDeps, row: OutboxRow, isUncertain: boolean): Promise<Outcome> {
  try {
    return await deps.deliver(row.effect, {
      id: row.id,
      earlier: row.attempts,
      isUncertain,
      sentAt: isUncertain ? row.sentAt : null,
      createdAt: row.createdAt,
      incidentId: row.incidentId,
      progress: row.progress ?? {},
      saveProgress: async (progress) => await saveProgress(deps.db, row.id, { ...progress }),
    });
  } catch (error) {
    deps.log.error({ err: error, effect: row.effect.kind, id: row.id }, "an effect threw");
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "unknown", afterMs: backOffMs(row.attempts), reason };
  }
}

async function settle(deps: DrainDeps, row: OutboxRow, outcome: Outcome): Promise<void> {
  const { db, clock } = deps;
  const now = clock.now();
  switch (outcome.kind) {
    case "done":
      await saveSettled(db, row, { state: "done", reason: null, settledAt: now });
      break;
    case "dropped":
      await saveSettled(db, row, { state: "dropped", reason: outcome.reason, settledAt: now });
      break;
    case "dead":
      await bury(deps, row, outcome.reason);
      break;
    case "later":
    case "unknown": {
      const dueAt = new Date(now.getTime() + outcome.afterMs);
      const isTooOld = dueAt.getTime() - row.createdAt.getTime() > GIVE_UP_MS;
      if (isTooOld) return await bury(deps, row, outcome.reason);
      const hasLeft = outcome.kind === "unknown";
      await savePostponed(db, row, { dueAt, reason: outcome.reason, hasLeft });
      break;
    }
  }
  deps.onSettled(row, outcome);
}

async function bury(deps: DrainDeps, row: OutboxRow, reason: string): Promise<void> {
  const settledAt = deps.clock.now();
  await saveSettled(deps.db, row, { state: "dead", reason, settledAt });
  await deps.onDead(row, reason);
  deps.onSettled(row, { kind: "dead", reason });
}

/** 1 s, 2 s, 4 s … up to 5 minutes. */
export const backOffMs = (earlier: number): number => Math.min(1000 * 2 ** earlier, 300_000);
