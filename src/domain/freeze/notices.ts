// How long before its start a freeze is posted once more: as its declaration says, else a day and an hour.
import type { Freeze } from "./freeze.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./freeze-time.ts";

export type Notices = {
  /** Null: there is no such post. */
  readonly dayBeforeMs: number | null;
  readonly hourBeforeMs: number | null;
};

/** The budget has room for two: of more, the first and the last. */
export function noticesOf({ notices }: Pick<Freeze, "notices">): Notices {
  if (!notices) return { dayBeforeMs: DAY_MS, hourBeforeMs: HOUR_MS };
  const [first, last] = [notices[0], notices.at(-1)].map((minutes = 0) => minutes * MINUTE_MS);
  if (first === undefined || last === undefined || notices.length === 0) {
    return { dayBeforeMs: null, hourBeforeMs: null };
  }
  if (notices.length > 1) return { dayBeforeMs: first, hourBeforeMs: last };
  return first > 2 * HOUR_MS
    ? { dayBeforeMs: first, hourBeforeMs: null }
    : { dayBeforeMs: null, hourBeforeMs: first };
}
