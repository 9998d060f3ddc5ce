// Builds and wires the parts of one running Muster; with its neighbours `start-*` the only place that knows them all.
import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import type { Logger } from "pino";
import { type Clock, systemClock } from "./clock.ts";
import type { Config, SlackAccess } from "./config/config.ts";
import { openRunbookFolder } from "./config/runbook-folder.ts";
import { targetSettings } from "./config/target-settings.ts";
import { openTargets } from "./integrations/targets.ts";
import { startQueue } from "./jobs/queue.ts";
import { createMetrics } from "./metrics.ts";
import type { Context, Deps } from "./operations/context.ts";
import { armReadiness } from "./operations/readiness/sweep-readiness.ts";
import { startGithubIntake } from "./start-github-intake.ts";
import { startIntake } from "./start-intake.ts";
import { type JobKinds, startJobs } from "./start-jobs.ts";
import { startServer } from "./start-server.ts";
import { connectSlack } from "./start-slack.ts";
import { openStorage } from "./start-storage.ts";
import { startUnderstanding } from "./start-understanding.ts";

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
  /** Resolves with the reason where it cannot go on: its own database died. */
  readonly lost: Promise<string>;
};

/** Rejects with a sentence for the operator where something needed cannot be had. */
export async function startMuster(options: StartOptions): Promise<Muster> {
  const { config, log, clock = systemClock(), rehearsal } = options;
  await using started = new AsyncDisposableStack();
  const { database, lost } = started.use(await openStorage(config, log));
  const runbooks = started.use(
    await openRunbookFolder({
      dir: config.runbooksDir,
      connections: config.connections,
      allows: config.shop,
      log,
    }),
  );
  const targets = started.use(openTargets(targetSettings(config)));
  const queue = started.use(await startQueue<JobKinds>({ database, log, clock }));
  const metrics = createMetrics();
  let wake = (): void => undefined;
  const deps: Deps = {
    db: database.db,
    clock,
    shop: config.shop,
    runbooks,
    newId: randomUUID,
    chance: Math.random,
    enqueueDrain: async (db, lane) => void (await queue.enqueue(db, "drain", { lane })),
    wake: () => wake(),
  };
  const ctx: Context = { ...deps, actor: { type: "muster", via: "job" } };
  const slack = connectSlack({ config, deps, log });
  const jobs = started.use(await startJobs({ config, deps, log, metrics, queue, slack, targets }));
  wake = jobs.wakeUp.nudge;
  await armReadiness(ctx);
  const intake = started.use(startIntake({ config, ctx, log, metrics }));
  started.use(startUnderstanding(ctx, intake, log));
  const github = started.use(startGithubIntake({ config, ctx, log, metrics }));
  const server = started.use(
    await startServer({ config, ctx, log, metrics, database, slack, intake, github, rehearsal }),
  );
  const url = await server.listen();
  started.use(slack.start());
  const held = started.move();
  return { url, deps, lost, [Symbol.asyncDispose]: async () => await held.disposeAsync() };
}
