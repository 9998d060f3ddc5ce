// Owns the app's open sockets: each payload goes to exactly one of them, in turn.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { makeToken } from "../workspace/ids.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Connection, createConnection, type Envelope } from "./connection.ts";
import type { Posted } from "./post-to-app.ts";

export type Sockets = AsyncDisposable & {
  isOpen(): boolean;
  send(envelope: Envelope): Promise<Posted>;
  /** A fresh address to connect to; it works once. */
  issueTicket(): string;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void;
  drop(n: number): void;
  /** Warns the n-th connection, and ten seconds later asks it to go. */
  refresh(n: number): void;
  dropAll(): void;
};

/** https://docs.slack.dev/apis/events-api/using-socket-mode */
const maxConnections = 10;
const warningMs = 10_000;
/** How long a client may take to answer the closing of its socket. */
const farewellMs = 500;

export function createSockets(ws: Workspace): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let open: Connection[] = [];
  let turn = 0;

  const connect = (socket: WebSocket) => {
    const connection = createConnection(socket);
    open.push(connection);
    socket.on("close", () => {
      open = open.filter((other) => other !== connection);
    });
    connection.tell(hello(ws, open.length));
  };
  const cutAll = () => {
    for (const connection of open) {
      connection.cut();
    }
  };
  return {
    isOpen: () => open.length > 0,
    send: (envelope) => {
      const staying = open.filter((connection) => !connection.isLeaving);
      const candidates = staying.length > 0 ? staying : open;
      turn += 1;
      return (
        candidates[turn % candidates.length]?.send(envelope) ??
        Promise.resolve({ outcome: "connection_failed" })
      );
    },
    issueTicket: () => {
      const ticket = makeToken(16);
      tickets.add(ticket);
      return ticket;
    },
    accept: (request, socket, head, url) => {
      if (!tickets.delete(url.searchParams.get("ticket") ?? "") || open.length >= maxConnections) {
        socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, connect);
    },
    drop: (n) => open[n]?.cut(),
    refresh: (n) => {
      const connection = open[n];
      connection?.tell(farewell("warning"));
      const timer = setTimeout(() => {
        if (connection !== undefined) {
          connection.isLeaving = true;
          connection.tell(farewell("refresh_requested"));
        }
      }, warningMs).unref();
      timers.add(timer);
    },
    dropAll: cutAll,
    [Symbol.asyncDispose]: () => {
      for (const timer of timers) {
        clearTimeout(timer);
      }
      for (const connection of open) {
        connection.close();
      }
      setTimeout(cutAll, farewellMs).unref();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function farewell(reason: string): Record<string, unknown> {
  return { type: "disconnect", reason, debug_info: { host: "applink-rehearsal" } };
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
