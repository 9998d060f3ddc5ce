// Owns the workspace's sense of time: its clock can be forwarded, but real waiting counts too.
import type { Clock } from "../types.ts";

/** A moment, by the clock and by the machine. */
export type Mark = { readonly clockMs: number; readonly machineMs: number };

export type Time = {
  now(): Date;
  /** Whole seconds since 1970. */
  seconds(): number;
  mark(): Mark;
  /** Milliseconds since the mark, by whichever of the two says more. */
  since(mark: Mark): number;
};

export function createTime(clock: Clock | undefined): Time {
  const now = () => clock?.now() ?? new Date();
  const mark = () => ({ clockMs: now().getTime(), machineMs: performance.now() });
  return {
    now,
    mark,
    seconds: () => Math.floor(now().getTime() / 1000),
    since: (from) => {
      const to = mark();
      return Math.max(to.clockMs - from.clockMs, to.machineMs - from.machineMs);
    },
  };
}
