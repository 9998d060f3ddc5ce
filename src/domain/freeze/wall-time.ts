// From wall-clock times in a zone to instants, and back; what the change of the clocks makes of them is told.
import { IANAZone } from "luxon";
import type { Instant } from "../runbook/state/stamp.ts";

/** A wall-clock time as people write it; month 1 to 12. */
export type Wall = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

/**
 * gap: the clocks go forward over that time, which does not exist; it is taken as later by as much as they go forward.
 * overlap: the clocks go back, so that time comes twice; a freeze holds for longer rather than for less.
 */
export type ClockNote =
  | { readonly kind: "gap"; readonly asked: string; readonly taken: string }
  | { readonly kind: "overlap"; readonly asked: string; readonly taken: "first" | "second" };

export type WallInstant = { readonly at: Instant; readonly note: ClockNote | null };

/** Which edge of a window it is: of a time that comes twice, a start takes the first, an end the second. */
export type Edge = "start" | "end";

const MINUTE_MS = 60_000;
/** No zone is further from UTC, and none changes its clocks twice within as much. */
const SURROUNDING_MS = 24 * 3_600_000;

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

/** `zone` is an IANA name, checked before; throws where the date is none (31 June). */
export function instantOf(wall: Wall, zone: string, edge: Edge): WallInstant {
  const local = localOf(wall);
  if (local === undefined) throw new RangeError(`${writeWall(wall)} is no date`);
  const offsets = [
    ...new Set([-1, 1].map((sign) => offsetAt(local + sign * SURROUNDING_MS, zone))),
  ];
  const fitting = offsets
    .map((offset) => local - offset * MINUTE_MS)
    .filter((at) => at + offsetAt(at, zone) * MINUTE_MS === local)
    .sort((a, b) => a - b);
  const [first, second] = fitting;
  if (first === undefined) {
    const at = local - Math.min(...offsets) * MINUTE_MS;
    const note = { kind: "gap", asked: writeTime(wall), taken: timeAt(at, zone) } as const;
    return { at: new Date(at).toISOString(), note };
  }
  if (second === undefined) return { at: new Date(first).toISOString(), note: null };
  const taken = edge === "start" ? "first" : "second";
  const at = edge === "start" ? first : second;
  return {
    at: new Date(at).toISOString(),
    note: { kind: "overlap", asked: writeTime(wall), taken },
  };
}

/** What the clocks of that zone show. */
export function wallOf(at: Date | Instant, zone: string): Wall {
  const ms = new Date(at).getTime();
  const local = new Date(ms + offsetAt(ms, zone) * MINUTE_MS);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

/** The same time of day, so many days later; a date beyond the month's end runs on into the next. */
export function addDays(wall: Wall, days: number): Wall {
  const moved = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
  return {
    ...wall,
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  };
}

/** False for the 31st of June, or for 24:00. */
export const isWall = (wall: Wall): boolean => localOf(wall) !== undefined;

function localOf({ year, month, day, hour, minute }: Wall): number | undefined {
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const isSame =
    at.getUTCMonth() + 1 === month && at.getUTCDate() === day && at.getUTCHours() === hour;
  return isSame && at.getUTCMinutes() === minute ? at.getTime() : undefined;
}

/** Minutes ahead of UTC. */
const offsetAt = (ms: number, zone: string): number => IANAZone.create(zone).offset(ms);

const two = (value: number): string => String(value).padStart(2, "0");

const writeTime = ({ hour, minute }: Wall): string => `${two(hour)}:${two(minute)}`;

const timeAt = (ms: number, zone: string): string => writeTime(wallOf(new Date(ms), zone));

/** `2026-11-26T18:00`. */
export const writeWall = (wall: Wall): string =>
  `${wall.year}-${two(wall.month)}-${two(wall.day)}T${writeTime(wall)}`;
