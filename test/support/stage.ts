// A whole Muster with a rehearsal Slack and a sample shop around it, driven as people and monitoring drive it.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { parse } from "yaml";
import { type TestClock, testClock } from "../../src/clock.ts";
import { readConfig } from "../../src/config/read-config.ts";
import { newPrivateKey } from "../../src/rehearsal/shop/github/start-github.ts";
import type {
  Ephemeral,
  Message,
  Outcome,
  PersonSettings,
  Slack,
} from "../../src/rehearsal/slack/types.ts";
import { type Rehearsal, startRehearsal } from "../../src/rehearsal/start-rehearsal.ts";
import { type Muster, startMuster } from "../../src/start.ts";
import { createTestDatabase } from "./database.ts";

export type Stage = AsyncDisposable & {
  readonly clock: TestClock;
  readonly slack: Slack;
  readonly shop: Rehearsal["shop"];
  readonly muster: Muster;
  readonly databaseUrl: string;
  /** One more replica on the same database and Slack. */
  startReplica(): Promise<Muster>;
  stopMuster(): Promise<void>;
  restartMuster(): Promise<void>;
  /** Posts an alert as Alertmanager would; resolves once it was accepted. */
  fire(alert: AlertWish): Promise<Response>;
  /** The first message of a channel (by name or a part of it) that holds the text. */
  expectMessage(channel: string | RegExp, text: string | RegExp): Promise<Message>;
  expectNoMessage(channel: string | RegExp, text: string | RegExp): void;
  expectDm(user: string, text: string | RegExp): Promise<Message>;
  expectEphemeral(user: string, text: string | RegExp): Promise<Ephemeral>;
  /** Clicks the button with this label; `in` is a message. */
  click(user: string, message: Message, label: string): Promise<Outcome>;
  command(user: string, text: string, channel?: string | RegExp): Promise<Outcome>;
  channelId(name: string | RegExp): string;
};

export type AlertWish = {
  readonly name: string;
  readonly status?: "firing" | "resolved";
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: Date;
};

export const ANNA = "anna";

const START = new Date("2026-11-27T18:00:00Z");
/** Long enough for a busy machine; what is awaited mostly comes within some milliseconds. */
const PATIENCE_MS = 120_000;
const TICK_MS = 20;

export type StageOptions = {
  readonly mode?: "http" | "socket";
  /** In the workspace besides the team. */
  readonly others?: readonly PersonSettings[];
  /** Of the log; silent when left out. */
  readonly level?: string;
  /** How Muster reaches GitHub; as a GitHub App where left out. */
  readonly github?: "app" | "token";
  /** What time it is at first. */
  readonly at?: Date;
};

/** Making one takes long; every stage of a process has the same. */
let appKey: string | undefined;

export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const stack = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), "muster-stage-"));
  stack.defer(async () => await rm(dir, { recursive: true, force: true }));
  const database = stack.use(await createTestDatabase());
  const clock = testClock(options.at ?? START);
  // Time goes on by itself, as everywhere, and can be forwarded besides.
  const ticking = setInterval(() => void clock.pass(TICK_MS), TICK_MS);
  stack.defer(() => clearInterval(ticking));
  const manifest = parse(await readFile("manifest.yml", "utf8"));
  appKey ??= newPrivateKey();
  const githubAppKey = appKey;
  const rehearsal = stack.use(
    await startRehearsal({
      dir,
      host: "127.0.0.1",
      manifest,
      clock,
      shopTickMs: 0,
      others: options.others ?? [],
      githubAccess: options.github ?? "app",
      githubAppKey,
    }),
  );
  const { slack, shop } = rehearsal;
  const log = pino({ level: options.level ?? "silent" });

  async function start(): Promise<Muster> {
    const env = {
      ...rehearsal.env,
      DATABASE_URL: database.url,
      PORT: "0",
      ...(options.mode === "socket" && { SLACK_APP_TOKEN: rehearsal.appToken }),
    };
    const read = await readConfig(env, process.cwd());
    assert.ok(read.ok, JSON.stringify(read));
    const { slack: access } = read.config;
    assert.ok(access);
    return await startMuster({ config: { ...read.config, slack: access }, log, clock });
  }

  let muster = await start();
  const replicas: Muster[] = [];
  const deliverHere = () => {
    slack.deliverTo(`${muster.url}/slack/events`);
    shop.github.deliverTo(`${muster.url}/github/events`);
  };
  deliverHere();
  await until(() => isReady(muster), "Muster to be ready");

  const find = (channel: string | RegExp) =>
    slack.state.channels.filter(({ name }) =>
      typeof channel === "string" ? name === channel : channel.test(name),
    );

  const stage: Stage = {
    clock,
    slack,
    shop,
    databaseUrl: database.url,
    get muster() {
      return muster;
    },
    async startReplica() {
      const replica = await start();
      replicas.push(replica);
      return replica;
    },
    async stopMuster() {
      await muster[Symbol.asyncDispose]();
    },
    async restartMuster() {
      muster = await start();
      deliverHere();
      await until(() => isReady(muster), "Muster to be ready again");
    },
    fire: async (alert) => await post(`${muster.url}/hooks/alertmanager`, alert, clock.now()),
    async expectMessage(channel, text) {
      return await seen(slack, `a message like ${text} in ${channel}`, () =>
        find(channel)
          .flatMap(({ id }) => slack.state.messages(id).flatMap((each) => withReplies(slack, each)))
          .filter(({ subtype = "" }) => !subtype.startsWith("channel_"))
          .find((message) => has(message, text)),
      );
    },
    expectNoMessage(channel, text) {
      const found = find(channel)
        .flatMap(({ id }) => slack.state.messages(id))
        .find((message) => has(message, text));
      assert.equal(found, undefined, `${channel} holds ${text}`);
    },
    async expectDm(user, text) {
      const { id: userId } = person(slack, user);
      return await seen(slack, `a DM to ${user} like ${text}`, () =>
        slack.state.channels
          .filter(({ kind, members }) => kind === "im" && members.includes(userId))
          .flatMap(({ id }) => slack.state.messages(id))
          .findLast((message) => has(message, text)),
      );
    },
    async expectEphemeral(user, text) {
      const { id } = person(slack, user);
      return await seen(slack, `words to ${user} alone like ${text}`, () =>
        slack.state.ephemerals(id).findLast((message) => has(message, text)),
      );
    },
    async click(user, message, label) {
      const now = slack.state.message(message.channelId, message.ts) ?? message;
      const button = findButton(now.blocks, label);
      assert.ok(button, `no button ${label} on: ${JSON.stringify(now.blocks)}`);
      return await slack.as(person(slack, user).id).click(message.channelId, message.ts, button);
    },
    async command(user, text, channel = "incidents") {
      const [name = "", ...words] = text.split(" ");
      const { id } = person(slack, user);
      return await slack.as(id).command(stage.channelId(channel), name, words.join(" "));
    },
    channelId(name) {
      const [first] = find(name);
      assert.ok(first, `no channel ${name}; there are ${slack.state.channels.map((c) => c.name)}`);
      return first.id;
    },
    async [Symbol.asyncDispose]() {
      for (const replica of replicas) await replica[Symbol.asyncDispose]();
      await muster[Symbol.asyncDispose]();
      await stack.disposeAsync();
    },
  };
  return stage;
}

