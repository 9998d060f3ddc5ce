// The filters a template may use, and no others.
import type { Liquid } from "liquidjs";
import { SinkError } from "./sink.ts";

const FILTERS = ["round", "short", "local", "json", "upcase", "downcase", "default"] as const;

/** Stands for a metric nobody could read, where only people read it. */
export class UnknownSign {
  readonly toSign = "?";
}

/** The values rendered carry the run's zone under this name, which no template may use itself. */
export const ZONE = "zone";

export function registerFilters(engine: Liquid): void {
  for (const filter of Object.keys(engine.filters)) delete engine.filters[filter];
  const filters: Record<
    Exclude<(typeof FILTERS)[number], "local">,
    (value: unknown, argument?: unknown) => unknown
  > = {
    round: keepSign((value, digits) => round(value, digits)),
    short: keepSign((value) => String(value).slice(0, 7)),
    json: keepSign((value) => JSON.stringify(value)),
    upcase: keepSign((value) => String(value).toUpperCase()),
    downcase: keepSign((value) => String(value).toLowerCase()),
    default: (value, other) => (isEmpty(value) ? other : value),
  };
  for (const [name, filter] of Object.entries(filters)) engine.registerFilter(name, filter);
  engine.registerFilter("local", function (value: unknown) {
    const zone: unknown = this.context.getSync([ZONE]);
    return keepSign((at) => local(at, String(zone)))(value);
  });
}

function keepSign(filter: (value: unknown, argument?: unknown) => unknown) {
  return (value: unknown, argument?: unknown) => {
    if (value instanceof UnknownSign) return value;
    if (value === null || value === undefined) throw new SinkError("there is no value");
    return filter(value, argument);
  };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || value instanceof UnknownSign;
}

function round(value: unknown, digits: unknown = 0): number {
  const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  const places = Number(digits);
  if (!Number.isFinite(number)) throw new SinkError(`round needs a number, not ${String(value)}`);
  if (!Number.isInteger(places) || places < 0 || places > 10) {
    throw new SinkError(`round takes 0 to 10 digits, not ${String(digits)}`);
  }
  return Number(number.toFixed(places));
}

/** As people in the run's zone write it: 2026-11-22 13:34 GMT+1. */
function local(value: unknown, zone: string): string {
  const at = new Date(String(value));
  if (Number.isNaN(at.getTime())) throw new SinkError(`local needs a time, not ${String(value)}`);
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")} ${of("timeZoneName")}`;
}
