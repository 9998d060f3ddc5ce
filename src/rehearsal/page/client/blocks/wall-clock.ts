// Converts between seconds since 1970 and a clock's `YYYY-MM-DDTHH:MM` in a zone.
export function toWallClock(unix: number, tz: string): string {
  return new Date((unix + offsetSeconds(unix, tz)) * 1000).toISOString().slice(0, 16);
}

/** A time that daylight saving skips is read with the offset before the change. */
export function fromWallClock(wall: string, tz: string): number {
  const asUtc = Date.parse(`${wall}:00Z`) / 1000;
  const guess = asUtc - offsetSeconds(asUtc, tz);
  return asUtc - offsetSeconds(guess, tz);
}

function offsetSeconds(unix: number, tz: string): number {
  const wall = new Intl.DateTimeFormat("sv-SE", {
    timeZone: tz,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(new Date(unix * 1000));
  return Date.parse(`${wall.replace(" ", "T")}Z`) / 1000 - Math.floor(unix);
}
