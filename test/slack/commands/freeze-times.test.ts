// The times of /freeze are read by the person's own clock, over changes of the clock too.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TimeFacts } from "../../../src/domain/freeze/window.ts";
import { takeTime } from "../../../src/slack/commands/freeze-times.ts";

const WARSAW: TimeFacts = {
  now: new Date("2026-11-26T15:00:00Z"),
  zone: "Europe/Warsaw",
  edge: "start",
};

function read(text: string, where = WARSAW) {
  const taken = takeTime(text, where);
  if (!taken) return undefined;
  const { time, rest } = taken;
  return time.kind === "length"
    ? `${time.ms / 60_000} min|${rest}`
    : `${time.at}${time.note ? ` ${time.note.kind} ${time.note.taken}` : ""}|${rest}`;
}

describe("a time of /freeze", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["18:00 shop", "2026-11-26T17:00:00.000Z|shop"],
    ["9:05 shop", "2026-11-27T08:05:00.000Z|shop"],
    ["16:00", "2026-11-27T15:00:00.000Z|"],
    ["tomorrow 9:00 Black Friday", "2026-11-27T08:00:00.000Z|Black Friday"],
    ["Tomorrow at 9:00 x", "2026-11-27T08:00:00.000Z|x"],
    ["jutro 9:00", "2026-11-27T08:00:00.000Z|"],
    ["2026-11-26T18:00 x", "2026-11-26T17:00:00.000Z|x"],
    ["2026-11-26T9:00", "2026-11-26T08:00:00.000Z|"],
    ["2026-11-26 18:00 x", "2026-11-26T17:00:00.000Z|x"],
    ["2026-11-27 Black Friday", "2026-11-26T23:00:00.000Z|Black Friday"],
    ["2026-11-26T18:00Z x", "2026-11-26T18:00:00.000Z|x"],
    ["2026-11-26T18:00:00+09:00 x", "2026-11-26T09:00:00.000Z|x"],
    ["2026-11-26 18:00 -0500 x", "2026-11-26T23:00:00.000Z|x"],
    ["fri 18:00 Black Friday", "2026-11-27T17:00:00.000Z|Black Friday"],
    ["-24h x", "1440 min|x"],
    ["now x", "2026-11-26T15:00:00.000Z|x"],
    ["48h x", "2880 min|x"],
    ["+90m x", "90 min|x"],
    ["3D x", "4320 min|x"],
    ["2028-02-29T10:00", "2028-02-29T09:00:00.000Z|"],
    ["2027-02-29T10:00", undefined],
    ["2026-11-31 10:00", undefined],
    ["25:00", undefined],
    ["2026-11-26 25:00 x", undefined],
    ["1.12 release", undefined],
    ["2 min outage", undefined],
    ["18", undefined],
    ["tomorrow", undefined],
    ["Black Friday", undefined],
    ["", undefined],
  ];
  for (const [text, expected] of cases) {
    it(`reads ${JSON.stringify(text)} as ${expected ?? "no time"}`, () => {
      assert.equal(read(text), expected);
    });
  }

  it("that the clock skips is as much later, and of one that comes twice a freeze holds for longer", () => {
    assert.equal(read("2027-03-28T02:30 x"), "2027-03-28T01:30:00.000Z gap 03:30|x");
    assert.equal(read("2026-10-25T02:30"), "2026-10-25T00:30:00.000Z overlap first|");
    const end = { ...WARSAW, edge: "end" } as const;
    assert.equal(read("2026-10-25T02:30", end), "2026-10-25T01:30:00.000Z overlap second|");
  });

  it("is tomorrow's by the person's own day", () => {
    const auckland = { ...WARSAW, now: new Date("2026-11-26T15:00:00Z"), zone: "Pacific/Auckland" };
    assert.equal(read("tomorrow 9:00", auckland), "2026-11-27T20:00:00.000Z|");
  });
});
