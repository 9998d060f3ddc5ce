// Sends payloads to the app, by an open socket when there is one and else to its request URL, and keeps a record.
import type { FaultBook } from "../api/fault-book.ts";
import type { Delivery } from "../log-types.ts";
import type { Clock } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Post, type Posted, postToApp } from "./post-to-app.ts";
import type { Sockets } from "./sockets.ts";

type Fields = Readonly<Record<string, unknown>>;

export type Sent = Posted;

export type Deliver = {
  /** Every kind but events: once, and the person waits for the answer. */
  send(kind: Delivery["kind"], body: Fields): Promise<Sent>;
  sendEvent(body: Fields, retry: { attempt: number; reason?: string }): Promise<Sent>;
  sendChallenge(body: Fields): Promise<Sent>;
  setUrl(url: string | undefined): void;
};

export type DeliverDeps = {
  readonly ws: Workspace;
  readonly faults: FaultBook;
  readonly sockets: Sockets;
  readonly requestClock: Clock;
  readonly deliveries: Delivery[];
};

const keptDeliveries = 5000;

export function createDeliver(deps: DeliverDeps, firstUrl: string | undefined): Deliver {
  let url = firstUrl;
  const { ws, faults, sockets, requestClock } = deps;
  const post = (
    body: string,
    contentType: string,
    headers: Post["headers"] = {},
  ): Promise<Posted> =>
    url === undefined
      ? Promise.resolve({ outcome: "connection_failed" })
      : postToApp(ws.app.signingSecret, requestClock, { url, body, contentType, headers });

  const carry = (
    kind: Delivery["kind"],
    body: Fields,
    retry: { attempt: number; reason?: string },
  ) => {
    if (faults.isOut) {
      return Promise.resolve<Posted>({ outcome: "connection_failed" });
    }
    if (sockets.isOpen()) {
      return sockets.send(envelopeOf(kind, body, retry));
    }
    if (kind === "event") {
      return post(JSON.stringify(body), "application/json", retryHeaders(retry));
    }
    const form =
      kind === "command" ? (body as Record<string, string>) : { payload: JSON.stringify(body) };
    return post(new URLSearchParams(form).toString(), "application/x-www-form-urlencoded");
  };
  const recorded = async (
    kind: Delivery["kind"],
    body: Fields,
    retry: { attempt: number; reason?: string },
  ) => {
    const done = record(deps, kind, body, retry.attempt);
    const sent = await carry(kind, body, retry);
    done(sent);
    return sent;
  };
  return {
    send: (kind, body) => {
      const sent = recorded(kind, body, { attempt: 0 });
      if (faults.takeTwice(kind)) {
        void recorded(kind, body, { attempt: 0 });
      }
      return sent;
    },
    sendEvent: (body, retry) => {
      const sent = recorded("event", body, retry);
      if (faults.takeTwice("event")) {
        void recorded("event", body, retry);
      }
      return sent;
    },
    sendChallenge: (body) => post(JSON.stringify(body), "application/json"),
    setUrl: (next) => {
      url = next;
    },
  };
}

function retryHeaders({
  attempt,
  reason,
}: {
  attempt: number;
  reason?: string;
}): Record<string, string> {
  return attempt === 0
    ? {}
    : { "x-slack-retry-num": String(attempt), "x-slack-retry-reason": reason ?? "unknown_error" };
}

function envelopeOf(
  kind: Delivery["kind"],
  payload: Fields,
  { attempt, reason }: { attempt: number; reason?: string },
) {
  if (kind === "event") {
    return {
      type: "events_api",
      payload,
      accepts_response_payload: false,
      retry_attempt: attempt,
      retry_reason: reason ?? "",
    };
  }
  const acceptsAnswer =
    kind === "command" || kind === "view_submission" || kind === "block_suggestion";
  const type = kind === "command" ? "slash_commands" : "interactive";
  return { type, payload, accepts_response_payload: acceptsAnswer };
}

function record(
  { ws, sockets, deliveries }: DeliverDeps,
  kind: Delivery["kind"],
  body: Fields,
  attempt: number,
) {
  const started = performance.now();
  const delivery: Delivery = {
    id: (deliveries.at(-1)?.id ?? 0) + 1,
    kind,
    via: sockets.isOpen() ? "socket" : "http",
    at: ws.time.now(),
    attempt,
    body,
    outcome: "waiting",
  };
  deliveries.push(delivery);
  if (deliveries.length > keptDeliveries) {
    deliveries.shift();
  }
  return (sent: Sent) => {
    const index = deliveries.findIndex((other) => other.id === delivery.id);
    if (index !== -1) {
      const took = sent.outcome === "ok" ? { tookMs: performance.now() - started } : {};
      deliveries[index] = { ...delivery, outcome: sent.outcome, ...took };
    }
  };
}
