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

export function createLimiter(time: Time): Limiter {
  const calls = new Map<string, Mark[]>();
  const within = (key: string, count: number, windowMs: number): number | undefined => {
    const recent = (calls.get(key) ?? []).filter((mark) => time.since(mark) < windowMs);
    calls.set(key, recent);
    const [oldest] = recent;
    if (oldest === undefined || recent.length < count) {
      return undefined;
    }
    return Math.max(1, Math.ceil((windowMs - time.since(oldest)) / 1000));
  };
  const count = (key: string) => calls.get(key)?.push(time.mark());
  return {
    take: (method, channel) => {
      if (method.tier === "none") {
        return undefined;
      }
      const limits =
        method.tier === "post"
          ? ([
              [`${method.name} ${channel}`, postBurst, postBurst * 1000],
              [method.name, postsPerMinute, minuteMs],
            ] as const)
          : ([[method.name, perMinute[method.tier], minuteMs]] as const);
      for (const [key, most, windowMs] of limits) {
        const wait = within(key, most, windowMs);
        if (wait !== undefined) {
          return wait;
        }
      }
      for (const [key] of limits) {
        count(key);
      }
      return undefined;
    },
  };
}
