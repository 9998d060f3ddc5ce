// Owns recurring ticks: each slot of a schedule happens once, whichever replicas are awake, and only enqueues.
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { type Logger, type ScheduledTask, schedule, validateDetailed } from "node-cron";
import type { BaseLogger } from "pino";
import type { Db } from "../storage/database.ts";

export type CronSchedule = {
  /** Part of the slot's key in the database: renaming a schedule may repeat its current slot. */
  readonly name: string;
  /** Five fields, or six with seconds first; L, W and # are understood. */
  readonly cron: string;
  /** IANA zone that the fields are wall-clock time of. */
  readonly timezone: string;
  /** Commits with the slot's claim, so that a crash loses or repeats neither. Enqueue here; work in a job. */
  readonly tick: (tx: Db, slot: Date) => Promise<void>;
};

export type StartCron = {
  readonly db: Db;
  readonly log: BaseLogger;
  readonly schedules: readonly CronSchedule[];
};

/** Claims are kept longer than any two replicas' clocks can differ. */
const KEEP_MS = 7 * 24 * 3_600_000;

/** Waits between tries when the database cannot be reached at the slot's moment. */
const RETRY_MS = [1_000, 4_000, 15_000, 60_000];

export function startCron({ db, log, schedules }: StartCron): AsyncDisposable {
  for (const each of schedules) refuseWrong(each);
  const stopping = new AbortController();
  const running = new Set<Promise<boolean>>();
  const tasks: ScheduledTask[] = schedules.map((each) =>
    schedule(each.cron, () => undefined, {
      name: each.name,
      timezone: each.timezone,
      distributed: true,
      logger: tell(log),
      runCoordinator: {
        // The slot's work is done where the coordinator is asked for leave, in the transaction that claims it.
        async shouldRun(key) {
          const run = runSlot({ db, log, each, key, signal: stopping.signal });
          running.add(run);
          return await run.finally(() => running.delete(run));
        },
      },
    }),
  );
  return {
    async [Symbol.asyncDispose]() {
      for (const task of tasks) await task.destroy();
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}

type Slot = StartSlot & { readonly key: string; readonly signal: AbortSignal };
type StartSlot = Pick<StartCron, "db" | "log"> & { readonly each: CronSchedule };

async function runSlot({ signal, ...slot }: Slot): Promise<boolean> {
  for (const wait of RETRY_MS) {
    try {
      return await claimAndTick(slot);
    } catch (error) {
      slot.log.warn(
        { err: error, slot: slot.key },
        `cron slot ${slot.key} failed; trying again in ${wait} ms`,
      );
      await sleep(wait, undefined, { signal });
    }
  }
  return await claimAndTick(slot);
}

async function claimAndTick({ db, each, key }: Omit<Slot, "signal">): Promise<boolean> {
  const slot = new Date(key.slice(each.name.length + 1));
  return await db.transaction(async (tx) => {
    if (!(await claimSlot(tx, key, slot))) return false;
    await each.tick(tx, slot);
    return true;
  });
}

/** A second claimer waits for the first one's transaction, and wins if that is undone. */
async function claimSlot(tx: Db, key: string, slot: Date): Promise<boolean> {
  const until = new Date(slot.getTime() + KEEP_MS).toISOString();
  const claimed = await tx.execute(sql`
    insert into cron_runs (key, lease_until) values (${key}, ${until}::timestamptz)
    on conflict do nothing returning key`);
  if (claimed.length === 0) return false;
  await tx.execute(
    sql`delete from cron_runs where lease_until < ${slot.toISOString()}::timestamptz`,
  );
  return true;
}

function refuseWrong({ name, cron, timezone }: CronSchedule): void {
  const { valid, errors } = validateDetailed(cron);
  if (!valid) {
    const said = errors.map((error) => error.message).join("; ");
    throw new TypeError(`Schedule ${name} has the cron "${cron}", which cannot be read: ${said}`);
  }
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
  } catch (cause) {
    throw new TypeError(
      `Schedule ${name} has the time zone "${timezone}": write an IANA name such as Europe/Warsaw.`,
      {
        cause,
      },
    );
  }
}

function tell(log: BaseLogger): Logger {
  return {
    debug: (message) => log.debug(`cron: ${message}`),
    info: (message) => log.debug(`cron: ${message}`),
    warn: (message) => log.warn(`cron: ${message}`),
    error: (message, error) => log.error(error, `cron: ${message}`),
  };
}
