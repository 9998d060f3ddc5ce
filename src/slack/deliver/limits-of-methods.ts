// Keeps our calls under Slack's rate limits by saying "later" instead of waiting.
import type { Clock } from "../../clock.ts";

type Rate = { readonly count: number; readonly windowMs: number };

/** Below Slack's published tiers, so that several replicas and people's own clicks have room. */
const TIER_2: Rate = { count: 15, windowMs: 60_000 };
const TIER_3: Rate = { count: 40, windowMs: 60_000 };
const TIER_4: Rate = { count: 80, windowMs: 60_000 };
/** 1 a second for each channel, short bursts allowed. */
const POST: Rate = { count: 4, windowMs: 4_000 };

const rates: Readonly<Record<string, Rate>> = {
  "chat.postMessage": POST,
  "chat.update": TIER_3,
  "chat.delete": TIER_3,
  "conversations.create": TIER_2,
  "conversations.unarchive": TIER_2,
  "conversations.setTopic": TIER_2,
  "conversations.setPurpose": TIER_2,
  "conversations.list": TIER_2,
  "conversations.history": TIER_3,
  "conversations.replies": TIER_3,
  "conversations.invite": TIER_3,
  "conversations.join": TIER_3,
  "pins.add": TIER_2,
  "bookmarks.add": TIER_2,
  "bookmarks.list": TIER_2,
  "views.publish": TIER_4,
  "files.getUploadURLExternal": TIER_4,
  "files.completeUploadExternal": TIER_4,
};

export type MethodLimits = {
  /** Counts the call and returns 0, or says how many ms until there is room for it. */
  take(method: string, channel: string | undefined): number;
  /** Slack said 429: nothing more of this kind until `ms` have passed. */
  pause(method: string, channel: string | undefined, ms: number): void;
};

export function createMethodLimits(clock: Clock): MethodLimits {
  const calls = new Map<string, number[]>();
  const paused = new Map<string, number>();

  function wait(key: string, { count, windowMs }: Rate, now: number): number {
    const recent = (calls.get(key) ?? []).filter((at) => now - at < windowMs);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= count) {
      calls.set(key, recent);
      return Math.max(1, oldest + windowMs - now);
    }
    calls.set(key, [...recent, now]);
    return 0;
  }

  return {
    take(method, channel) {
      const now = clock.now().getTime();
      const key = keyOf(method, channel);
      const until = paused.get(key) ?? 0;
      if (until > now) return until - now;
      forgetOld(calls, now);
      return wait(key, rates[method] ?? TIER_3, now);
    },
    pause(method, channel, ms) {
      paused.set(keyOf(method, channel), clock.now().getTime() + ms);
    },
  };
}

/** Posts are limited by channel, everything else by method alone. */
function keyOf(method: string, channel: string | undefined): string {
  return method === "chat.postMessage" ? `${method} ${channel ?? ""}` : method;
}

const MANY_KEYS = 1_000;

/** One key a channel: without this a year of channels would stay in memory. */
function forgetOld(calls: Map<string, number[]>, now: number): void {
  if (calls.size < MANY_KEYS) return;
  for (const [key, times] of calls) {
    if (now - (times.at(-1) ?? 0) > TIER_2.windowMs) calls.delete(key);
  }
}
