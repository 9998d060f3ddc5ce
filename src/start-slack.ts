// Wires Slack: who we are there, what we deliver, what people do, and the loops that keep both going.
import type { Logger } from "pino";
import type { Config, SlackAccess } from "./config/config.ts";
import type { Attempt, Outcome } from "./domain/effect.ts";
import { startSteadyLoop } from "./jobs/steady-loop.ts";
import type { Context, Deps } from "./operations/context.ts";
import { recordSetting } from "./operations/record-delivery.ts";
import { keepAcquaintance } from "./slack/acquaintance.ts";
import { createSlackApp, type SlackApp } from "./slack/app.ts";
import { createSlackClients, readIdentity } from "./slack/clients.ts";
import { createCall } from "./slack/deliver/call.ts";
import { type Circuit, createCircuit } from "./slack/deliver/circuit.ts";
import { createSlackDelivery, type SlackEffect } from "./slack/deliver/delivery.ts";
import { createMethodLimits } from "./slack/deliver/limits-of-methods.ts";
import type { Identity } from "./slack/inbox.ts";
import { sdkLogger } from "./slack/sdk-logger.ts";
import { findSetting } from "./storage/settings.ts";

export type SlackWiring = {
  readonly app: SlackApp;
  readonly circuit: Circuit;
  readonly deliver: (effect: SlackEffect, attempt: Attempt) => Promise<Outcome>;
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
/** How often requests that a crash left behind are looked for. */
const REPLAY_MS = 5_000;

export function connectSlack({ config, deps, log }: SlackOptions): SlackWiring {
  const { slack, slackApiUrl: apiUrl } = config;
  const clients = createSlackClients({ token: slack.botToken, apiUrl, logger: sdkLogger(log) });
  const circuit = createCircuit(deps.clock, log);
  const limits = createMethodLimits(deps.clock);
  const call = createCall({ client: clients.interactive, circuit, limits });
  let identity: Identity | undefined;
  let hasMet = false;
  const app = createSlackApp({
    deps,
    client: clients.interactive,
    names: config.shop.commands,
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

  /** At the start an earlier failure is no reason to wait: nobody else would find Slack back. */
  const introduce = createCall({
    client: clients.interactive,
    circuit: { ...circuit, holdMs: () => 0 },
    limits: createMethodLimits(deps.clock),
  });

  async function stayInTouch(signal: AbortSignal): Promise<void> {
    // Slack may be away for long: what it said last time serves until it answers again.
    identity = readStored(await findSetting(deps.db, IDENTITY_KEY));
    await keepAcquaintance(
      {
        circuit,
        log,
        introduce: async () => await readIdentity(introduce),
        probe: async () => await readIdentity(call),
        onMet: async (found) => {
          await recordSetting(ctx, IDENTITY_KEY, { ...found });
          identity = found;
          hasMet = true;
        },
        readDirectory: app.syncPeople,
      },
      signal,
    );
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
      if (!hasMet) throw new Error("Slack has not answered auth.test yet");
      return await Promise.resolve();
    },
    start: () => startLoops(app, { stayInTouch, log }),
  };
}

function readStored(stored: Record<string, unknown> | undefined): Identity | undefined {
  const { teamId, botId, botUserId } = stored ?? {};
  const known = [teamId, botId, botUserId].every((each) => typeof each === "string");
  return known ? (stored as unknown as Identity) : undefined;
}

type Loops = {
  readonly stayInTouch: (signal: AbortSignal) => Promise<void>;
  readonly log: Logger;
};

function startLoops(app: SlackApp, { stayInTouch, log }: Loops): AsyncDisposable {
  const stopping = new AbortController();
  const touch = stayInTouch(stopping.signal).catch((error: unknown) =>
    log.error({ err: error }, "what Slack said last time could not be read"),
  );
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
      await Promise.allSettled([touch, connecting]);
    },
  };
}
