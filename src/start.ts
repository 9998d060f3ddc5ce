// Builds and wires the parts of one running Muster; the only place that knows them all.
import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import { type Clock, systemClock } from "./clock.ts";
import type { Config, SlackAccess } from "./config/config.ts";
import { openRunbookFolder } from "./config/runbook-folder.ts";
import type { Attempt, Effect, Outcome } from "./domain/effect.ts";
import { openHttpCaller } from "./integrations/http-caller.ts";
import { carryOutRun } from "./jobs/carry-out-run.ts";
import { drainLane } from "./jobs/drain-lane.ts";
import { startQueue } from "./jobs/queue.ts";
import { startSteadyLoop } from "./jobs/steady-loop.ts";
import { startWakeUp } from "./jobs/wake-up.ts";
import { createMetrics } from "./metrics.ts";
import type { Context, Deps } from "./operations/context.ts";
import { fireTimer } from "./operations/fire-timer.ts";
import { recordDeadEffect } from "./operations/record-dead-effect.ts";
import { understandDeliveries } from "./operations/understand-deliveries.ts";
import { startIntake } from "./start-intake.ts";
import { startServer } from "./start-server.ts";
import { connectSlack } from "./start-slack.ts";
import { openStorage } from "./start-storage.ts";

export type StartOptions = {
  readonly config: Config & { readonly slack: SlackAccess };
  readonly log: Logger;
  readonly clock?: Clock;
  /** Serves `/` and `/rehearsal/*` while Muster rehearses. */
  readonly rehearsal?: RequestListener;
};

export type Muster = AsyncDisposable & {
  /** Where it listens. */
  readonly url: string;
  readonly deps: Deps;
};

type Jobs = { readonly drain: { readonly lane: string } };

/** Deliveries understood in one transaction. */
const BATCH = 50;
/** Lanes drained at once in one process. */
const DRAINS = 20;

export async function startMuster(options: StartOptions): Promise<Muster> {
  const { config, log, clock = systemClock(), rehearsal } = options;
  await using started = new AsyncDisposableStack();
  const storage = await openStorage(config, log);
  started.use(storage);
  const { database } = storage;
  const runbooks = started.use(
    await openRunbookFolder({ dir: config.runbooksDir, connections: config.connections, log }),
  );
  const queue = started.use(await startQueue<Jobs>({ database, log, clock }));
  const metrics = createMetrics();
  const nudges: (() => void)[] = [];
  const deps: Deps = {
    db: database.db,
    clock,
    shop: config.shop,
    runbooks,
    newId: randomUUID,
    chance: Math.random,
    enqueueDrain: async (db, lane) => {
      await queue.enqueue(db, "drain", { lane });
    },
    wake: () => {
      for (const nudge of nudges) nudge();
    },
  };
  const ctx: Context = { ...deps, actor: { type: "muster", via: "job" } };
  const callers = new Map(
    Object.values(config.connections).map((each) => [each.name, started.use(openHttpCaller(each))]),
  );
  const slack = connectSlack({ config, deps, log });
  const runDeps = { ctx, findCaller: (name: string) => callers.get(name) };
  const deliver = async (effect: Effect, attempt: Attempt): Promise<Outcome> =>
    effect.kind === "run"
      ? await carryOutRun(runDeps, effect.runId, effect.intent, attempt)
      : await slack.deliver(effect, attempt);
  const drainDeps = {
    db: database.db,
    clock,
    log,
    owner: randomUUID(),
    deliver,
    onDead: async (
      row: { id: string; effect: Effect; incidentId: string | null },
      reason: string,
    ) =>
      await recordDeadEffect(ctx, row.effect, { id: row.id, incidentId: row.incidentId, reason }),
    onSettled: (row: { effect: Effect; dueAt: Date }, outcome: Outcome) => {
      metrics.countEffect({ kind: row.effect.kind, outcome: outcome.kind });
    },
  };
  await queue.define("drain", { concurrency: DRAINS, attempts: 3 }, async ({ payload }, signal) => {
    await drainLane(drainDeps, payload.lane, signal);
  });
  const wakeUp = started.use(
    startWakeUp({
      db: database.db,
      clock,
      log,
      fire: async (timerId) => {
        const behind = await fireTimer(
          { ...ctx, actor: { type: "muster", via: "timer" } },
          timerId,
        );
        if (behind !== undefined) metrics.observeTimerLateness(behind);
      },
      drain: async (lane) => await deps.enqueueDrain(database.db, lane),
    }),
  );
  nudges.push(wakeUp.nudge);
  const intake = startIntake({ config, ctx, log, metrics });
  started.use(intake);
  const understanding = started.use(
    startSteadyLoop(
      "understanding deliveries",
      async () => {
        const many = await understandDeliveries(ctx, intake.reader, BATCH);
        return many === BATCH ? "more" : "none";
      },
      log,
    ),
  );
  intake.onStored(understanding.nudge);
  const server = started.use(
    await startServer({ config, ctx, log, metrics, database, slack, intake, rehearsal }),
  );
  const url = await server.listen();
  started.use(slack.start());
  const held = started.move();
  return { url, deps, [Symbol.asyncDispose]: async () => await held.disposeAsync() };
}
