// Sleeps until the next deadline, then fires due timers and hands due lanes to the queue.
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Db } from "../storage/database.ts";
import { findNextDueAt, listDueLanes } from "../storage/outbox.ts";
import { findNextTimerAt, listDueTimers } from "../storage/timers.ts";

export type WakeUpDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly fire: (timerId: string) => Promise<void>;
  readonly drain: (lane: string) => Promise<void>;
  /** What this process let fall while the database was away is free again. */
  readonly giveBack: () => Promise<void>;
};

export type WakeUp = AsyncDisposable & {
  /** Something became due, or will: look again. */
  nudge(): void;
};

/** Real time between looks even when nothing nudges: what another replica set is found within this. */
const FLOOR_MS = 1_000;
const BATCH = 200;
/** A lane this late has lost its job; before, a second one would only find the lane held. */
const SWEEP = { limit: BATCH, lostMs: 1_000 };

export function startWakeUp(deps: WakeUpDeps): WakeUp {
  const stop = new AbortController();
  let look = Promise.withResolvers<void>();
  const nudge = () => look.resolve();
  const unsubscribe = deps.clock.onChange(nudge);

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      look = Promise.withResolvers<void>();
      const wait = await lookOnce(deps).catch((error: unknown) => {
        deps.log.error({ err: error }, "looking for due work failed; again in a second");
        return FLOOR_MS;
      });
      await rest(wait);
    }
  }

  async function rest(ms: number): Promise<void> {
    const timer = setTimeout(nudge, ms);
    stop.signal.addEventListener("abort", nudge, { once: true });
    await look.promise;
    clearTimeout(timer);
    stop.signal.removeEventListener("abort", nudge);
  }

  const running = loop();
  return {
    nudge,
    async [Symbol.asyncDispose]() {
      stop.abort();
      unsubscribe();
      nudge();
      await running;
    },
  };
}

/** Fires and drains what is due; returns the milliseconds until the next look. */
async function lookOnce(deps: WakeUpDeps): Promise<number> {
  const { db, clock } = deps;
  const now = clock.now();
  const due = await listDueTimers(db, now, BATCH);
  let failed = 0;
  for (const timer of due) {
    await deps.fire(timer.id).catch((error: unknown) => {
      failed += 1;
      deps.log.error({ err: error, timer }, "a timer failed and is tried again");
    });
  }
  await deps.giveBack();
  for (const lane of await listDueLanes(db, now, SWEEP)) await deps.drain(lane);
  if (due.length === BATCH && failed < BATCH) return 0;
  // What is due and still there failed, or is another replica's: its turn comes with the next look.
  const next = [await findNextTimerAt(db, now), await findNextDueAt(db, now)].filter(
    (at) => at !== undefined,
  );
  const soonest = Math.min(...next.map((at) => at.getTime() - clock.now().getTime()), FLOOR_MS);
  return Math.max(soonest, 5);
}
