// A clock for tests.

/** A clock that stands still until it is forwarded. */
export function manualClock() {
  let now = Date.parse("2026-11-22T12:00:00Z");
  return {
    now: () => new Date(now),
    forward: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}
