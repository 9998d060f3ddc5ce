// Windows of freezes as people type them: every zone, every change of the clocks, every end of a month.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DateTime } from "luxon";
import {
  type Edge,
  instantOf,
  isWall,
  type Wall,
  wallOf,
  writeWall,
} from "../../../src/domain/freeze/wall-time.ts";
import { readTime, windowAround } from "../../../src/domain/freeze/window.ts";

const ZONES = [
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "America/New_York",
  "Europe/Warsaw",
  "Africa/Casablanca",
  "America/Sao_Paulo",
  "Africa/Cairo",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "America/St_Johns",
  "Asia/Tehran",
  "Europe/London",
  "Pacific/Chatham",
  "America/Santiago",
  "UTC",
];
const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032];
const HOUR = 3_600_000;

/** Each month's first, second-to-last and last days, and the 15th; leap days are among them. */
function* days(): Generator<{ year: number; month: number; day: number }> {
  for (const year of YEARS) {
    for (let month = 1; month <= 12; month += 1) {
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
      for (const day of [1, 15, last - 1, last]) yield { year, month, day };
    }
  }
}

/** Half an hour after the latest instant before each change of a zone's clocks, found through Intl alone. */
function changesOf(zone: string, year: number): number[] {
  const ahead = (at: number): number => shown(at, zone) - at;
  const found: number[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 12 * HOUR) {
    if (ahead(at) === ahead(at + 12 * HOUR)) continue;
    let change = at;
    while (ahead(change) === ahead(at)) change += HOUR / 2;
    found.push(change);
  }
  return found;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks show, as if it were UTC: an independent reading by Intl. */
function shown(at: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric" },
      ...{ day: "numeric", hour: "numeric", minute: "numeric" },
    });
  formats.set(zone, format);
  const parts = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}

const asUtc = ({ year, month, day, hour, minute }: Wall): number =>
  Date.UTC(year, month - 1, day, hour, minute);

describe("a wall-clock time", () => {
  it("that exists once is the instant at which the clocks of its zone show it", () => {
    let seen = 0;
    for (const zone of ZONES) {
      for (const date of days()) {
        const wall = { ...date, hour: 18, minute: 30 };
        const { at, note } = instantOf(wall, zone, "end");
        assert.equal(note, null, `${writeWall(wall)} ${zone}`);
        assert.equal(shown(Date.parse(at), zone), asUtc(wall), `${writeWall(wall)} ${zone}`);
        assert.deepEqual(wallOf(at, zone), wall);
        seen += 1;
      }
    }
    assert.equal(seen, ZONES.length * YEARS.length * 48);
  });

  it("in the hour that the clocks leave out or repeat is told as such, and nothing else is", () => {
    const seen = { gaps: 0, once: 0, overlaps: 0 };
    for (const { zone, local } of clockTimesNearChanges()) {
      const real = instantsShowing(local, zone);
      judge(wallOf(new Date(local), "UTC"), zone, real);
      seen[real.length === 0 ? "gaps" : real.length === 1 ? "once" : "overlaps"] += 1;
    }
    assert.ok(seen.gaps > 150 && seen.overlaps > 150, JSON.stringify(seen));
  });

  it("on the 29th of February exists in leap years alone", () => {
    for (const year of YEARS) {
      const wall = { year, month: 2, day: 29, hour: 9, minute: 0 };
      assert.equal(isWall(wall), year % 4 === 0, `${year}`);
    }
    assert.equal(isWall({ year: 2026, month: 6, day: 31, hour: 9, minute: 0 }), false);
    assert.equal(isWall({ year: 2026, month: 6, day: 30, hour: 24, minute: 0 }), false);
  });
});

/** Around each change, in steps of twenty minutes of what the clocks show. */
function* clockTimesNearChanges(): Generator<{ zone: string; local: number }> {
  for (const zone of ZONES) {
    for (const change of YEARS.flatMap((year) => changesOf(zone, year))) {
      const around = shown(change, zone);
      for (let local = around - 3 * HOUR; local <= around + 3 * HOUR; local += HOUR / 3) {
        yield { zone, local };
      }
    }
  }
}

/** All instants at which the clocks show this: every offset of the world is tried. */
function instantsShowing(local: number, zone: string): number[] {
  const found: number[] = [];
  for (let offset = -12 * HOUR; offset <= 14 * HOUR; offset += HOUR / 4) {
    if (shown(local - offset, zone) === local) found.push(local - offset);
  }
  return found.sort((a, b) => a - b);
}

function judge(wall: Wall, zone: string, real: readonly number[]): void {
  const [first, second] = real;
  for (const edge of ["start", "end"] as const) {
    const { at, note } = instantOf(wall, zone, edge);
    const label = `${writeWall(wall)} ${zone} ${edge}`;
    if (first === undefined) {
      assert.equal(note?.kind, "gap", label);
      // Later by as much as the clocks go forward, never earlier.
      const late = shown(Date.parse(at), zone) - asUtc(wall);
      assert.ok(late > 0 && late <= 2 * HOUR, `${label}: later by ${late / 60_000} min`);
    } else {
      assert.equal(note?.kind, second === undefined ? undefined : "overlap", label);
      const wanted = edge === "start" ? first : (second ?? first);
      assert.equal(Date.parse(at), wanted, label);
    }
  }
}

