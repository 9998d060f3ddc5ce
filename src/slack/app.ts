// Slack's side of Muster: Bolt with one listener a kind, behind an inbox, over HTTP or Socket Mode.
import { App, type Logger } from "@slack/bolt";
import { takeUpSlackRequests } from "../operations/accept-slack-request.ts";
import type { Context } from "../operations/context.ts";
import type { Ack } from "./ack.ts";
import { withInbox } from "./inbox.ts";
import { syncDirectory } from "./people.ts";
import { createHttpReceiver, type SlackListener } from "./receivers/http-receiver.ts";
import { createSocketReceiver } from "./receivers/socket-receiver.ts";
import { readRequest } from "./request.ts";
import { route } from "./router.ts";
import { sdkLogger } from "./sdk-logger.ts";
import type { SlackParts } from "./turn.ts";

export type SlackMode =
  | { readonly kind: "http"; readonly signingSecret: string }
  | {
      readonly kind: "socket";
      readonly appToken: string;
      /** Between the opening of the two connections; shorter only in tests. */
      readonly staggerMs?: number;
    };

export type SlackAppOptions = SlackParts & {
  readonly mode: SlackMode;
  readonly botToken: string;
  /** Base of the Web API; Slack's own when left out. */
  readonly apiUrl?: string;
  /** The machine's clock: signatures carry real time. */
  readonly now: () => Date;
};

export type SlackHealth =
  | { readonly ok: true; readonly mode: "http" | "socket"; readonly connected?: number }
  | { readonly ok: false; readonly mode: "http" | "socket"; readonly reason: string };

export type SlackApp = AsyncDisposable & {
  /** For `POST /slack/events`; undefined in Socket Mode. */
  readonly listener: SlackListener | undefined;
  /** Socket Mode: resolves once the first connection is up, which may take as long as Slack is away. */
  start(): Promise<void>;
  /** Acts on what a crash left unfinished; returns how many requests that were. */
  replaySlackRequests(): Promise<number>;
  /** Reads the workspace's directory; returns how many people it holds. */
  syncPeople(): Promise<number>;
  health(): SlackHealth;
};

export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { log, deps, identity } = options;
  const logger = sdkLogger(log);
  const way = openWay(options, logger);
  const app = new App({
    receiver: withInbox(way.receiver, { deps, identity, log }),
    authorize: () => Promise.resolve({ botToken: options.botToken, ...known(identity()) }),
    convoStore: false,
    // Bolt would drop what we caused ourselves without settling it; the events decide that.
    ignoreSelf: false,
    extendedErrorHandler: true,
    logger,
    clientOptions: { ...(options.apiUrl && { slackApiUrl: options.apiUrl }) },
  });
  const stopping = new AbortController();
  let removed: string | undefined;
  const onRemoved = (why: string) => {
    removed = why;
  };
  const parts: SlackParts = { ...options, stopping: stopping.signal, onRemoved };
  const underway = new Set<Promise<void>>();
  listen(app, async (body, ack) => {
    const work = routeBody(parts, body, ack);
    underway.add(work);
    await work.finally(() => underway.delete(work));
  });

  return {
    listener: way.listener,
    async start() {
      if (options.mode.kind === "socket") await way.receiver.start();
    },
    async replaySlackRequests() {
      const left = await takeUpSlackRequests(deps);
      for (const { body, key } of left) {
        await routeBody(parts, body, () => Promise.resolve()).catch((err: unknown) => {
          log.error({ err, key }, "A request taken up again failed once more.");
        });
      }
      return left.length;
    },
    async syncPeople() {
      const ctx: Context = { ...deps, actor: { type: "muster", via: "job" } };
      return await syncDirectory(ctx, { client: options.client, teamId: identity()?.teamId });
    },
    health() {
      if (!removed) return way.health();
      const reason = `Slack says ${removed}: install the app again and set its new token`;
      return { ok: false, mode: options.mode.kind, reason };
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      if (options.mode.kind === "socket") await way.receiver.stop();
      await Promise.allSettled(underway);
    },
  };
}

type Way = Pick<SlackApp, "listener" | "health"> & {
  readonly receiver: ReturnType<typeof createHttpReceiver>["receiver"];
};

function openWay({ mode, apiUrl, now }: SlackAppOptions, logger: Logger): Way {
  if (mode.kind === "http") {
    const { receiver, listener } = createHttpReceiver({ ...mode, logger, now });
    return { receiver, listener, health: () => ({ ok: true, mode: "http" }) };
  }
  const socket = createSocketReceiver({ ...mode, logger, ...(apiUrl && { apiUrl }) });
  return {
    receiver: socket.receiver,
    listener: undefined,
    health: () => {
      const connected = socket.connected();
      if (connected > 0) return { ok: true, mode: "socket", connected };
      return { ok: false, mode: "socket", reason: "no Socket Mode connection is open" };
    },
  };
}

function known(identity: ReturnType<SlackParts["identity"]>) {
  if (!identity) return {};
  const { botId, botUserId, teamId } = identity;
  return { botId, botUserId, teamId };
}

type Listener = (body: unknown, ack: Ack) => Promise<void>;

/** Several matching listeners would all run: there is one of each kind, and our own table behind it. */
function listen(app: App, listener: Listener): void {
  const any = /.*/s;
  app.command(any, async ({ body, ack }) => await listener(body, once(ack as Ack)));
  app.action(any, async ({ body, ack }) => await listener(body, once(ack as Ack)));
  app.shortcut(any, async ({ body, ack }) => await listener(body, once(ack as Ack)));
  app.view(any, async ({ body, ack }) => await listener(body, once(ack as Ack)));
  app.options(any, async ({ body, ack }) => await listener(body, once(ack as Ack)));
  app.event(any, async ({ body }) => await listener(body, () => Promise.resolve()));
  // Whatever reaches this was logged nowhere else; what is thrown here would end the process.
  app.error((failure: Error | { readonly error: Error }) => {
    const error = "error" in failure ? failure.error : failure;
    return Promise.resolve(app.logger.error(`A request from Slack failed: ${error.stack}`));
  });
}

/** Over HTTP a second acknowledgement throws. */
function once(ack: Ack): Ack {
  let isDone = false;
  return async (content) => {
    if (isDone) return;
    isDone = true;
    await ack(content);
  };
}

async function routeBody(parts: SlackParts, body: unknown, ack: Ack): Promise<void> {
  const request = readRequest(body);
  // The inbox lets nothing through that cannot be read.
  if (request) await route(parts, request, ack);
  else await ack();
}
