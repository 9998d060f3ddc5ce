// Owns the app's open sockets: each payload goes to exactly one of them, in turn.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { makeToken } from "../workspace/ids.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { answerLimitMs, type Posted } from "./post-to-app.ts";

export type Envelope = {
  readonly type: string;
  readonly payload: unknown;
  readonly [key: string]: unknown;
};

export type Sockets = AsyncDisposable & {
  isOpen(): boolean;
  count(): number;
  send(envelope: Envelope): Promise<Posted>;
  /** A fresh address to connect to; it works once. */
  issueTicket(): string;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void;
  drop(n: number): void;
  refresh(n: number): void;
  dropAll(): void;
};

export const maxConnections = 10;
/** Slack warns about ten seconds ahead. */
const warningMs = 10_000;

type Open = {
  readonly socket: WebSocket;
  readonly waiting: Map<string, (posted: Posted) => void>;
  isLeaving: boolean;
};

export function createSockets(ws: () => Workspace): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  let open: Open[] = [];
  let turn = 0;
  const timers = new Set<NodeJS.Timeout>();

  const connect = (socket: WebSocket) => {
    const connection: Open = { socket, waiting: new Map(), isLeaving: false };
    open.push(connection);
    socket.on("message", (message) => readAck(connection, String(message)));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      open = open.filter((other) => other !== connection);
      failAll(connection);
    });
    socket.send(JSON.stringify(hello(ws(), open.length)));
  };
  const later = (ms: number, run: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms).unref();
    timers.add(timer);
    return timer;
  };
  const tellLeave = ({ socket }: Open, reason: string) =>
    socket.send(
      JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-rehearsal" } }),
    );
  return {
    isOpen: () => open.length > 0,
    count: () => open.length,
    send: (envelope) => {
      const candidates = open.filter((connection) => !connection.isLeaving);
      const list = candidates.length > 0 ? candidates : open;
      turn += 1;
      const chosen = list[turn % list.length];
      if (chosen === undefined) {
        return Promise.resolve({ outcome: "connection_failed" });
      }
      return new Promise((resolve) => {
        const id = `${makeToken(4)}-${makeToken(2)}-${makeToken(2)}-${makeToken(2)}-${makeToken(6)}`;
        const timer = later(answerLimitMs, () => {
          chosen.waiting.delete(id);
          resolve({ outcome: "timeout" });
        });
        chosen.waiting.set(id, (posted) => {
          clearTimeout(timer);
          resolve(posted);
        });
        chosen.socket.send(JSON.stringify({ envelope_id: id, ...envelope }));
      });
    },
    issueTicket: () => {
      const ticket = makeToken(16);
      tickets.add(ticket);
      return ticket;
    },
    accept: (request, socket, head, url) => {
      const ticket = url.searchParams.get("ticket") ?? "";
      if (!tickets.delete(ticket) || open.length >= maxConnections) {
        socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, connect);
    },
    drop: (n) => open[n]?.socket.terminate(),
    refresh: (n) => {
      const connection = open[n];
      if (connection === undefined) {
        return;
      }
      tellLeave(connection, "warning");
      later(warningMs, () => {
        connection.isLeaving = true;
        tellLeave(connection, "refresh_requested");
      });
    },
    dropAll: () => {
      for (const { socket } of open) {
        socket.terminate();
      }
    },
    [Symbol.asyncDispose]: () => {
      for (const timer of timers) {
        clearTimeout(timer);
      }
      for (const { socket } of open) {
        socket.terminate();
      }
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function readAck(connection: Open, message: string): void {
  const ack = parse(message);
  const answer = connection.waiting.get(String(ack?.["envelope_id"]));
  if (ack === undefined || answer === undefined) {
    return;
  }
  connection.waiting.delete(String(ack["envelope_id"]));
  const payload = ack["payload"];
  const isEmpty = payload === undefined || payload === null || payload === "";
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  answer({ outcome: "ok", body: isEmpty ? "" : body, isJson: typeof payload === "object" });
}

/** Slack ignores what is not an acknowledgement. */
function parse(message: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function failAll({ waiting }: Open): void {
  for (const answer of waiting.values()) {
    answer({ outcome: "connection_failed" });
  }
  waiting.clear();
}

function hello(ws: Workspace, count: number): Record<string, unknown> {
  return {
    type: "hello",
    num_connections: count,
    connection_info: { app_id: ws.app.appId },
    debug_info: {
      host: "applink-rehearsal",
      started: ws.time.now().toISOString(),
      build_number: 1,
      approximate_connection_time: 18060,
    },
  };
}