describe("a freeze of so many hours", () => {
  it("lasts exactly so long in every zone, over every change of the clocks, month and year", () => {
    for (const zone of ZONES) {
      for (const date of days()) {
        for (const hours of [48, 72]) {
          const start = instantOf({ ...date, hour: 2, minute: 30 }, zone, "start").at;
          const { startsAt, endsAt } = windowAround({ startsAt: start, endsAt: start }, hours);
          assert.equal(Date.parse(endsAt) - Date.parse(startsAt), hours * HOUR);
        }
      }
    }
  });

  it("before a campaign begins those hours before it, and ends with it", () => {
    const campaign = { startsAt: "2026-03-30T08:00:00.000Z", endsAt: "2026-04-02T21:59:00.000Z" };
    const { startsAt, endsAt } = windowAround(campaign, 48);
    // The clocks of Warsaw go forward in between: 10:00 there is 48 hours after 09:00.
    assert.equal(startsAt, "2026-03-28T08:00:00.000Z");
    assert.equal(wallOf(startsAt, "Europe/Warsaw").hour, 9);
    assert.equal(wallOf(campaign.startsAt, "Europe/Warsaw").hour, 10);
    assert.equal(endsAt, campaign.endsAt);
  });
});

describe("what people type", () => {
  const now = new Date("2026-11-25T15:00:00Z");
  const read = (text: string, zone = "Europe/Warsaw", edge: Edge = "start") =>
    readTime(text, { now, zone, edge });

  const cases: readonly (readonly [string, string])[] = [
    ["18:00", "2026-11-25T17:00:00.000Z"],
    ["15:59", "2026-11-26T14:59:00.000Z"],
    ["today 23:00", "2026-11-25T22:00:00.000Z"],
    ["tomorrow 9:00", "2026-11-26T08:00:00.000Z"],
    ["Jutro 9:00", "2026-11-26T08:00:00.000Z"],
    ["fri 18:00", "2026-11-27T17:00:00.000Z"],
    ["wed 18:00", "2026-12-02T17:00:00.000Z"],
    ["2026-11-26T18:00", "2026-11-26T17:00:00.000Z"],
    ["2026-11-26 18:00", "2026-11-26T17:00:00.000Z"],
    ["2026-11-26", "2026-11-25T23:00:00.000Z"],
    ["2026-11-26T18:00Z", "2026-11-26T18:00:00.000Z"],
    ["2026-11-26T18:00:30+05:30", "2026-11-26T12:30:30.000Z"],
    ["2026-11-26 18:00 -0500", "2026-11-26T23:00:00.000Z"],
    ["now", "2026-11-25T15:00:00.000Z"],
  ];
  for (const [text, at] of cases) {
    it(`“${text}” is read in their zone`, () => {
      assert.deepEqual(read(text), { kind: "moment", at, note: null });
    });
  }

  for (const [text, hours] of [
    ["24h", 24],
    ["90m", 1.5],
    ["1h30m", 1.5],
    ["3d", 72],
    ["1w", 168],
  ] as const) {
    it(`“${text}” is so many hours`, () => {
      assert.deepEqual(read(text), { kind: "length", ms: hours * HOUR });
    });
  }

  it("that is no date, or no time, is said apart", () => {
    assert.deepEqual(read("2026-02-29T18:00"), { kind: "no-time" });
    assert.deepEqual(read("25:00"), { kind: "no-time" });
    assert.deepEqual(read("2026-11-31T18:00Z"), { kind: "no-time" });
    for (const text of ["", "soon", "someday 9:00", "18", "h", "-3h", "2026-11"]) {
      assert.equal(read(text), undefined, text);
    }
  });

  it("in the night the clocks change says what became of it", () => {
    const gap = { kind: "gap", asked: "02:30", taken: "03:30" };
    assert.deepEqual(read("2027-03-28T02:30"), {
      kind: "moment",
      at: "2027-03-28T01:30:00.000Z",
      note: gap,
    });
    const twice = { kind: "overlap", asked: "02:30" };
    assert.deepEqual(read("2027-10-31T02:30", "Europe/Warsaw", "start"), {
      kind: "moment",
      at: "2027-10-31T00:30:00.000Z",
      note: { ...twice, taken: "first" },
    });
    assert.deepEqual(read("2027-10-31T02:30", "Europe/Warsaw", "end"), {
      kind: "moment",
      at: "2027-10-31T01:30:00.000Z",
      note: { ...twice, taken: "second" },
    });
    const half = read("2026-10-04T02:15", "Australia/Lord_Howe");
    assert.ok(half?.kind === "moment");
    assert.deepEqual(half.note, { kind: "gap", asked: "02:15", taken: "02:45" });
  });

  it("is read the same as luxon reads it, wherever the time exists once", () => {
    for (const zone of ZONES) {
      for (const date of days()) {
        const wall = { ...date, hour: 12, minute: 0 };
        const theirs = DateTime.fromObject(wall, { zone }).toUTC().toISO();
        assert.equal(instantOf(wall, zone, "start").at, theirs);
      }
    }
  });
});
