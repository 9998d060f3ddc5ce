// Wires Slack: who we are there, what we deliver, what people do, and the loops that keep both going.
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config, SlackAccess } from "./config/config.ts";
import type { Attempt, Effect, Outcome } from "./domain/effect.ts";
import { startSteadyLoop } from "./jobs/steady-loop.ts";
import type { Context, Deps } from "./operations/context.ts";
import { recordSetting } from "./operations/record-delivery.ts";
import { createSlackApp, type SlackApp } from "./slack/app.ts";
import { createSlackClients, readIdentity } from "./slack/clients.ts";
import { createCall } from "./slack/deliver/call.ts";
import { type Circuit, createCircuit } from "./slack/deliver/circuit.ts";
import { createSlackDelivery } from "./slack/deliver/delivery.ts";
import { createMethodLimits } from "./slack/deliver/limits-of-methods.ts";
import type { Identity } from "./slack/inbox.ts";
import { sdkLogger } from "./slack/sdk-logger.ts";
import { findSetting } from "./storage/settings.ts";

export type SlackWiring = {
  readonly app: SlackApp;
  readonly circuit: Circuit;
  readonly deliver: (
    effect: Exclude<Effect, { kind: "run" }>,
    attempt: Attempt,
  ) => Promise<Outcome>;
  /** Rejects with the reason while Slack cannot be used. */
  check(): Promise<void>;
  start(): AsyncDisposable;
};

export type SlackOptions = {
  readonly config: Config & { readonly slack: SlackAccess };
  readonly deps: Deps;
  readonly log: Logger;
};

const IDENTITY_KEY = "slack-identity";
const RETRY_MS = 2_000;
/** How often requests that a crash left behind are looked for. */
const REPLAY_MS = 5_000;

export function connectSlack({ config, deps, log }: SlackOptions): SlackWiring {
  const { slack, slackApiUrl: apiUrl } = config;
  const clients = createSlackClients({ token: slack.botToken, apiUrl, logger: sdkLogger(log) });
  const circuit = createCircuit(deps.clock, log);
  const limits = createMethodLimits(deps.clock);
  const call = createCall({ client: clients.interactive, circuit, limits });
  let identity: Identity | undefined;
  const app = createSlackApp({
    deps,
    client: clients.interactive,
    names: config.commands,
    identity: () => identity,
    log,
    mode:
      slack.mode === "http"
        ? { kind: "http", signingSecret: slack.signingSecret }
        : { kind: "socket", appToken: slack.appToken },
    botToken: slack.botToken,
    apiUrl,
    now: () => new Date(),
  });
  const ctx: Context = { ...deps, actor: { type: "muster", via: "job" } };

  /** Slack may be away for long: what it said last time serves until it answers again. */
  async function learnIdentity(signal: AbortSignal): Promise<void> {
    identity = readStored(await findSetting(deps.db, IDENTITY_KEY));
    while (!signal.aborted) {
      try {
        identity = await readIdentity(call);
        await recordSetting(ctx, IDENTITY_KEY, { ...identity });
        return;
      } catch (error) {
        log.warn({ err: error }, "Slack does not say who we are; asking again");
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined); // stopping
      }
    }
  }

  return {
    app,
    circuit,
    deliver: createSlackDelivery({ deps, client: clients.outbox, circuit, log }),
    async check() {
      const health = circuit.health();
      if (health.state !== "up") throw new Error(health.reason ?? `Slack is ${health.state}`);
      const reception = app.health();
      if (!reception.ok) throw new Error(reception.reason);
      if (!identity) throw new Error("Slack has not answered auth.test yet");
      return await Promise.resolve();
    },
    start: () => startLoops(app, { learnIdentity, log }),
  };
}

function readStored(stored: Record<string, unknown> | undefined): Identity | undefined {
  const { teamId, botId, botUserId } = stored ?? {};
  const known = [teamId, botId, botUserId].every((each) => typeof each === "string");
  return known ? (stored as unknown as Identity) : undefined;
}

type Loops = {
  readonly learnIdentity: (signal: AbortSignal) => Promise<void>;
  readonly log: Logger;
};

function startLoops(app: SlackApp, { learnIdentity, log }: Loops): AsyncDisposable {
  const stopping = new AbortController();
  const beginning = learnIdentity(stopping.signal)
    .then(async () => {
      if (!stopping.signal.aborted) await app.syncPeople();
    })
    .catch((error: unknown) => log.error({ err: error }, "the directory could not be read"));
  const connecting = app
    .start()
    .catch((error: unknown) => log.error({ err: error }, "Socket Mode could not start"));
  let lookAgainAt = 0;
  const replays = startSteadyLoop(
    "replaying requests from Slack",
    async () => {
      if (Date.now() < lookAgainAt) return "none";
      lookAgainAt = Date.now() + REPLAY_MS;
      await app.replaySlackRequests();
      return "none";
    },
    log,
  );
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await replays[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
      await Promise.allSettled([beginning, connecting]);
    },
  };
}
