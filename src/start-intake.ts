// Wires the intake: hooks over HTTP into stored deliveries, and refusals that somebody must hear of.
import type { FastifyPluginCallback } from "fastify";
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import { readDelivery } from "./intake/read-delivery.ts";
import { type HookRefusal, hookRoutes } from "./intake/routes.ts";
import { openDeliveryStore } from "./intake/store-deliveries.ts";
import { type RefusalTally, tallyRefusal } from "./intake/tally-refusals.ts";
import type { Metrics } from "./metrics.ts";
import type { Context } from "./operations/context.ts";
import { recordHookRefusal } from "./operations/record-hook-refusal.ts";
import type { Reader } from "./operations/understand-deliveries.ts";
import { insertDeliveries } from "./storage/deliveries.ts";

export type Intake = AsyncDisposable & {
  readonly routes: FastifyPluginCallback;
  readonly reader: Reader;
  /** Deliveries that arrived and are not stored yet. */
  countWaiting(): number;
  /** `then` is called after each stored batch. */
  onStored(then: () => void): void;
};

export type IntakeOptions = {
  readonly config: Pick<Config, "hooks">;
  readonly ctx: Context;
  readonly log: Logger;
  readonly metrics: Metrics;
};

export function startIntake({ config, ctx, log, metrics }: IntakeOptions): Intake {
  const services = new Map(config.hooks.map((hook) => [hook.name, hook.service]));
  let stored = (): void => undefined;
  const store = openDeliveryStore({
    insert: async (rows) => {
      const ids = await insertDeliveries(ctx.db, rows);
      stored();
      return ids;
    },
    onFailure: (error, rows) => log.error({ err: error, rows }, "deliveries could not be stored"),
  });
  const routes = hookRoutes({
    hooks: config.hooks,
    store: store.store,
    clock: ctx.clock,
    countDelivery: metrics.countDelivery,
    onRefused: tellOfRefusals(ctx, log),
  });
  return {
    routes,
    reader: { read: readDelivery, serviceOf: (hook) => services.get(hook) },
    countWaiting: () => store.waiting().count,
    onStored: (then) => {
      stored = then;
    },
    [Symbol.asyncDispose]: async () => await store[Symbol.asyncDispose](),
  };
}

/** A wrong secret must be loud, once a hook and hour: each refusal may be an alert lost for good. */
function tellOfRefusals(ctx: Context, log: Logger): (refusal: HookRefusal) => void {
  const tallies = new Map<string, RefusalTally>();
  return (refusal) => {
    const { hook, asked, status, reason, message, at } = refusal;
    log.warn({ hook: asked, status, reason, remote: refusal.remote }, message);
    if (!hook) return;
    const { tally, tell } = tallyRefusal(tallies.get(hook.name), at);
    tallies.set(hook.name, tally);
    if (tell === undefined) return;
    const refused = { hook: hook.name, reason: message, count: tell };
    recordHookRefusal(ctx, refused).catch((error: unknown) =>
      log.error({ err: error, hook: hook.name }, "a refusal could not be recorded"),
    );
  };
}
