// The strict rehearsal Slack in this process, with the exact moment at which each call of Muster arrived.
import { AsyncLocalStorage } from "node:async_hooks";
import diagnostics from "node:diagnostics_channel";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { parse } from "yaml";
import type { Message, Slack } from "../src/rehearsal/slack/types.ts";
import { startRehearsal } from "../src/rehearsal/start-rehearsal.ts";

export type SlackPeer = AsyncDisposable & {
  readonly slack: Slack;
  /** What Muster needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** The moment (`performance.now`) of the next call of one of these methods. */
  nextCall(methods: readonly string[]): Promise<number>;
  /** The moment at which the call arrived that made the message into what is wanted. */
  nextPicture(at: Place, isWanted: (message: Message) => boolean): Promise<number>;
};

export type Place = { readonly channelId: string; readonly ts: string };

/** What is awaited comes within milliseconds, and within a minute where Slack's own limits hold it back. */
const PATIENCE_MS = 90_000;

const MANIFEST = new URL("../manifest.yml", import.meta.url);

export async function startSlackPeer(folder: string): Promise<SlackPeer> {
  const rehearsal = await startRehearsal({
    dir: join(folder, "workspace"),
    host: "127.0.0.1",
    manifest: parse(await readFile(MANIFEST, "utf8")),
    shopTickMs: 0,
  });
  type Waiting = { readonly paths: ReadonlySet<string>; readonly came: (at: number) => void };
  let waiting: Waiting | undefined;
  // Told before the workspace looks at the request: its own work is not in the figure.
  const arrivals = new AsyncLocalStorage<number>();
  const onRequest = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    // Whatever the workspace does for this request, it does in this context.
    arrivals.enterWith(performance.now());
    if (!waiting?.paths.has(request.url ?? "")) return;
    waiting.came(performance.now());
    waiting = undefined;
  };
  diagnostics.subscribe("http.server.request.start", onRequest);
  return {
    slack: rehearsal.slack,
    env: rehearsal.env,
    async nextCall(methods) {
      const { promise, resolve } = Promise.withResolvers<number>();
      waiting = { paths: new Set(methods.map((method) => `/api/${method}`)), came: resolve };
      return await promise;
    },
    async nextPicture({ channelId, ts }, isWanted) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const stop = rehearsal.slack.onChange((change) => {
        if (change.kind !== "message" || change.channelId !== channelId || change.ts !== ts) return;
        const message = rehearsal.slack.state.message(channelId, ts);
        if (message && isWanted(message)) resolve(arrivals.getStore() ?? Number.NaN);
      });
      const late = new Error(`the message ${ts} did not change within ${PATIENCE_MS / 1000} s`);
      const timer = setTimeout(() => reject(late), PATIENCE_MS);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        stop();
      }
    },
    async [Symbol.asyncDispose]() {
      diagnostics.unsubscribe("http.server.request.start", onRequest);
      await rehearsal[Symbol.asyncDispose]();
    },
  };
}

export type Button = {
  readonly channelId: string;
  readonly ts: string;
  readonly actionId: string;
  readonly blockId: string;
};

/** The first button of this kind on the newest message of the channel that has one. */
export function findButton(slack: Slack, channel: string, action: string): Button | undefined {
  const channelId = slack.state.channel(channel)?.id ?? "";
  for (const message of slack.state.messages(channelId).toReversed()) {
    const button = buttonOn(message, action);
    if (button) return { channelId, ts: message.ts, ...button };
  }
  return undefined;
}

export function buttonOn({ blocks }: Message, action: string) {
  for (const block of blocks) {
    if (block.type !== "actions") continue;
    const actionId = block.elements
      .map((element) => ("action_id" in element ? element.action_id : undefined))
      .find((id) => id?.startsWith(action));
    if (actionId && block.block_id) return { actionId, blockId: block.block_id };
  }
  return undefined;
}
