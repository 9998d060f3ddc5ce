// Formats Slack's `<!date^…>` tokens in the zone of the person who looks.
export type Viewer = { readonly tz: string; readonly now: Date };

type Formatter = (date: Date, viewer: Viewer) => string;

const formatters: Readonly<Record<string, Formatter>> = {
  date_num: (date, { tz }) => isoDay(date, tz),
  date: (date, { tz }) => format(date, tz, { dateStyle: "long" }),
  date_short: (date, { tz }) => format(date, tz, { dateStyle: "medium" }),
  date_long: (date, { tz }) => format(date, tz, { dateStyle: "full" }),
  date_pretty: (date, viewer) =>
    relativeDay(date, viewer) ?? format(date, viewer.tz, { dateStyle: "long" }),
  date_short_pretty: (date, viewer) =>
    relativeDay(date, viewer) ?? format(date, viewer.tz, { dateStyle: "medium" }),
  date_long_pretty: (date, viewer) =>
    relativeDay(date, viewer) ?? format(date, viewer.tz, { dateStyle: "full" }),
  time: (date, { tz }) =>
    format(date, tz, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  time_secs: (date, { tz }) =>
    format(date, tz, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
  ago: (date, { now }) => ago(date, now),
};

/** `pattern` holds tokens such as `{date_short_pretty} at {time}`; unknown ones stay as they are. */
export function formatDate(unix: number, pattern: string, viewer: Viewer): string {
  const date = new Date(unix * 1000);
  return pattern.replace(/\{(\w+)\}/g, (token, name: string, offset: number) => {
    const text = formatters[name]?.(date, viewer) ?? token;
    return offset === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  });
}

export function timeOfDay(date: Date, tz: string): string {
  return format(date, tz, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** The day as a heading: today, yesterday, or written out. */
export function dayName(date: Date, viewer: Viewer): string {
  const near = relativeDay(date, viewer);
  if (near) return near.charAt(0).toUpperCase() + near.slice(1);
  return format(date, viewer.tz, { weekday: "long", day: "numeric", month: "long" });
}

export function isoDay(date: Date, tz: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: tz, dateStyle: "short" }).format(date);
}

function format(date: Date, tz: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en", { timeZone: tz, ...options }).format(date);
}

function relativeDay(date: Date, { tz, now }: Viewer): string | undefined {
  const midnight = (of: Date) => Date.parse(`${isoDay(of, tz)}T00:00:00Z`);
  const days = Math.round((midnight(date) - midnight(now)) / 86_400_000);
  return new Map([
    [-1, "yesterday"],
    [0, "today"],
    [1, "tomorrow"],
  ]).get(days);
}

const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

function ago(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(
    Math.trunc(seconds / size),
    unit,
  );
}
