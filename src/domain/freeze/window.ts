// Reads the window of a freeze as people type it, in their own zone, and makes the presets around a campaign.
import type { Campaign } from "../campaign.ts";
import type { Instant } from "../runbook/state/stamp.ts";
import { after, HOUR_MS, MINUTE_MS } from "./freeze-time.ts";
import {
  addDays,
  type ClockNote,
  type Edge,
  instantOf,
  isWall,
  type Wall,
  wallOf,
} from "./wall-time.ts";

export type ReadMoment =
  | { readonly ok: true; readonly at: Instant; readonly note: ClockNote | null }
  /** `no-date`: written as a date, and there is none such. */
  | { readonly ok: false; readonly why: "unreadable" | "no-date" };

export type MomentFacts = {
  readonly now: Date;
  /** IANA zone of whoever types. */
  readonly zone: string;
  readonly edge: Edge;
  /** From when durations and bare times count; now where nothing is given. */
  readonly base?: Date;
};

/**
 * - `18:00`: the next time the clocks show that
 * - `tomorrow 9:00`, `today 18:00`, `fri 18:00` (the next Friday, today not counted)
 * - `2026-11-26T18:00`, `2026-11-26 18:00`, `2026-11-26` (its first minute)
 * - ISO with `Z` or an offset: that instant
 * - `24h`, `90m`, `1h30m`: elapsed time; `3d`, `1w`: the same time of day so many days later, whatever the clocks do
 * - `now`
 */
export function readMoment(text: string, facts: MomentFacts): ReadMoment {
  const written = text.trim().toLowerCase();
  return (
    readNow(written, facts) ??
    readDuration(written, facts) ??
    readInstant(written) ??
    readDate(written, facts) ??
    readDay(written, facts) ?? { ok: false, why: "unreadable" }
  );
}

const baseOf = ({ base, now }: MomentFacts): Date => base ?? now;

function readNow(text: string, { now }: MomentFacts): ReadMoment | undefined {
  const isNow = text === "now" || text === "teraz";
  return isNow ? { ok: true, at: now.toISOString(), note: null } : undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = { h: HOUR_MS, m: MINUTE_MS };

function readDuration(text: string, facts: MomentFacts): ReadMoment | undefined {
  const days = /^\+?(\d{1,3})\s?(d|w)$/.exec(text);
  if (days) {
    const many = Number(days[1]) * (days[2] === "w" ? 7 : 1);
    return onWall(addDays(wallOf(baseOf(facts), facts.zone), many), facts);
  }
  const parts = /^\+?(?:(\d{1,4})\s?h)?\s?(?:(\d{1,5})\s?m(?:in)?)?$/.exec(text);
  if (!parts || (parts[1] === undefined && parts[2] === undefined)) return undefined;
  const ms = Number(parts[1] ?? 0) * (UNIT_MS["h"] ?? 0) + Number(parts[2] ?? 0) * MINUTE_MS;
  return { ok: true, at: after(baseOf(facts), ms).toISOString(), note: null };
}

const DATE = String.raw`(\d{4})-(\d{1,2})-(\d{1,2})`;
const TIME = String.raw`(\d{1,2})[:.](\d{2})`;

function readInstant(text: string): ReadMoment | undefined {
  const found = new RegExp(
    `^${DATE}[t ]${TIME}(?::(\\d{2})(?:\\.\\d+)?)?\\s?(z|utc|[+-]\\d{2}:?\\d{2})$`,
  ).exec(text);
  if (!found) return undefined;
  const wall = wallFrom(found.slice(1, 6));
  if (!isWall(wall)) return { ok: false, why: "no-date" };
  const ahead = offsetOf(found[7] ?? "z");
  const local = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const at = new Date(local + Number(found[6] ?? 0) * 1_000 - ahead * MINUTE_MS);
  return { ok: true, at: at.toISOString(), note: null };
}

function offsetOf(text: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(text);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === "-" ? -minutes : minutes;
}

function readDate(text: string, facts: MomentFacts): ReadMoment | undefined {
  const found = new RegExp(`^${DATE}(?:[t ]${TIME}(?::00)?)?$`).exec(text);
  if (!found) return undefined;
  return onWall(wallFrom(found.slice(1, 6)), facts);
}

const wallFrom = (parts: readonly (string | undefined)[]): Wall => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.map((each) =>
    Number(each ?? 0),
  );
  return { year, month, day, hour, minute };
};

function onWall(wall: Wall, { zone, edge }: MomentFacts): ReadMoment {
  if (!isWall(wall)) return { ok: false, why: "no-date" };
  return { ok: true, ...instantOf(wall, zone, edge) };
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

/** A bare time, or a day by its name with one. */
function readDay(text: string, facts: MomentFacts): ReadMoment | undefined {
  const found = new RegExp(`^(?:(\\p{L}+)\\s+)?${TIME}$`, "u").exec(text);
  if (!found) return undefined;
  const today = wallOf(baseOf(facts), facts.zone);
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

function nextTime(today: Wall, time: Time, facts: MomentFacts): ReadMoment {
  const first = onWall({ ...today, ...time }, facts);
  const isPast = first.ok && new Date(first.at) <= baseOf(facts);
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
