// Wires what GitHub tells us: its webhook, the deliveries it stores, and the loop that understands them.
import type { FastifyPluginCallback } from "fastify";
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import { type RefusalTally, tallyRefusal } from "./intake/tally-refusals.ts";
import { startSteadyLoop } from "./jobs/steady-loop.ts";
import type { Metrics } from "./metrics.ts";
import type { Context } from "./operations/context.ts";
import { storeGithubDelivery } from "./operations/freezes/store-github-delivery.ts";
import {
  GITHUB_HOOK,
  understandGithubDelivery,
} from "./operations/freezes/understand-github-delivery.ts";
import { recordHookRefusal } from "./operations/record-hook-refusal.ts";
import { type GithubRefusal, githubEventRoutes } from "./web/github-events.ts";

export type GithubIntake = AsyncDisposable & { readonly routes: FastifyPluginCallback };

export type GithubIntakeOptions = {
  readonly config: Pick<Config, "githubWebhookSecret">;
  readonly ctx: Context;
  readonly log: Logger;
  readonly metrics: Metrics;
};

export function startGithubIntake(options: GithubIntakeOptions): GithubIntake {
  const { config, ctx, log, metrics } = options;
  const loop = startSteadyLoop(
    "understanding what GitHub told",
    async () => ((await understandGithubDelivery(ctx)) ? "more" : "none"),
    log,
  );
  const routes = githubEventRoutes({
    secret: config.githubWebhookSecret,
    clock: ctx.clock,
    store: async (arrival) => {
      const isNew = await storeGithubDelivery(ctx, arrival);
      if (isNew) loop.nudge();
      return isNew;
    },
    count: (status) => metrics.countDelivery({ hook: GITHUB_HOOK, source: GITHUB_HOOK, status }),
    onRefused: tellOfForgeries(ctx, log),
  });
  return { routes, [Symbol.asyncDispose]: async () => await loop[Symbol.asyncDispose]() };
}

/** A wrong secret must be loud, once an hour: without its webhook GitHub's news comes minutes late. */
function tellOfForgeries(ctx: Context, log: Logger): (refusal: GithubRefusal) => void {
  let tally: RefusalTally | undefined;
  return ({ status, message, isForged, remote, at }) => {
    log.warn({ hook: GITHUB_HOOK, status, remote }, message);
    if (!isForged) return;
    const counted = tallyRefusal(tally, at);
    tally = counted.tally;
    if (counted.tell === undefined) return;
    const refused = { hook: GITHUB_HOOK, reason: message, count: counted.tell };
    recordHookRefusal(ctx, refused).catch((error: unknown) =>
      log.error({ err: error }, "a refusal could not be recorded"),
    );
  };
}
