// The whole of Slack in a test: rehearsal workspace, deliveries, and people whose acts reach Muster.
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import type { Runbook } from "../../src/domain/runbook/format/format.ts";
import { readRunbook } from "../../src/domain/runbook/format/read.ts";
import type { Context } from "../../src/operations/context.ts";
import type { RunbookShelf } from "../../src/operations/runbook-shelf.ts";
import type {
  Ephemeral,
  Message,
  OpenView,
  Outcome,
  Person,
} from "../../src/rehearsal/slack/types.ts";
import { createSlackApp, type SlackApp, type SlackMode } from "../../src/slack/app.ts";
import { createSlackClients } from "../../src/slack/clients.ts";
import { type DeliveryBench, openDeliveryBench } from "./delivery-bench.ts";

export const NAMES = {
  incident: "/incident",
  runbook: "/runbook",
  freeze: "/freeze",
  oncall: "/oncall",
};

export type SlackBench = DeliveryBench & {
  readonly app: SlackApp;
  /** Where Slack delivers over HTTP. */
  readonly url: string;
  readonly log: readonly { readonly level: number; readonly msg: string }[];
  /** #general, where nobody is in an incident. */
  readonly general: string;
  /** The channel of an incident, once it is there. */
  room(number: number): string;
  /** Does it, and waits for the answer that only this person sees. */
  answerTo(user: string, act: (person: Person) => Promise<Outcome>): Promise<Answer>;
  /** Does it, and waits for the modal that opens or changes. */
  modalOf(user: string, act: (person: Person) => Promise<Outcome>): Promise<Modal>;
  /** Looks again and again, at most 10 s. */
  eventually<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T>;
  /** The pinned card of an incident. */
  card(number: number): Message;
};

export type Answer = { readonly text: string; readonly channel: string; readonly ts: string };
export type Modal = { readonly text: string; readonly id: string };

type Options = {
  readonly mode?: SlackMode;
  /** Files of runbooks by name. */
  readonly runbooks?: Readonly<Record<string, string>>;
  readonly deps?: (ctx: Context) => Context;
  /** Of the workbench that deliveries and people share. */
  readonly change?: Partial<Context>;
};

const SECRET = "test-signing-secret";
/** Long for a busy machine; what is awaited mostly comes within some milliseconds. */
const PATIENCE_MS = 60_000;

const person = (id: string, name: string) => ({
  id,
  name,
  realName: `${name[0]?.toUpperCase()}${name.slice(1)} Test`,
  email: `${name}@shop.example`,
  tz: "Europe/Warsaw",
});

