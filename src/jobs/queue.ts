// Owns the job queue: named jobs, committed with the decision that caused them, run by whichever replica is free.
import { sql } from "drizzle-orm";
import { fromDrizzle, type JobResult, PgBoss, type Job as PgBossJob } from "pg-boss";
import type { BaseLogger } from "pino";
import { type Clock, systemClock } from "../clock.ts";
import type { Database, Db } from "../storage/database.ts";
import { countJobs, type JobCounts } from "./count-jobs.ts";
import { type DeadLetter, deadQueueOf, listDeadLetters } from "./dead-letters.ts";
import { hastenJobs } from "./hasten-jobs.ts";
import { type Lanes, openLanes } from "./lanes.ts";
import { pgBossDriver } from "./pg-boss-driver.ts";

/** The name of each job and what it carries: ids, not states, for a job may run long after it was made. */
export type JobKinds = Readonly<Record<string, object>>;

export type Job<Payload> = {
  readonly id: string;
  readonly payload: Payload;
  /** 1 for the first run. */
  readonly attempt: number;
};

export type JobOptions = {
  /** Jobs of this kind that run at once in one replica. */
  readonly concurrency?: number;
  /** Runs before the job is a dead letter. */
  readonly attempts?: number;
  /** Wait before the second run; doubled, with jitter, for each later one up to `longestDelaySeconds`. */
  readonly firstDelaySeconds?: number;
  readonly longestDelaySeconds?: number;
  /** A run that takes longer is aborted and counts as failed. */
  readonly limitSeconds?: number;
  /** At most one job per `singletonKey` waits; it may wait while another of the key runs. */
  readonly isOnePerKey?: boolean;
};

export type EnqueueOptions = {
  readonly startAfter?: Date;
  /**
   * Only with `isOnePerKey`. The waiting job may start before the transaction that leaned on it commits and so miss
   * what that wrote: where every write must be seen, enqueue without a key.
   */
  readonly singletonKey?: string;
  /** Higher goes first; 0 by default. */
  readonly priority?: number;
};

export type Worker<Payload> = (job: Job<Payload>, signal: AbortSignal) => Promise<void> | void;

/** Thrown by a worker when another run cannot help: the job becomes a dead letter at once. */
export class HopelessJob extends Error {
  override readonly name = "HopelessJob";
}

export type Queue<Kinds extends JobKinds = JobKinds> = AsyncDisposable & {
  /** Starts to run jobs of this kind here. Every replica defines every kind before it enqueues one. */
  define<Name extends keyof Kinds & string>(
    name: Name,
    options: JobOptions,
    worker: Worker<Kinds[Name]>,
  ): Promise<void>;
  /** In a transaction the job exists when that commits, and never if it does not. Undefined: one of its key waits already. */
  enqueue<Name extends keyof Kinds & string>(
    db: Db,
    name: Name,
    payload: Kinds[Name],
    options?: EnqueueOptions,
  ): Promise<string | undefined>;
  counts(): Promise<readonly JobCounts[]>;
  deadLetters<Name extends keyof Kinds & string>(
    name: Name,
  ): Promise<readonly DeadLetter<Kinds[Name]>[]>;
  /** Makes a dead letter a fresh job again. False: there is no such dead letter, or somebody was quicker. */
  redrive(name: keyof Kinds & string, id: string): Promise<boolean>;
};

export type StartQueue = {
  readonly database: Database;
  readonly log: BaseLogger;
  /** Business time for `startAfter`. A clock that is forwarded brings waiting jobs forward. */
  readonly clock?: Clock;
};

const STOP_LIMIT_MS = 15_000;
const HOUR_SECONDS = 3_600;
const YEAR_SECONDS = 365 * 24 * HOUR_SECONDS;

/** Two for fetching, two for settling, one for upkeep; LISTEN has a connection of its own. */
const CONNECTIONS = 5;

