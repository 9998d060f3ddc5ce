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

const parts = {
  date: { year: "numeric", month: "2-digit", day: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
} as const;

/** Swedish writes dates as ISO 8601 does. */
function wall(at: Date, zone: string, part: keyof typeof parts): string {
  return new Intl.DateTimeFormat("sv-SE", { ...parts[part], timeZone: zone }).format(at);
}

/** British English knows Europe's names (CET); elsewhere it says GMT+8. */
function zoneName(at: Date, zone: string): string {
  const names = { timeZone: zone, timeZoneName: "short" } as const;
  const found = new Intl.DateTimeFormat("en-GB", names)
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName");
  return found?.value ?? zone;
}
