// The times of `/freeze`: `18:00`, `tomorrow 9:00`, `2026-11-26T18:00`, `48h`, read in the person's own zone.
import { DateTime } from "luxon";
import { readWallClock } from "../../domain/wall-clock.ts";
import { takeWord } from "./grammar.ts";

export type TimeRead =
  /** `isSkipped`: the clock is put forward over what was written; the instant is as much later. */
  | { readonly kind: "moment"; readonly at: Date; readonly isSkipped: boolean }
  | { readonly kind: "length"; readonly ms: number };

export type TakenTime = { readonly time: TimeRead; readonly rest: string };

type Where = { readonly now: Date; readonly zone: string };

const LENGTH = /^\+?(\d{1,4})(m|min|h|d)$/i;
const CLOCK = /^(\d{1,2}):(\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})[tT](\d{1,2}:\d{2})(?::\d{2})?$/;
const FIXED = /^\d{4}-\d{2}-\d{2}[tT]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[zZ]|[+-]\d{2}:?\d{2})$/;

const MINUTE_MS = 60_000;
const units: Readonly<Record<string, number>> = { m: 1, min: 1, h: 60, d: 1_440 };
const days: Readonly<Record<string, number>> = { today: 0, dziś: 0, tomorrow: 1, jutro: 1 };

/** Undefined where the text begins with no time. */
export function takeTime(text: string, where: Where): TakenTime | undefined {
  const { word, rest } = takeWord(text);
  const key = word.toLowerCase();
  if (key === "now" || key === "teraz") return moment(where.now, rest);
  const length = readLength(word);
  if (length !== undefined) return { time: { kind: "length", ms: length }, rest };
  return takeDayAndClock(key, rest, where) ?? takeMoment(word, rest, where);
}

function readLength(word: string): number | undefined {
  const [, count, unit] = LENGTH.exec(word) ?? [];
  return count && unit ? Number(count) * (units[unit.toLowerCase()] ?? 0) * MINUTE_MS : undefined;
}

const moment = (at: Date, rest: string, isSkipped = false): TakenTime => ({
  time: { kind: "moment", at, isSkipped },
  rest,
});

/** `tomorrow 9:00`, `2026-11-26 18:00`: a day and then its time. */
function takeDayAndClock(key: string, rest: string, where: Where): TakenTime | undefined {
  const day = DAY.test(key) ? key : dayFrom(days[key], where);
  if (day === undefined) return undefined;
  const { word: second, rest: after } = takeWord(rest.replace(/^(?:at|o)\s+/i, ""));
  const clock = clockOf(second);
  if (clock) return onWall(day, clock, { where, rest: after });
  return DAY.test(key) ? onWall(day, "00:00", { where, rest }) : undefined;
}

function dayFrom(ahead: number | undefined, { now, zone }: Where): string | undefined {
  if (ahead === undefined) return undefined;
  return DateTime.fromJSDate(now, { zone }).plus({ days: ahead }).toFormat("yyyy-MM-dd");
}

/** `9:05` as `09:05`. */
function clockOf(word: string): string | undefined {
  const [, hour, minute] = CLOCK.exec(word) ?? [];
  return hour && minute ? `${hour.padStart(2, "0")}:${minute}` : undefined;
}

function onWall(
  day: string,
  clock: string,
  { where, rest }: { readonly where: Where; readonly rest: string },
): TakenTime | undefined {
  const read = readWallClock(`${day}T${clock}`, where.zone);
  return read && moment(read.at, rest, read.isSkipped);
}

function takeMoment(word: string, rest: string, where: Where): TakenTime | undefined {
  if (FIXED.test(word)) {
    const read = DateTime.fromISO(word, { setZone: true });
    return read.isValid ? moment(read.toJSDate(), rest) : undefined;
  }
  const [, day, local] = LOCAL.exec(word) ?? [];
  if (day && local) return onWall(day, clockOf(local) ?? local, { where, rest });
  const clock = clockOf(word);
  return clock ? nextAt(clock, rest, where) : undefined;
}

/** The next time that the clock shows it: today, or tomorrow where it has passed. */
function nextAt(clock: string, rest: string, where: Where): TakenTime | undefined {
  const today = onWall(dayFrom(0, where) ?? "", clock, { where, rest });
  if (today?.time.kind === "moment" && today.time.at > where.now) return today;
  return onWall(dayFrom(1, where) ?? "", clock, { where, rest });
}