export async function startQueue<Kinds extends JobKinds = JobKinds>({
  database,
  log,
  clock = systemClock(),
}: StartQueue): Promise<Queue<Kinds>> {
  const client = database.connect({ max: CONNECTIONS, name: "muster jobs", hasRawJson: true });
  const kinds = new Map<string, { readonly isOnePerKey: boolean; readonly lanes: Lanes }>();
  const boss = new PgBoss({
    db: pgBossDriver(client, (name) => kinds.get(name)?.lanes.wake()),
    useListenNotify: true,
    // A replica that died is noticed after its jobs' heartbeat (10 s, the least there is) plus one such round.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    // What pg-boss could do besides and is not asked to: crons, telemetry, a register of instances.
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  boss.on("error", (error) => log.warn(error, "the job queue met an error; it goes on by itself"));
  boss.on("warning", (warning) =>
    log.warn(warning.data, `the job queue warns: ${warning.message}`),
  );
  await boss.start();

  const wakeAll = () => {
    for (const { lanes } of kinds.values()) lanes.wake();
  };
  const stopHastening = clock.onChange(() => {
    void hastenJobs(client, clock.now()).then(wakeAll, (error: unknown) =>
      log.error(error, "jobs could not be brought forward"),
    );
  });

  return {
    async define(name, options, worker) {
      await createQueue(boss, name, options);
      const lanes = await openLanes<Stored<Kinds[typeof name]>>({
        boss,
        name,
        count: options.concurrency ?? 10,
        run: (job) => runJob(job, worker, log),
      });
      kinds.set(name, { isOnePerKey: options.isOnePerKey ?? false, lanes });
    },
    async enqueue(db, name, payload, options = {}) {
      if (options.singletonKey && !kinds.get(name)?.isOnePerKey) {
        throw new Error(
          `Job ${name} was given the key ${options.singletonKey}: define it with isOnePerKey.`,
        );
      }
      const { startAfter, ...rest } = options;
      const wait = startAfter ? startAfter.getTime() - clock.now().getTime() : 0;
      const stored: Stored<typeof payload> =
        wait > 0 && startAfter ? { payload, due: startAfter.toISOString() } : { payload };
      const delay = wait > 0 ? { startAfter: wait / 1000 } : {};
      return (
        (await boss.send(name, stored, { ...rest, ...delay, db: fromDrizzle(db, sql) })) ??
        undefined
      );
    },
    counts: () => countJobs(client),
    deadLetters: (name) => listDeadLetters(client, name),
    async redrive(name, id) {
      const moved = await boss.redrive(deadQueueOf(name), { ids: [id] });
      wakeAll();
      return moved === 1;
    },
    async [Symbol.asyncDispose]() {
      stopHastening();
      for (const { lanes } of kinds.values()) lanes[Symbol.dispose]();
      await boss.stop({ graceful: true, timeout: STOP_LIMIT_MS });
      await client.end({ timeout: 1 });
    },
  };
}

/** How a payload lies in pg-boss; `due` is the business time that `startAfter` asked for. */
type Stored<Payload> = { readonly payload: Payload; readonly due?: string };

async function createQueue(boss: PgBoss, name: string, options: JobOptions): Promise<void> {
  const dead = deadQueueOf(name);
  await boss.createQueue(dead, { retentionSeconds: 10 * YEAR_SECONDS });
  const settings = {
    retryLimit: (options.attempts ?? 10) - 1,
    retryDelay: options.firstDelaySeconds ?? 1,
    retryBackoff: true,
    retryDelayMax: options.longestDelaySeconds ?? 300,
    expireInSeconds: options.limitSeconds ?? 120,
    heartbeatSeconds: 10,
    notify: true,
    deadLetter: dead,
    retentionSeconds: YEAR_SECONDS,
    // What a job did is in the ledger of effects; its own row has no reader.
    deleteAfterSeconds: HOUR_SECONDS,
  };
  await boss.createQueue(name, { ...settings, policy: options.isOnePerKey ? "short" : "standard" });
  // The queue may be an older version's, with other settings.
  await boss.updateQueue(name, settings);
}

async function runJob<Payload>(
  job: PgBossJob<Stored<Payload>>,
  worker: Worker<Payload>,
  log: BaseLogger,
): Promise<JobResult> {
  const { id, name, data, retryCount, signal } = job;
  const attempt = retryCount + 1;
  try {
    await worker({ id, payload: data.payload, attempt }, signal);
    return { id, status: "completed" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ err: error, job: name, id, attempt }, `job ${name} failed: ${reason}`);
    return {
      id,
      status: error instanceof HopelessJob ? "deadletter" : "failed",
      output: { reason },
    };
  }
}
