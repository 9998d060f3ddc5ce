// Owns how often a method may be called: Slack's tiers, per method and workspace.
import type { Mark, Time } from "../workspace/time.ts";
import type { Method } from "./method.ts";

export type Limiter = {
  /** Counts the call, or says after how many seconds to try again. */
  take(method: Method, channel: string | undefined): number | undefined;
};

/** Calls in any one minute. https://docs.slack.dev/apis/web-api/rate-limits */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 } as const;
const minuteMs = 60_000;
/** One post a second for each channel; this many at once are let through. */
const postBurst = 4;
/** Slack keeps the workspace-wide limit of posts to itself: "several hundred messages per minute". */
const postsPerMinute = 300;

type Bucket = { readonly left: number; readonly filled: Mark };

export function createLimiter(time: Time): Limiter {
  const calls = new Map<string, Mark[]>();
  const buckets = new Map<string, Bucket>();

  const takeOfMinute = (key: string, most: number): number | undefined => {
    const recent = (calls.get(key) ?? []).filter((mark) => time.since(mark) < minuteMs);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= most) {
      calls.set(key, recent);
      return Math.max(1, Math.ceil((minuteMs - time.since(oldest)) / 1000));
    }
    calls.set(key, [...recent, time.mark()]);
    return undefined;
  };
  const takeOfBucket = (key: string): number | undefined => {
    const old = buckets.get(key) ?? { left: postBurst, filled: time.mark() };
    const left = Math.min(postBurst, old.left + time.since(old.filled) / 1000);
    const isEmpty = left < 1;
    buckets.set(key, { left: isEmpty ? left : left - 1, filled: time.mark() });
    return isEmpty ? Math.max(1, Math.ceil(1 - left)) : undefined;
  };
  return {
    take: ({ name, tier }, channel) => {
      switch (tier) {
        case "none":
          return undefined;
        case "post":
          return takeOfBucket(`${name} ${channel}`) ?? takeOfMinute(name, postsPerMinute);
        case 1:
        case 2:
        case 3:
        case 4:
        case "special":
          return takeOfMinute(name, perMinute[tier]);
      }
    },
  };
}
