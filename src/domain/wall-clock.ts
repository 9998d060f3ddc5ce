// From what a clock on the wall shows to the instant that is meant, in a zone that may skip or repeat an hour.
import { DateTime } from "luxon";

export type WallClock = {
  readonly at: Date;
  /** The clock is put forward over what was written: the instant is as much later. */
  readonly isSkipped: boolean;
};

const FORM = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)$/;

/**
 * Of `2026-11-27T18:00`; undefined where it is no time at all. Of an hour that comes twice the first is meant. The zone
 * is an IANA name.
 */
export function readWallClock(text: string, zone: string): WallClock | undefined {
  const [, day = "", time = ""] = FORM.exec(text.trim()) ?? [];
  const read = DateTime.fromISO(`${day}T${time}`, { zone });
  if (day === "" || !read.isValid) return undefined;
  const [first] = read.getPossibleOffsets().toSorted((a, b) => a.toMillis() - b.toMillis());
  const at = (first ?? read).toJSDate();
  return { at, isSkipped: read.toFormat("yyyy-MM-dd HH:mm") !== `${day} ${time}` };
}
