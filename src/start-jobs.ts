// Wires what works in the background: lanes drained by queue jobs, timers, recurring ticks.
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import type { Targets } from "./integrations/targets.ts";
import { carryOutFreeze } from "./jobs/carry-out-freeze.ts";
import { carryOutRun } from "./jobs/carry-out-run.ts";
import { type CronSchedule, startCron } from "./jobs/cron.ts";
import { type Deliver, type DrainDeps, drainLane, giveBackLeases } from "./jobs/drain-lane.ts";
import { createDeliverySweep } from "./jobs/freeze/sweep-deliveries.ts";
import type { Queue } from "./jobs/queue.ts";
import { startWakeUp, type WakeUp } from "./jobs/wake-up.ts";
import type { Metrics } from "./metrics.ts";
import type { Context, Deps } from "./operations/context.ts";
import { fireTimer } from "./operations/fire-timer.ts";
import { recordDeadEffect } from "./operations/record-dead-effect.ts";
import type { SlackWiring } from "./start-slack.ts";
import { deleteOldGithubDeliveries } from "./storage/github-deliveries.ts";
import { deleteOldSlackRequests } from "./storage/slack-requests.ts";

export type JobKinds = {
  readonly drain: { readonly lane: string };
  readonly "sync-people": Record<string, never>;
  readonly tidy: Record<string, never>;
  readonly "sweep-deliveries": Record<string, never>;
};

export type JobsOptions = {
  readonly config: Config;
  readonly deps: Deps;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly queue: Queue<JobKinds>;
  readonly slack: SlackWiring;
  /** Closed after the queue: what a job has begun may still be sent. */
  readonly targets: Targets;
};

export type Jobs = AsyncDisposable & { readonly wakeUp: WakeUp };

/** Lanes drained at once in one process. */
const DRAINS = 20;
/** A request from Slack is of no use to anybody after this. */
const KEEP_REQUESTS_MS = 7 * 24 * 3_600_000;

export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { deps, log, metrics, queue, slack, targets } = options;
  await using started = new AsyncDisposableStack();
  const ctx: Context = { ...deps, actor: { type: "muster", via: "job" } };
  const drain: DrainDeps = {
    db: deps.db,
    clock: deps.clock,
    log,
    owner: randomUUID(),
    lost: new Set(),
    deliver: deliverBy(options, ctx),
    onDead: async ({ id, effect, incidentId }, reason) =>
      await recordDeadEffect(ctx, effect, { id, incidentId, reason }),
    onSettled: ({ effect }, outcome) =>
      metrics.countEffect({ kind: effect.kind, outcome: outcome.kind }),
    onTaken: (seconds) => metrics.observeLaneWait(seconds),
  };
  await queue.define("drain", { concurrency: DRAINS, attempts: 3 }, async ({ payload }, signal) => {
    await drainLane(drain, payload.lane, signal);
  });
  await queue.define("sync-people", { concurrency: 1, attempts: 3 }, async () => {
    await slack.app.syncPeople();
  });
  await queue.define("tidy", { concurrency: 1, attempts: 3 }, async () => {
    const before = new Date(deps.clock.now().getTime() - KEEP_REQUESTS_MS);
    await deleteOldSlackRequests(deps.db, before);
    await deleteOldGithubDeliveries(deps.db, before);
  });
  const sweep = createDeliverySweep({ ctx, github: targets.freeze, log });
  await queue.define("sweep-deliveries", { concurrency: 1, attempts: 1 }, async () => {
    await sweep();
  });
  started.use(startCron({ db: deps.db, log, schedules: schedules(options) }));
  const wakeUp = started.use(
    startWakeUp({
      db: deps.db,
      clock: deps.clock,
      log,
      fire: async (timerId) => {
        const timed: Context = { ...deps, actor: { type: "muster", via: "timer" } };
        const behind = await fireTimer(timed, timerId);
        if (behind !== undefined) metrics.observeTimerLateness(behind);
      },
      drain: async (lane) => await deps.enqueueDrain(deps.db, lane),
      giveBack: async () => await giveBackLeases(drain),
    }),
  );
  const held = started.move();
  return { wakeUp, [Symbol.asyncDispose]: async () => await held.disposeAsync() };
}

/** What runs and freezes do goes to the foreign systems, all else to Slack. */
function deliverBy({ targets, slack }: JobsOptions, ctx: Context): Deliver {
  const runDeps = { ctx, targets };
  return async (effect, attempt) => {
    if (effect.kind === "run") {
      return await carryOutRun(runDeps, effect.runId, effect.intent, attempt);
    }
    if (effect.kind === "freeze") return await carryOutFreeze(runDeps, effect.task, attempt);
    return await slack.deliver(effect, attempt);
  };
}

function schedules({ config, queue, targets }: JobsOptions): CronSchedule[] {
  const timezone = config.shop.zone;
  const sweep: CronSchedule = {
    name: "sweep-deliveries",
    cron: "*/3 * * * *",
    timezone,
    tick: async (db) => void (await queue.enqueue(db, "sweep-deliveries", {})),
  };
  return [
    // Only an app can have its deliveries repeated, and only those whose signature can be told are taken.
    ...(targets.freeze.access === "app" && config.githubWebhookSecret ? [sweep] : []),
    {
      name: "sync-people",
      cron: "17 * * * *",
      timezone,
      tick: async (db) => void (await queue.enqueue(db, "sync-people", {})),
    },
    {
      name: "tidy",
      cron: "41 4 * * *",
      timezone,
      tick: async (db) => void (await queue.enqueue(db, "tidy", {})),
    },
  ];
}
