// Owns time: what the instant is, and waiting for another one. Business code never reads the machine's clock itself.
import { setImmediate, setTimeout } from "node:timers/promises";

export type Clock = {
  now(): Date;
  /** Resolves once `now()` has reached `at`, at once when it already has. Rejects when the signal aborts. */
  sleepUntil(at: Date, signal: AbortSignal): Promise<void>;
  /** Calls `fn` after time was moved by hand, so that whoever computed a wait computes it again. Returns the way to stop. */
  onChange(fn: () => void): () => void;
};

export type TestClock = Clock & {
  /** Lets time go by, halting at each sleeper's due instant, in due order, for it to run and sleep again. */
  pass(ms: number): Promise<void>;
  /** The same at one stroke, of which those who listen are told. */
  forward(ms: number): Promise<void>;
};

/** A machine that was suspended, or whose clock was set, is noticed within this time. */
const LONGEST_NAP_MS = 30_000;

export function systemClock(): Clock {
  return {
    now: () => new Date(),
    async sleepUntil(at, signal) {
      signal.throwIfAborted();
      for (let left = at.getTime() - Date.now(); left > 0; left = at.getTime() - Date.now()) {
        await setTimeout(Math.min(left, LONGEST_NAP_MS), undefined, { signal });
      }
    },
    onChange: () => () => undefined,
  };
}

type Sleeper = { readonly at: number; readonly wake: () => void };

/** A clock that stands still until it is forwarded. */
export function testClock(start: Date): TestClock {
  let now = start.getTime();
  const sleepers = new Set<Sleeper>();
  const listeners = new Set<() => void>();

  function nextDue(until: number): Sleeper | undefined {
    return [...sleepers].filter((sleeper) => sleeper.at <= until).sort((a, b) => a.at - b.at)[0];
  }

  async function pass(ms: number): Promise<void> {
    if (!(ms >= 0))
      throw new RangeError(`A test clock goes forward only; it was asked for ${ms} ms.`);
    const until = now + ms;
    for (let due = nextDue(until); due; due = nextDue(until)) {
      now = Math.max(now, due.at);
      sleepers.delete(due);
      due.wake();
      await setImmediate();
    }
    now = Math.max(now, until);
  }

  return {
    now: () => new Date(now),
    async sleepUntil(at, signal) {
      signal.throwIfAborted();
      if (at.getTime() <= now) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const sleeper: Sleeper = { at: at.getTime(), wake: resolve };
      const abort = () => reject(signal.reason);
      sleepers.add(sleeper);
      signal.addEventListener("abort", abort, { once: true });
      try {
        await promise;
      } finally {
        sleepers.delete(sleeper);
        signal.removeEventListener("abort", abort);
      }
    },
    onChange(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    pass,
    async forward(ms) {
      await pass(ms);
      for (const listener of listeners) listener();
      await setImmediate();
    },
  };
}
