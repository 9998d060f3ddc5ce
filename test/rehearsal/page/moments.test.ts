// Dates as a person reads and picks them, in their own zone.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  fromWallClock,
  toWallClock,
} from "../../../src/rehearsal/page/client/blocks/wall-clock.ts";
import { dayName, formatDate } from "../../../src/rehearsal/page/client/mrkdwn/format-date.ts";

const now = new Date("2026-11-22T12:52:00Z");
const at = Date.parse("2026-11-22T12:34:00Z") / 1000;
const warsaw = { tz: "Europe/Warsaw", now };

describe("a date token", () => {
  for (const [pattern, expected] of [
    ["{date_short_pretty} {time}", "Today 13:34"],
    ["since {date_short_pretty} {time}", "since today 13:34"],
    ["{date_num} {time_secs}", "2026-11-22 13:34:00"],
    ["{date_short}", "Nov 22, 2026"],
    ["{date_long}", "Sunday, November 22, 2026"],
    ["{ago}", "18 minutes ago"],
    ["{unknown} {time}", "{unknown} 13:34"],
  ] as const) {
    it(`${pattern} reads "${expected}"`, () => {
      assert.equal(formatDate(at, pattern, warsaw), expected);
    });
  }

  it("follows the reader's zone over midnight", () => {
    const late = Date.parse("2026-11-22T23:30:00Z") / 1000;
    assert.equal(formatDate(late, "{date_short_pretty} {time}", warsaw), "Tomorrow 00:30");
    const utc = { tz: "UTC", now };
    assert.equal(formatDate(late, "{date_short_pretty} {time}", utc), "Today 23:30");
  });

  it("names other days in a list of messages", () => {
    assert.equal(dayName(new Date("2026-11-21T12:00:00Z"), warsaw), "Yesterday");
    assert.equal(dayName(new Date("2026-11-18T12:00:00Z"), warsaw), "Wednesday, November 18");
  });
});

describe("a picked date and time", () => {
  for (const [wall, utc] of [
    ["2026-11-22T13:34", "2026-11-22T12:34:00Z"],
    ["2026-07-01T13:34", "2026-07-01T11:34:00Z"],
    ["2026-03-29T03:30", "2026-03-29T01:30:00Z"],
  ] as const) {
    it(`${wall} in Warsaw is ${utc}, and back`, () => {
      const unix = fromWallClock(wall, "Europe/Warsaw");
      assert.equal(new Date(unix * 1000).toISOString(), utc.replace("Z", ".000Z"));
      assert.equal(toWallClock(unix, "Europe/Warsaw"), wall);
    });
  }
});
