// Decides what a signal means for its alert: a new occurrence, a repeat, a recovery, or a state already overtaken.
import type { Alert } from "./alert.ts";
import type { Signal } from "./signal.ts";

/** The part of an alert that signals move. */
export type AlertCourse = Pick<
  Alert,
  | "state"
  | "startedAt"
  | "stateAt"
  | "firstSeenAt"
  | "lastSeenAt"
  | "recoveredAt"
  | "occurrence"
  | "count"
>;

export type AlertVerdict =
  | "new-occurrence"
  | "repeat"
  | "recovered"
  | "acknowledged"
  | "muted"
  | "older-state"
  /** A recovery, acknowledgement or muting of something never seen firing: kept, and nothing follows. */
  | "unknown-alert";

/** `next` is to be saved whatever the verdict. */
export type AlertDecision = { readonly verdict: AlertVerdict; readonly next: AlertCourse };

/** A sender's clock may be this far ahead of ours before its time is not believed at all. */
const aheadToleranceMs = 5 * 60_000;

/**
 * A firing dated before the recovery is a straggler (a twin of an HA pair, a slow retry) only this long after it.
 * Later it is taken at its word: Prometheus restarted, for one, fires on with the start it had before the recovery.
 */
const stragglerMs = 15 * 60_000;

/** `now` is when the delivery arrived: for a sender that states no time, the time of its state. */
export function decideAlert(
  known: AlertCourse | undefined,
  signal: Signal,
  now: Date,
): AlertDecision {
  const at = stateTime(signal, now);
  const seen = known ?? unseen(signal, at, now);
  switch (signal.state) {
    case "firing":
      return decideFiring(seen, signal, { at, now });
    case "recovered":
      return decideRecovered(seen, { at, now });
    case "acknowledged":
    case "muted":
      // What others do at the sender moves no alert; the incident is told.
      if (seen.occurrence === 0) return { verdict: "unknown-alert", next: seen };
      return { verdict: signal.state, next: { ...seen, lastSeenAt: now } };
  }
}

type Times = { readonly at: Date; readonly now: Date };

function decideFiring(seen: AlertCourse, signal: Signal, { at, now }: Times): AlertDecision {
  if (seen.state === "firing") {
    const next = { ...seen, stateAt: later(seen.stateAt, at), lastSeenAt: now };
    return { verdict: "repeat", next: { ...next, count: seen.count + 1 } };
  }
  // A recovery may overtake its own firing, so one that was never seen firing has a time as well.
  const isOlder = at <= seen.stateAt && !isFirst(seen);
  if (isOlder && now.getTime() - seen.lastSeenAt.getTime() <= stragglerMs) {
    return { verdict: "older-state", next: seen };
  }
  const next: AlertCourse = {
    ...seen,
    state: "firing",
    startedAt: earlier(signal.startedAt ?? at, now),
    stateAt: later(seen.stateAt, at),
    lastSeenAt: now,
    recoveredAt: null,
    occurrence: seen.occurrence + 1,
    count: 1,
  };
  return { verdict: "new-occurrence", next };
}

function decideRecovered(seen: AlertCourse, { at, now }: Times): AlertDecision {
  if (seen.occurrence === 0) {
    const next = { ...seen, stateAt: later(seen.stateAt, at), lastSeenAt: now, recoveredAt: at };
    return { verdict: "unknown-alert", next };
  }
  if (seen.state === "recovered") {
    const next = { ...seen, stateAt: later(seen.stateAt, at), lastSeenAt: now };
    return { verdict: "repeat", next: { ...next, count: seen.count + 1 } };
  }
  if (at < seen.stateAt) return { verdict: "older-state", next: seen };
  const next: AlertCourse = { ...seen, state: "recovered", stateAt: at, recoveredAt: at };
  return { verdict: "recovered", next: { ...next, lastSeenAt: now, count: seen.count + 1 } };
}

function unseen(signal: Signal, at: Date, now: Date): AlertCourse {
  return {
    state: "recovered",
    startedAt: earlier(signal.startedAt ?? at, now),
    stateAt: at,
    firstSeenAt: now,
    lastSeenAt: now,
    recoveredAt: null,
    occurrence: 0,
    count: 0,
  };
}

/** Never seen firing, nor recovering: nothing to be older than. */
function isFirst({ occurrence, recoveredAt }: AlertCourse): boolean {
  return occurrence === 0 && recoveredAt === null;
}

/** Never after our own now: a clock ahead would put the next state, told without a time, into its past. */
function stateTime({ occurredAt }: Signal, now: Date): Date {
  if (!occurredAt || occurredAt.getTime() - now.getTime() > aheadToleranceMs) return now;
  return earlier(occurredAt, now);
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
