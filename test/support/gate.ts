// Stands in front of an HTTP server and holds chosen calls: before they reach it, or after, with the answer in hand.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { request as forward } from "undici";
import { type Inbox, openInbox } from "./signals.ts";

export type GateCall = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string;
};

/** before: the other side has not heard of the call. after: it has carried it out and answered. */
export type Moment = "before" | "after";

export type Hold = {
  /** Resolves when so many calls are held. */
  arrived(count?: number): Promise<readonly GateCall[]>;
  /** Lets what is held go on, and holds no more. */
  open(): void;
};

export type Gate = AsyncDisposable & {
  /** Without a slash at the end. */
  readonly url: string;
  /** Every call that came, oldest first. */
  readonly calls: readonly GateCall[];
  hold(moment: Moment, matches: (call: GateCall) => boolean): Hold;
};

type Holding = {
  readonly moment: Moment;
  readonly matches: (call: GateCall) => boolean;
  readonly held: Inbox<GateCall>;
  readonly opened: PromiseWithResolvers<void>;
  isOpen: boolean;
};

/** Generous: a busy machine starts programs slowly. */
const PATIENCE_MS = 120_000;

/** `target`: where the next call goes. */
export async function openGate(target: () => string): Promise<Gate> {
  const calls: GateCall[] = [];
  const holdings = new Set<Holding>();

  async function pass(moment: Moment, call: GateCall): Promise<void> {
    const holding = [...holdings].find((each) => each.moment === moment && each.matches(call));
    if (!holding) return;
    holding.held.add(call);
    await holding.opened.promise;
  }

  const server = createServer((asked, answer) => {
    serve(target(), { asked, answer }, { calls, pass }).catch(() => {
      // The other side hung up: so does the gate.
      answer.destroy();
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    hold(moment, matches) {
      const opened = Promise.withResolvers<void>();
      const holding = { moment, matches, held: openInbox<GateCall>(), opened, isOpen: false };
      holdings.add(holding);
      return {
        arrived: async (count = 1) => await holding.held.wait(count, PATIENCE_MS),
        open: () => {
          holdings.delete(holding);
          opened.resolve();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

type Served = { readonly asked: IncomingMessage; readonly answer: ServerResponse };
type Passage = {
  readonly calls: GateCall[];
  readonly pass: (moment: Moment, call: GateCall) => Promise<void>;
};

async function serve(target: string, { asked, answer }: Served, passage: Passage): Promise<void> {
  const body = await read(asked);
  const call = { method: asked.method ?? "GET", path: asked.url ?? "/", body: body.toString() };
  passage.calls.push(call);
  await passage.pass("before", call);
  // Whoever asked was killed meanwhile: then the call never left.
  if (answer.destroyed || asked.socket.destroyed) return;
  const said = await forward(`${target}${call.path}`, {
    method: call.method as "GET",
    headers: withoutHop(asked.headers),
    ...(body.length > 0 && { body }),
  });
  const content = Buffer.from(await said.body.arrayBuffer());
  await passage.pass("after", call);
  answer.writeHead(said.statusCode, withoutHop(said.headers));
  answer.end(content);
}

/** What belongs to one connection only. */
const HOP = new Set(["connection", "host", "keep-alive", "transfer-encoding", "content-length"]);

function withoutHop(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HOP.has(name) ? [] : [[name, value] as const],
    ),
  );
}

async function read(asked: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
