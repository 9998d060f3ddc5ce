// Owns the way of events to the app: signed, once each, in order; what fails is only written down.
import { createHmac } from "node:crypto";
import type { Delivery } from "../hub/hub-types.ts";
import type { Hub } from "../hub/open-hub.ts";
import { app } from "../hub/people.ts";

/** GitHub gives up after that. */
const timeoutMs = 10_000;

export type HookSender = AsyncDisposable & {
  deliverTo(url: string | undefined): void;
  /** Resolves when nothing is on its way any more. */
  idle(): Promise<void>;
};

export function createHookSender(
  hub: Hub,
  options: { readonly secret: string; readonly to: string | undefined },
): HookSender {
  let target = options.to;
  const stopped = new AbortController();
  let queue: Promise<void> = Promise.resolve();
  const sendOne = async (delivery: Delivery) => {
    if (stopped.signal.aborted) return;
    const started = performance.now();
    const isLost = hub.core.state().hindrances.includes("github-hooks-lost");
    const statusCode =
      target === undefined || isLost
        ? 0
        : await post(target, delivery, { ...options, hookOf: hub.hookOf, stopped: stopped.signal });
    if (stopped.signal.aborted) return;
    const durationMs = Math.round(performance.now() - started);
    hub.record({ ...delivery, statusCode, durationMs });
  };
  hub.onDelivery((delivery) => {
    queue = queue.then(() => sendOne(delivery));
  });
  return {
    deliverTo: (url) => {
      target = url;
    },
    idle: () => queue,
    [Symbol.asyncDispose]: async () => {
      stopped.abort();
      await queue;
    },
  };
}

type Posting = {
  readonly secret: string;
  readonly hookOf: "app" | "repository";
  readonly stopped: AbortSignal;
};

/** The status it was answered with; 0: nobody answered. */
async function post(
  url: string,
  { guid, event, body, id, repositoryId }: Delivery,
  { secret, hookOf, stopped }: Posting,
): Promise<number> {
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "GitHub-Hookshot/0a1b2c3",
        "x-github-delivery": guid,
        "x-github-event": event,
        "x-github-hook-id": String(id % 1_000_000),
        "x-github-hook-installation-target-id": String(hookOf === "app" ? app.id : repositoryId),
        "x-github-hook-installation-target-type": hookOf === "app" ? "integration" : "repository",
        "x-hub-signature-256": `sha256=${signature}`,
      },
      body,
      redirect: "manual",
      signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Refused, reset or timed out: GitHub does not try again, it only keeps a record.
    return 0;
  }
}