export async function openSlackBench(options: Options = {}): Promise<SlackBench> {
  const mode = options.mode ?? { kind: "http", signingSecret: SECRET };
  const delivery = await openDeliveryBench({
    change: options.change ?? {},
    slack: {
      app: {
        botToken: "xoxb-test",
        signingSecret: SECRET,
        appToken: "xapp-test",
        appId: "A0MUSTER",
        teamId: "T0TEAM",
        scopes: SCOPES,
        commands: Object.values(NAMES),
        shortcuts: [
          { callbackId: "sc_declare", type: "global", name: "Declare incident" },
          { callbackId: "sc_timeline", type: "message", name: "Add to timeline" },
          { callbackId: "sc_declare_msg", type: "message", name: "Declare from message" },
        ],
        events: [
          "app_home_opened",
          "channel_archive",
          "channel_unarchive",
          "channel_rename",
          "channel_deleted",
        ],
        botUserId: "U0BOT",
        botName: "muster",
      },
      people: [
        person("U0ANNA", "anna"),
        person("U0BOB", "bob"),
        person("U0PIOTR", "piotr"),
        { ...person("U0GUEST", "gustav"), isRestricted: true },
      ],
      channels: [
        { id: "C0GENERAL", name: "general", members: ["U0ANNA", "U0BOB", "U0PIOTR", "U0GUEST"] },
      ],
    },
  });
  const { slack, bench } = delivery;
  // The workbench was made without a shelf; deliveries and people look at the same one.
  if (options.runbooks) Object.assign(bench.ctx.runbooks, shelfOf(options.runbooks));
  const log: { level: number; msg: string }[] = [];
  const ctx = options.deps ? options.deps(bench.ctx) : bench.ctx;
  const { interactive } = createSlackClients({ token: "xoxb-test", apiUrl: slack.apiUrl });
  const app = createSlackApp({
    deps: ctx,
    client: interactive,
    names: NAMES,
    identity: () => ({
      teamId: "T0TEAM",
      botId: "B0BOT",
      botUserId: "U0BOT",
      appId: "A0MUSTER",
    }),
    log: pino(
      { level: "debug" },
      { write: (line: string) => log.push(JSON.parse(line) as { level: number; msg: string }) },
    ),
    mode,
    botToken: "xoxb-test",
    apiUrl: slack.apiUrl,
    now: () => new Date(),
  });
  const server = app.listener ? await listen(app) : undefined;
  if (server) slack.deliverTo(server.url);
  await app.start();

  async function eventually<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
    for (const end = Date.now() + PATIENCE_MS; ; ) {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > end)
        throw new Error(`not so within ${PATIENCE_MS / 1000} s: ${look}\n${tail(log)}`);
      await wait(10);
    }
  }

  function room(number: number): string {
    const found = slack.state.channels.find(({ name }) => name.startsWith(`inc-${number}-`));
    if (!found) throw new Error(`INC-${number} has no channel`);
    return found.id;
  }

  return {
    ...delivery,
    app,
    url: server?.url ?? "",
    log,
    general: "C0GENERAL",
    eventually,
    room,
    card(number) {
      const [pin] = slack.state.channel(room(number))?.pins ?? [];
      const message = pin && slack.state.message(room(number), pin.ts);
      if (!message) throw new Error(`INC-${number} has no pinned card`);
      return message;
    },
    async answerTo(user, act) {
      const before = slack.state.ephemerals(user).length;
      const outcome = await act(slack.as(user));
      if (!outcome.ok) throw new Error(`Slack showed: ${outcome.shown}`);
      const answer = await eventually(() => slack.state.ephemerals(user).slice(before).at(-1));
      return { text: shown(answer), channel: answer.channelId, ts: answer.ts };
    },
    async modalOf(user, act) {
      const seen = slack.state.views(user).at(-1);
      const outcome = await act(slack.as(user));
      if (!outcome.ok) throw new Error(`Slack showed: ${outcome.shown}`);
      const view = await eventually(() => {
        const top = slack.state.views(user).at(-1);
        return top && (top.id !== seen?.id || top.hash !== seen.hash) ? top : undefined;
      });
      return { text: shown(view), id: view.id };
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      server?.close();
      await delivery[Symbol.asyncDispose]();
    },
  };
}

function shelfOf(files: Readonly<Record<string, string>>): RunbookShelf {
  const read = (source: string, slug: string): Runbook => {
    const runbook = readRunbook(source, `${slug}.yml`);
    if (!runbook.ok) throw new Error(JSON.stringify(runbook.problems));
    return runbook.runbook;
  };
  const shelved = Object.entries(files).map(([slug, source]) => ({
    runbook: read(source, slug),
    source,
    sha256: createHash("sha256").update(source).digest("hex"),
    file: `${slug}.yml`,
  }));
  return {
    list: () => shelved,
    find: (slug) => shelved.find(({ runbook }) => runbook.id === slug),
    readSnapshot: read,
  };
}

const SCOPES = [
  "commands",
  "chat:write",
  "channels:manage",
  "channels:read",
  "channels:history",
  "users:read",
  "users:read.email",
  "pins:write",
  "bookmarks:write",
  "bookmarks:read",
  "files:write",
  "im:history",
  "im:write",
];

const tail = (log: readonly { level: number; msg: string }[]): string =>
  log
    .slice(-8)
    .map((line) => JSON.stringify(line))
    .join("\n");

async function listen(app: SlackApp): Promise<{ url: string; close(): void }> {
  const server: Server = createServer((request, response) => app.listener?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** All that a message or a modal shows, as JSON without its escapes. */
export function shown(what: Message | Ephemeral | OpenView): string {
  return JSON.stringify("content" in what ? what.content : what.blocks).replaceAll('\\"', '"');
}
