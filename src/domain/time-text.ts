// Reads the many ways in which senders write a time; what cannot be read is no time, never a failure.

const written =
  /^(\d{4})[-./](\d\d)[-./](\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(.*)$/;
const zone = /^(?:[Zz]|UTC|GMT|([+-])(\d\d):?(\d\d))(?:\s.*)?$/;

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/**
 * RFC 3339 with any fraction, Go's `time.String()`, `+0000` without colon, dotted dates, unix seconds, milli-, micro-
 * and nanoseconds as number or text. Without a zone: UTC, unless `offset` ("+02:00") says otherwise.
 * Zero times and times outside 2000-2100 are none.
 */
export function readTime(value: string | number | undefined, offset = "Z"): Date | undefined {
  const text = String(value ?? "").trim();
  const millis = /^\d+(\.\d+)?$/.test(text) ? readUnix(Number(text)) : readWritten(text, offset);
  return millis !== undefined && millis >= earliest && millis < latest
    ? new Date(millis)
    : undefined;
}

/** The unit follows from the size: every unit's years 2000-2100 lie apart from the others'. */
function readUnix(count: number): number {
  if (count < 1e11) return Math.round(count * 1e3);
  if (count < 1e14) return Math.round(count);
  if (count < 1e17) return Math.floor(count / 1e3);
  return Math.floor(count / 1e6);
}

function readWritten(text: string, offset: string): number | undefined {
  const match = written.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const millis = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const wall = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second, millis);
  // Date.UTC rolls the 31st of June over to July; a sender that writes it does not mean July.
  const date = new Date(wall);
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return undefined;
  const ahead = readOffset(match[8] || offset);
  return ahead === undefined ? undefined : wall - ahead;
}

function readOffset(text: string): number | undefined {
  const match = zone.exec(text.trim());
  if (!match) return undefined;
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  return (match[1] === "-" ? -minutes : minutes) * 60_000;
}
