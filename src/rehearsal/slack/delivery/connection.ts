// One open socket of the app: sends payloads over it and waits for their acknowledgements.
import type { WebSocket } from "ws";
import { makeToken } from "../workspace/ids.ts";
import { answerLimitMs, type Posted } from "./post-to-app.ts";

export type Envelope = {
  readonly type: string;
  readonly payload: unknown;
  readonly [key: string]: unknown;
};

export type Connection = {
  readonly send: (envelope: Envelope) => Promise<Posted>;
  /** A message of Slack's own, which is not acknowledged. */
  readonly tell: (message: Readonly<Record<string, unknown>>) => void;
  readonly cut: () => void;
  /** Ends with a close handshake. */
  readonly close: () => void;
  /** True once Slack asked the app to go; it is given nothing more. */
  isLeaving: boolean;
};

type Answer = (posted: Posted) => void;

/** Slack's SDK gives a connection up after 30 s without a ping. */
const pingEveryMs = 10_000;

export function createConnection(socket: WebSocket): Connection {
  const waiting = new Map<string, Answer>();
  const pings = setInterval(() => socket.ping(), pingEveryMs).unref();
  socket.on("message", (message) => readAck(waiting, String(message)));
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    clearInterval(pings);
    for (const answer of waiting.values()) {
      answer({ outcome: "connection_failed" });
    }
    waiting.clear();
  });
  return {
    isLeaving: false,
    tell: (message) => socket.send(JSON.stringify(message)),
    cut: () => socket.terminate(),
    close: () => socket.close(1001),
    send: (envelope) => {
      const id = makeEnvelopeId();
      const { promise, resolve } = Promise.withResolvers<Posted>();
      const timer = setTimeout(() => {
        waiting.delete(id);
        resolve({ outcome: "timeout" });
      }, answerLimitMs).unref();
      waiting.set(id, (posted) => {
        clearTimeout(timer);
        resolve(posted);
      });
      socket.send(JSON.stringify({ envelope_id: id, ...envelope }));
      return promise;
    },
  };
}

function makeEnvelopeId(): string {
  return [4, 2, 2, 2, 6].map((bytes) => makeToken(bytes)).join("-");
}

function readAck(waiting: Map<string, Answer>, message: string): void {
  const ack = parse(message);
  const id = String(ack?.["envelope_id"]);
  const answer = waiting.get(id);
  if (ack === undefined || answer === undefined) {
    return;
  }
  waiting.delete(id);
  const payload = ack["payload"];
  const isEmpty = payload === undefined || payload === null || payload === "";
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  answer({ outcome: "ok", body: isEmpty ? "" : body, isJson: typeof payload === "object" });
}

function parse(message: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    // Slack ignores what is not an acknowledgement.
    return undefined;
  }
}
