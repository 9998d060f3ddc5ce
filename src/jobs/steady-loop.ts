// A piece of work repeated until nothing is left, woken by a nudge and at least once a second.
import type { Logger } from "pino";

export type SteadyLoop = AsyncDisposable & {
  /** There is something to do: do not wait for the next look. */
  nudge(): void;
};

/** How soon work is found that nobody nudged for: another replica's, or what a crash left. */
const FLOOR_MS = 1_000;

/**
 * Calls `work` again at once as long as it says there may be more. One that throws is logged and
 * tried again after the floor.
 */
export function startSteadyLoop(
  name: string,
  work: (signal: AbortSignal) => Promise<"more" | "none">,
  log: Logger,
): SteadyLoop {
  const stop = new AbortController();
  let wake = Promise.withResolvers<void>();
  const nudge = () => wake.resolve();

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      wake = Promise.withResolvers<void>();
      const left = await work(stop.signal).catch((error: unknown) => {
        log.error({ err: error, loop: name }, `${name} failed and is tried again in a second`);
        return "failed" as const;
      });
      if (left !== "more") await rest(left === "failed");
    }
  }

  async function rest(isAfterFailure: boolean): Promise<void> {
    if (isAfterFailure) wake = Promise.withResolvers<void>();
    if (stop.signal.aborted) return;
    const timer = setTimeout(nudge, FLOOR_MS);
    await wake.promise;
    clearTimeout(timer);
  }

  const running = loop();
  return {
    nudge,
    async [Symbol.asyncDispose]() {
      stop.abort();
      nudge();
      await running;
    },
  };
}
