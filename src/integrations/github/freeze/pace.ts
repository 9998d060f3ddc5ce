// How often GitHub may be told something: one change a second, rules before messages, messages within their hour.

/** `rule`: enforcement, never held up by messages. `message`: checks and comments. */
export type SlotWish = {
  /** Who waits: asking again keeps the place in the queue. */
  readonly key: string;
  readonly kind: "rule" | "message";
  readonly now: Date;
};

export type Pace = {
  /** Milliseconds until the wish may be carried out; 0: now, and the slot is taken. */
  take(wish: SlotWish): number;
  /** GitHub asks to be left alone; counted from the next wish. */
  restFor(ms: number): void;
};

/** docs.github.com, "Best practices for using the REST API": at least one second between changes. */
const APART_MS = 1_000;
/** "Rate limits for the REST API": 500 content-generating requests an hour, some kept for people's own. */
const MESSAGES_AN_HOUR = 450;
const HOUR_MS = 3_600_000;
/** A place nobody came for. */
const FORGOTTEN_MS = 120_000;

export function createPace(): Pace {
  const places = new Map<string, number>();
  const messages: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let nextRule = 0;
  let nextMessage = 0;
  let restUntil = 0;
  let askedRest = 0;

  /** The end of the queue of its kind. */
  function queue({ key, kind }: SlotWish, now: number): number {
    const hourIsFull = messages.length >= MESSAGES_AN_HOUR ? (messages[0] ?? 0) + HOUR_MS : 0;
    const at =
      kind === "rule"
        ? Math.max(now, nextRule, last + APART_MS, restUntil)
        : Math.max(now, nextRule, nextMessage, last + APART_MS, restUntil, hourIsFull);
    if (kind === "rule") nextRule = at + APART_MS;
    else nextMessage = at + APART_MS;
    places.set(key, at);
    return at;
  }

  function forget(now: number): void {
    for (const [key, at] of places) if (at + FORGOTTEN_MS < now) places.delete(key);
    while (messages[0] !== undefined && messages[0] + HOUR_MS <= now) messages.shift();
  }

  return {
    take: (wish) => {
      const now = wish.now.getTime();
      forget(now);
      restUntil = Math.max(restUntil, askedRest && now + askedRest);
      askedRest = 0;
      const place = places.get(wish.key) ?? queue(wish, now);
      const at = Math.max(place, last + APART_MS, restUntil);
      if (at > now) return at - now;
      places.delete(wish.key);
      last = now;
      if (wish.kind === "message") messages.push(now);
      return 0;
    },
    restFor: (ms) => {
      askedRest = Math.max(askedRest, ms);
    },
  };
}
