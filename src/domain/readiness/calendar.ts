// When a campaign's board is opened, called to mind and drawn anew by itself, and what its board is called.
import { DateTime } from "luxon";
import type { Campaign } from "../campaign.ts";
import type { ReadinessBoard } from "./board.ts";

const MINUTE_MS = 60_000;
const OPEN_MS = 72 * 60 * MINUTE_MS;
const WATCH_MS = 14 * 24 * 60 * MINUTE_MS;
/** What is looked up may change without anybody telling the board. */
const EVERY_MS = 5 * MINUTE_MS;

/** `black-friday/2026`, by the year in which it begins where it takes place. */
export function boardKey({ name, startsAt, zone }: Campaign): string {
  return `${name}/${DateTime.fromISO(startsAt, { zone }).year}`;
}

/** Three days before its start until then: it is opened if nobody has, and called to mind if somebody has. */
export function isTimeToOpen({ startsAt }: Campaign, now: Date): boolean {
  const start = Date.parse(startsAt);
  return now.getTime() >= start - OPEN_MS && now.getTime() < start;
}

export function isWatched({ startsAt, endsAt }: Campaign, now: Date): boolean {
  return now.getTime() >= Date.parse(startsAt) - WATCH_MS && now < new Date(endsAt);
}

/** Whoever opened it that shortly before has it in mind. */
export function needsReminder(board: ReadinessBoard, now: Date): boolean {
  return board.remindedAt === null && now.getTime() - Date.parse(board.openedAt) > 60 * MINUTE_MS;
}

/** When to look again; undefined: nothing is to come. */
export function nextSweep(campaigns: readonly Campaign[], now: Date): Date | undefined {
  const moments = campaigns.flatMap(({ startsAt, endsAt }) => {
    const watch = Date.parse(startsAt) - WATCH_MS;
    const open = Date.parse(startsAt) - OPEN_MS;
    const at = now.getTime();
    if (at < watch) return [watch];
    if (at >= Date.parse(endsAt)) return [];
    return at < open
      ? [Math.min(at + EVERY_MS, open)]
      : [Math.min(at + EVERY_MS, Date.parse(endsAt))];
  });
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined;
}

/** The day in a zone, `2026-11-24`. */
export const dayIn = (zone: string, now: Date): string =>
  DateTime.fromJSDate(now, { zone }).toFormat("yyyy-MM-dd");