async function isReady(muster: Muster): Promise<boolean> {
  return (await fetch(`${muster.url}/readyz`)).ok;
}

/** `otherwise` says what there is instead. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  otherwise: () => string = () => "",
): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() >= end) {
      throw new Error(`waited ${PATIENCE_MS / 1000} s for ${what}. ${otherwise()}`);
    }
    await wait(10);
  }
}

async function seen<T>(slack: Slack, what: string, look: () => T | undefined): Promise<T> {
  const found = look();
  if (found) return found;
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => {
    reject(
      new Error(`waited ${PATIENCE_MS / 1000} s for ${what}. There is:\n${transcript(slack)}`),
    );
  }, PATIENCE_MS);
  const stop = slack.onChange(() => {
    const now = look();
    if (now) resolve(now);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    stop();
  }
}

function transcript(slack: Slack): string {
  const whispers = slack.state.users.flatMap(({ id, name }) =>
    slack.state.ephemerals(id).map(({ text }) => `only ${name}: ${text}`),
  );
  const said = slack.state.channels.flatMap(({ id, name, kind, members }) =>
    slack.state.messages(id).map((message) => `${name || `${kind} ${members}`}: ${message.text}`),
  );
  return [...said, ...whispers].join("\n");
}

const withReplies = (slack: Slack, message: Message): readonly Message[] =>
  message.replyCount > 0 ? slack.state.thread(message.channelId, message.ts) : [message];

function has(
  message: { text: string; blocks: readonly unknown[] },
  text: string | RegExp,
): boolean {
  const all = `${message.text}\n${JSON.stringify(message.blocks)}`;
  return typeof text === "string" ? all.includes(text) : text.test(all);
}

function person(slack: Slack, name: string) {
  const found = slack.state.users.find((user) => user.name === name || user.id === name);
  assert.ok(found, `nobody is called ${name}`);
  return found;
}

export const userId = (stage: Stage, name: string): string => person(stage.slack, name).id;

type Found = { readonly actionId: string; readonly blockId?: string; readonly value?: string };

type Drawn = {
  readonly type?: string;
  readonly block_id?: string;
  readonly action_id?: string;
  readonly value?: string;
  readonly text?: { readonly text?: string };
  readonly elements?: readonly Drawn[];
  readonly accessory?: Drawn;
};

/** Buttons by their label; options of an overflow menu by theirs are not looked for here. */
export function findButton(blocks: unknown, label: string): Found | undefined {
  const buttons = (blocks as readonly Drawn[]).flatMap((block) =>
    [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])]
      .filter(({ type }) => type === "button")
      .map((button) => ({ block, button })),
  );
  const found = buttons.find(({ button }) => button.text?.text === label);
  if (!found) return undefined;
  const { block, button } = found;
  return {
    actionId: button.action_id ?? "",
    ...(block.block_id ? { blockId: block.block_id } : {}),
    ...(button.value ? { value: button.value } : {}),
  };
}

/** Alertmanager's webhook body, version 4. */
export async function post(url: string, alert: AlertWish, now: Date): Promise<Response> {
  const { name, status = "firing", labels = {}, annotations = {}, startsAt = now } = alert;
  const all = { alertname: name, service: "checkout", severity: "critical", ...labels };
  const body = {
    version: "4",
    groupKey: `{}:{alertname="${name}"}`,
    status,
    receiver: "muster",
    groupLabels: { alertname: name },
    commonLabels: all,
    commonAnnotations: annotations,
    externalURL: "http://alertmanager.test",
    truncatedAlerts: 0,
    alerts: [
      {
        status,
        labels: all,
        annotations: { summary: `${name} is firing`, ...annotations },
        startsAt: startsAt.toISOString(),
        endsAt: status === "resolved" ? now.toISOString() : "0001-01-01T00:00:00Z",
        generatorURL: "http://prometheus.test/graph?g0.expr=up",
        fingerprint: `${name}-${JSON.stringify(labels)}`,
      },
    ],
  };
  return await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
