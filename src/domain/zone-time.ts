// Writes instants as wall-clock text in a zone, the zone always named.

/** `2026-11-22 13:34 CET (12:34 UTC)`; the zone is an IANA name. */
export function plainMoment(at: Date, zone: string): string {
  const local = `${wall(at, zone, "date")} ${wall(at, zone, "time")} ${zoneName(at, zone)}`;
  return zoneName(at, zone) === "UTC" ? local : `${local} (${wall(at, "UTC", "time")} UTC)`;
}

/** `13:34 CET`. */
export function plainTime(at: Date, zone: string): string {
  return `${wall(at, zone, "time")} ${zoneName(at, zone)}`;
}

/** `2026-11-22 13:34:05 CET`: where every second counts. */
export function exactMoment(at: Date, zone: string): string {
  return `${wall(at, zone, "date")} ${wall(at, zone, "second")} ${zoneName(at, zone)}`;
}

/** `Thu 2026-11-26 18:00 CET`: windows of days, where the weekday is what people plan by. */
export function dayMoment(at: Date, zone: string): string {
  const day = formatter(zone, "weekday").format(at);
  return `${day} ${wall(at, zone, "date")} ${wall(at, zone, "time")} ${zoneName(at, zone)}`;
}

const parts = {
  date: { year: "numeric", month: "2-digit", day: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  zone: { timeZoneName: "short" },
  weekday: { weekday: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Part = keyof typeof parts;

/** Making a formatter costs far more than using it, and a card holds a dozen times: each is made once. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, part: Part): Intl.DateTimeFormat {
  const key = `${part} ${zone}`;
  const known = made.get(key);
  if (known) return known;
  // Swedish writes dates as ISO 8601 does; British English knows Europe's zones by name (CET).
  const language = part === "zone" || part === "weekday" ? "en-GB" : "sv-SE";
  const fresh = new Intl.DateTimeFormat(language, { ...parts[part], timeZone: zone });
  made.set(key, fresh);
  return fresh;
}

function wall(at: Date, zone: string, part: Exclude<Part, "zone" | "weekday">): string {
  return formatter(zone, part).format(at);
}

function zoneName(at: Date, zone: string): string {
  const found = formatter(zone, "zone")
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName");
  return found?.value ?? zone;
}
