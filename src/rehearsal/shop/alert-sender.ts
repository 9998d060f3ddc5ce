// Owns the way of alerts to the receiver: one post in flight per group, tried again until it is accepted.

import { findOwed, type Owed } from "./alert-states.ts";
import { alertmanagerBody, groupOf } from "./alertmanager-body.ts";
import type { ShopState } from "./shop-state.ts";

const firstPauseMs = 400;
const longestPauseMs = 5000;
const timeoutMs = 5000;

export type AlertSender = {
  /** Posts what is owed and due now; resolves when these posts are answered. */
  send(state: ShopState, now: Date, to: { url: string; from: string }): Promise<void>;
  /** Breaks off the posts in flight; nothing is posted afterwards. */
  stop(): void;
  /** Forgets the pauses, e.g. because the receiver's address changed. */
  retryNow(): void;
};

type Attempt = { isBusy: boolean; failures: number; notBefore: number };

export function createAlertSender(onAccepted: (owed: Owed) => void): AlertSender {
  const attempts = new Map<string, Attempt>();
  const stopped = new AbortController();
  const sendOne = async (owed: Owed, now: Date, to: { url: string; from: string }) => {
    const attempt = attempts.get(owed.group) ?? { isBusy: false, failures: 0, notBefore: 0 };
    attempts.set(owed.group, attempt);
    if (stopped.signal.aborted || attempt.isBusy || now.getTime() < attempt.notBefore) return;
    attempt.isBusy = true;
    const isTaken = await post(to.url, bodyOf(owed, to.from), stopped.signal);
    attempt.isBusy = false;
    if (stopped.signal.aborted) return;
    if (isTaken) {
      attempts.delete(owed.group);
      onAccepted(owed);
    } else {
      attempt.notBefore =
        now.getTime() + Math.min(longestPauseMs, firstPauseMs * 2 ** attempt.failures);
      attempt.failures += 1;
    }
  };
  return {
    send: async (state, now, to) => {
      await Promise.all(findOwed(state, now).map((owed) => sendOne(owed, now, to)));
    },
    stop: () => stopped.abort(),
    retryNow: () => {
      for (const attempt of attempts.values()) attempt.notBefore = 0;
    },
  };
}

function bodyOf({ alerts }: Owed, from: string): string {
  const [first] = alerts;
  if (!first) throw new Error("a group without alerts owes nothing");
  return JSON.stringify(alertmanagerBody(alerts, groupOf(first), from));
}

/** Alertmanager tries again on 5xx and on a lost connection; any other answer settles it. */
async function post(url: string, body: string, stopped: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "Alertmanager/0.28.1" },
      body,
      redirect: "manual",
      signal: AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]),
    });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    // Refused, reset or timed out: the receiver is away, which is what the retry is for.
    return false;
  }
}
