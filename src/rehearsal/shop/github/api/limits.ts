// Owns GitHub's limits: calls in an hour for each caller, points in a minute, and comments and merges in both.
import { createHash } from "node:crypto";
import type { Answer } from "../../answer.ts";
import { error, secondaryLimit } from "../errors.ts";
import type { Caller } from "./credentials.ts";

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const most = {
  callsAnHour: 5000,
  pointsAMinute: 900,
  contentsAMinute: 80,
  contentsAnHour: 500,
} as const;
const points = { read: 1, change: 5 } as const;

export type Counted = {
  readonly caller: Caller;
  readonly isChange: boolean;
  /** Of those whose documentation warns of creating content too quickly. */
  readonly isContent: boolean;
};

export type Limits = {
  /** Refuses, or counts the call. */
  take(call: Counted): Answer | undefined;
  /** What was answered with 304 costs nothing. */
  giveBack(caller: Caller): void;
  headers(caller: Caller): Readonly<Record<string, string>>;
  rate(caller: Caller): Rate;
  /** The next `times` changes are told to wait. */
  tighten(times: number, retryAfterSeconds: number): void;
  /** Leaves the caller so many calls until the hour is over. */
  leave(calls: number): void;
};

export type Rate = {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
};

type Spent = { used: number; endsAt: number; points: Stamp[]; contents: Stamp[] };
type Stamp = { readonly at: number; readonly cost: number };

export function openLimits(now: () => number): Limits {
  const spentBy = new Map<string, Spent>();
  const tight = { times: 0, retryAfterSeconds: 60 };
  const spentOf = (caller: Caller): Spent => {
    const known = spentBy.get(caller.kind);
    if (known && known.endsAt > now()) return known;
    const fresh = { used: 0, endsAt: now() + hourMs, points: [], contents: [] };
    spentBy.set(caller.kind, { ...fresh, points: known?.points ?? [] });
    return spentBy.get(caller.kind) ?? fresh;
  };
  const rate = (caller: Caller): Rate => {
    const { used, endsAt } = spentOf(caller);
    const limit = most.callsAnHour;
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(endsAt / 1000) };
  };
  return {
    take: ({ caller, isChange, isContent }) => {
      const spent = spentOf(caller);
      if (spent.used >= most.callsAnHour) return exhausted(caller);
      if (isChange && tight.times > 0) {
        tight.times -= 1;
        return secondaryLimit(tight.retryAfterSeconds);
      }
      const cost = isChange ? points.change : points.read;
      spent.points = recent(spent.points, now() - minuteMs);
      spent.contents = recent(spent.contents, now() - hourMs);
      const lastMinute = recent(spent.contents, now() - minuteMs);
      const isTooQuick =
        sum(spent.points) + cost > most.pointsAMinute ||
        (isContent && lastMinute.length >= most.contentsAMinute) ||
        (isContent && spent.contents.length >= most.contentsAnHour);
      if (isTooQuick) return secondaryLimit(60);
      spent.used += 1;
      spent.points.push({ at: now(), cost });
      if (isContent) spent.contents.push({ at: now(), cost });
      return undefined;
    },
    giveBack: (caller) => {
      const spent = spentOf(caller);
      spent.used -= 1;
      spent.points.pop();
    },
    rate,
    headers: (caller) => {
      const { limit, used, remaining, reset } = rate(caller);
      return {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(remaining),
        "x-ratelimit-reset": String(reset),
        "x-ratelimit-used": String(used),
        "x-ratelimit-resource": "core",
      };
    },
    tighten: (times, retryAfterSeconds) => Object.assign(tight, { times, retryAfterSeconds }),
    leave: (calls) => {
      for (const kind of ["token", "installation", "app"] as const) {
        const fresh = { endsAt: now() + hourMs, points: [], contents: [] };
        spentBy.set(kind, { ...fresh, used: most.callsAnHour - calls });
      }
    },
  };
}

function exhausted({ kind }: Caller): Answer {
  const who = kind === "installation" ? "installation ID 77120345" : "user ID 4411";
  const message = `API rate limit exceeded for ${who}. If you reach out to GitHub Support for help, please include the request ID.`;
  return error(403, message, "/overview/rate-limits-for-the-rest-api");
}

const recent = (stamps: readonly Stamp[], since: number) => stamps.filter(({ at }) => at > since);
const sum = (stamps: readonly Stamp[]) => stamps.reduce((total, { cost }) => total + cost, 0);

/** Whoever has the same text already gets 304 and pays nothing. */
export function etagOf(answer: Answer): string {
  const text = JSON.stringify([answer.body, answer.text, answer.headers?.["link"]]);
  return `W/"${createHash("sha256").update(text).digest("hex")}"`;
}
