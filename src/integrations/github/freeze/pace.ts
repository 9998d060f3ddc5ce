// How often GitHub may be told something: one change a second, rules before messages, messages within their hour.

/**
 * `rule`: enforcement, never held up by messages. `message`: checks and comments. `look`: reading through a repository's
 * pull requests, which changes nothing but costs a call a hundred.
 */
export type SlotWish = {
  /** Who waits: asking again keeps the place in the queue. */
  readonly key: string;
  readonly kind: "rule" | "message" | "look";
  readonly now: Date;
};

export type Pace = {
  /** Milliseconds until the wish may be carried out; 0: now, and the slot is taken. */
  take(wish: SlotWish): number;
  /** Gives a slot back that another process took first, and keeps the place in the queue. */
  yield(wish: SlotWish, afterMs: number): void;
  /** GitHub asks to be left alone; counted from the next wish. */
  restFor(ms: number): void;
};

/** docs.github.com, "Best practices for using the REST API": at least one second between changes. */
export const APART_MS = 1_000;
/** "Rate limits for the REST API": 500 content-generating requests an hour, some kept for people's own. */
const MESSAGES_AN_HOUR = 450;
const HOUR_MS = 3_600_000;
/** Of some eight calls each, beside the rules' eleven points a second: 900 points are GitHub's minute. */
const LOOKS_A_MINUTE = 30;
const MINUTE_MS = 60_000;
/** A place nobody came for. */
const FORGOTTEN_MS = 120_000;
/** Whoever comes to their place and has to wait longer than this goes to the end: else all would come back at once. */
const PATIENCE_MS = 2 * APART_MS;

/** Of one process; the second between changes is kept across all of them by the database, the hour by each for itself. */
export function createPace(): Pace {
  const places = new Map<string, number>();
  const messages: number[] = [];
  const looks: number[] = [];
  const ends = { rule: 0, message: 0 };
  let last = Number.NEGATIVE_INFINITY;
  let restUntil = 0;
  let askedRest = 0;

  /** Not before this, whatever the place. */
  function earliest(kind: "rule" | "message", now: number): number {
    const always = Math.max(now, last + APART_MS, restUntil);
    if (kind === "rule") return always;
    const isFull = messages.length >= MESSAGES_AN_HOUR;
    return Math.max(always, ends.rule, isFull ? (messages[0] ?? 0) + HOUR_MS : 0);
  }

  function queue(key: string, kind: "rule" | "message", from: number): number {
    const at = Math.max(from, ends[kind]);
    ends[kind] = at + APART_MS;
    places.set(key, at);
    return at;
  }

  function forget(now: number): void {
    for (const [key, at] of places) if (at + FORGOTTEN_MS < now) places.delete(key);
    while (messages[0] !== undefined && messages[0] + HOUR_MS <= now) messages.shift();
  }

  function placeOf(key: string, kind: "rule" | "message", now: number): number {
    const from = earliest(kind, now);
    const place = places.get(key);
    const isLost = place === undefined || from - Math.max(place, now) > PATIENCE_MS;
    return isLost ? queue(key, kind, from) : Math.max(place, from);
  }

  /** So many in any minute, at once where there are few. */
  function lookAt(key: string, now: number): number {
    const known = places.get(key);
    if (known !== undefined) return Math.max(known, restUntil);
    const at = Math.max(now, restUntil, (looks.at(-LOOKS_A_MINUTE) ?? 0) + MINUTE_MS);
    looks.push(at);
    if (looks.length > LOOKS_A_MINUTE) looks.shift();
    places.set(key, at);
    return at;
  }

  return {
    take: (wish) => {
      const now = wish.now.getTime();
      forget(now);
      if (askedRest > 0) restUntil = Math.max(restUntil, now + askedRest);
      askedRest = 0;
      const { key, kind } = wish;
      const at = kind === "look" ? lookAt(key, now) : placeOf(key, kind, now);
      if (at > now) return at - now;
      places.delete(key);
      if (kind === "look") return 0;
      last = now;
      if (kind === "message") messages.push(now);
      return 0;
    },
    yield: ({ key, kind, now }, afterMs) => {
      const at = now.getTime() + afterMs;
      last = at - APART_MS;
      if (kind === "message") messages.pop();
      places.set(key, at);
    },
    restFor: (ms) => {
      askedRest = Math.max(askedRest, ms);
    },
  };
}
