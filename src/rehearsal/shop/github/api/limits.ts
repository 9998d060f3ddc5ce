// Owns GitHub's limits: calls in an hour, points in a minute for each endpoint, and comments and merges in both.
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
  /** The page of its documentation stands for it. */
  readonly endpoint: string;
  readonly isChange: boolean;
  /** Of those whose documentation warns of creating content too quickly. */
  readonly isContent: boolean;
};

export type Limits = {
  /** Refuses, or counts the call. */
  take(call: Counted): Answer | undefined;
  /** What was answered with 304 is none of the hour's. */
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

type Spent = {
  /** In this hour. */
  readonly used: number;
  readonly endsAt: number;
  readonly points: readonly Stamp[];
  readonly contents: readonly Stamp[];
};
type Stamp = { readonly at: number; readonly cost: number; readonly endpoint: string };

export function openLimits(now: () => number): Limits {
  const spentBy = new Map<Caller["kind"], Spent>();
  let tight = { times: 0, retryAfterSeconds: 60 };
  const spentOf = ({ kind }: Pick<Caller, "kind">): Spent => {
    const { endsAt = 0, points = [], contents = [], used = 0 } = spentBy.get(kind) ?? {};
    const isOver = endsAt <= now();
    return {
      ...(isOver ? { used: 0, endsAt: now() + hourMs } : { used, endsAt }),
      points: recent(points, now() - minuteMs),
      contents: recent(contents, now() - hourMs),
    };
  };
  const rate = (caller: Caller): Rate => {
    const { used, endsAt } = spentOf(caller);
    const limit = most.callsAnHour;
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(endsAt / 1000) };
  };
  return {
    take: (call) => {
      const { caller, isChange, isContent, endpoint } = call;
      const spent = spentOf(caller);
      if (spent.used >= most.callsAnHour) return exhausted(caller);
      if (isChange && tight.times > 0) {
        tight = { ...tight, times: tight.times - 1 };
        return secondaryLimit(tight.retryAfterSeconds);
      }
      const stamp = { at: now(), cost: isChange ? points.change : points.read, endpoint };
      if (isTooQuick(spent, stamp, isContent)) return secondaryLimit(60);
      spentBy.set(caller.kind, {
        ...spent,
        used: spent.used + 1,
        points: [...spent.points, stamp],
        contents: isContent ? [...spent.contents, stamp] : spent.contents,
      });
      return undefined;
    },
    giveBack: (caller) => {
      const spent = spentOf(caller);
      spentBy.set(caller.kind, { ...spent, used: spent.used - 1 });
    },
    rate,
    headers: (caller) => drawHeaders(rate(caller)),
    tighten: (times, retryAfterSeconds) => {
      tight = { times, retryAfterSeconds };
    },
    leave: (calls) => {
      for (const kind of ["token", "installation", "app"] as const) {
        spentBy.set(kind, { ...spentOf({ kind }), used: most.callsAnHour - calls });
      }
    },
  };
}

function isTooQuick({ points: all, contents }: Spent, next: Stamp, isContent: boolean): boolean {
  const same = all.filter(({ endpoint }) => endpoint === next.endpoint);
  if (sum(same) + next.cost > most.pointsAMinute) return true;
  if (!isContent) return false;
  const lastMinute = recent(contents, next.at - minuteMs);
  return lastMinute.length >= most.contentsAMinute || contents.length >= most.contentsAnHour;
}

const drawHeaders = ({ limit, used, remaining, reset }: Rate) => ({
  "x-ratelimit-limit": String(limit),
  "x-ratelimit-remaining": String(remaining),
  "x-ratelimit-reset": String(reset),
  "x-ratelimit-used": String(used),
  "x-ratelimit-resource": "core",
});

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
