// Reads the times of a freeze as people type them, in their own zone, and makes the presets around a campaign.
import type { Campaign } from "../campaign.ts";
import type { Instant } from "../runbook/state/stamp.ts";
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from "./freeze-time.ts";
import {
  addDays,
  type Edge,
  instantOf,
  isWall,
  type Wall,
  type WallInstant,
  wallOf,
} from "./wall-time.ts";

export type ReadTime =
  | ({ readonly kind: "moment" } & WallInstant)
  | { readonly kind: "length"; readonly ms: number }
  /** Written as a time, and there is none such: the 31st of June, 25:00. */
  | { readonly kind: "no-time" };

export type TimeFacts = {
  readonly now: Date;
  /** IANA zone of whoever types. */
  readonly zone: string;
  readonly edge: Edge;
};

/**
 * - `18:00`: the next time the clocks show that
 * - `tomorrow 9:00`, `today at 18:00`, `fri 18:00` (the next Friday, today not counted)
 * - `2026-11-26T18:00`, `2026-11-26 18:00`, `2026-11-26` (its first minute)
 * - ISO with `Z` or an offset: that instant
 * - `24h`, `90m`, `1h30m`, `3d`, `1w`: elapsed time, a day of 24 hours
 * - `now`
 *
 * Undefined where it is not written as a time at all.
 */
export function readTime(text: string, facts: TimeFacts): ReadTime | undefined {
  const written = text.trim().toLowerCase();
  return (
    readNow(written, facts) ??
    readLength(written) ??
    readInstant(written) ??
    readDate(written, facts) ??
    readDay(written, facts)
  );
}

const moment = (at: Date): ReadTime => ({ kind: "moment", at: at.toISOString(), note: null });

function readNow(text: string, { now }: TimeFacts): ReadTime | undefined {
  return text === "now" || text === "teraz" ? moment(now) : undefined;
}

function readLength(text: string): ReadTime | undefined {
  const days = /^\+?(\d{1,4})(d|w)$/.exec(text);
  if (days) {
    return { kind: "length", ms: Number(days[1]) * (days[2] === "w" ? 7 : 1) * DAY_MS };
  }
  const [, hours, minutes] = /^\+?(?:(\d{1,4})h)?(?:(\d{1,5})m(?:in)?)?$/.exec(text) ?? [];
  if (hours === undefined && minutes === undefined) return undefined;
  return { kind: "length", ms: Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS };
}

const DATE = String.raw`(\d{4})-(\d{1,2})-(\d{1,2})`;
const TIME = String.raw`(\d{1,2}):(\d{2})`;
/** `tomorrow at 9:00`, `jutro o 9:00`. */
const AT = String.raw`\s+(?:(?:at|o)\s+)?`;

const INSTANT = new RegExp(
  `^${DATE}[t ]${TIME}(?::(\\d{2})(?:\\.\\d+)?)?\\s?(z|utc|[+-]\\d{2}:?\\d{2})$`,
);

function readInstant(text: string): ReadTime | undefined {
  const found = INSTANT.exec(text);
  if (!found) return undefined;
  const wall = wallFrom(found.slice(1, 6));
  if (!isWall(wall)) return { kind: "no-time" };
  const ahead = offsetOf(found[7] ?? "z");
  const local = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  return moment(new Date(local + Number(found[6] ?? 0) * 1_000 - ahead * MINUTE_MS));
}

function offsetOf(text: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(text);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === "-" ? -minutes : minutes;
}

const WALL = new RegExp(`^${DATE}(?:(?:t|${AT})${TIME}(?::\\d{2})?)?$`);

function readDate(text: string, facts: Where): ReadTime | undefined {
  const found = WALL.exec(text);
  return found ? onWall(wallFrom(found.slice(1, 6)), facts) : undefined;
}

const wallFrom = (parts: readonly (string | undefined)[]): Wall => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.map((each) =>
    Number(each ?? 0),
  );
  return { year, month, day, hour, minute };
};

type Where = Pick<TimeFacts, "zone" | "edge">;

function onWall(wall: Wall, { zone, edge }: Where): ReadTime {
  return isWall(wall) ? { kind: "moment", ...instantOf(wall, zone, edge) } : { kind: "no-time" };
}

/** Of `2026-11-27T18:00`, as muster.yml has it; undefined where there is no such time. */
export function readWallTime(text: string, where: Where): WallInstant | undefined {
  const read = readDate(text.trim().toLowerCase(), where);
  return read?.kind === "moment" ? read : undefined;
}

const WEEKDAYS: readonly (readonly string[])[] = [
  ["sun", "sunday", "nd", "niedziela"],
  ["mon", "monday", "pn", "poniedziałek"],
  ["tue", "tuesday", "wt", "wtorek"],
  ["wed", "wednesday", "śr", "sr", "środa"],
  ["thu", "thursday", "czw", "czwartek"],
  ["fri", "friday", "pt", "piątek"],
  ["sat", "saturday", "sob", "sobota"],
];

const DAY = new RegExp(`^(?:(\\p{L}+)${AT})?${TIME}$`, "u");

/** A bare time, or a day by its name with one. */
function readDay(text: string, facts: TimeFacts): ReadTime | undefined {
  const found = DAY.exec(text);
  if (!found) return undefined;
  const today = wallOf(facts.now, facts.zone);
  const time = { hour: Number(found[2]), minute: Number(found[3]) };
  const day = found[1];
  if (day === undefined) return nextTime(today, time, facts);
  const ahead = daysAhead(day, today);
  return ahead === undefined ? undefined : onWall({ ...addDays(today, ahead), ...time }, facts);
}

function daysAhead(day: string, today: Wall): number | undefined {
  if (day === "today" || day === "dziś" || day === "dzis") return 0;
  if (day === "tomorrow" || day === "jutro") return 1;
  const wanted = WEEKDAYS.findIndex((names) => names.includes(day));
  if (wanted < 0) return undefined;
  const now = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
  return ((wanted - now + 6) % 7) + 1;
}

type Time = { readonly hour: number; readonly minute: number };

function nextTime(today: Wall, time: Time, facts: TimeFacts): ReadTime {
  const first = onWall({ ...today, ...time }, facts);
  const isPast = first.kind === "moment" && new Date(first.at) <= facts.now;
  return isPast ? onWall({ ...addDays(today, 1), ...time }, facts) : first;
}

export type Window = { readonly startsAt: Instant; readonly endsAt: Instant };

/** So many hours before a campaign, and until its end. The hours are elapsed ones, whatever the clocks do. */
export function windowAround(
  { startsAt, endsAt }: Pick<Campaign, "startsAt" | "endsAt">,
  hours: number,
): Window {
  return { startsAt: after(startsAt, -hours * HOUR_MS).toISOString(), endsAt };
}

/** Hours that preset buttons offer before a campaign. */
export const PRESET_HOURS = [48, 72] as const;
