// The times of `/runbook run` are read by the person's own clock, like those of /freeze.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRunTimes } from "../../../src/slack/commands/read-run-times.ts";

const NOW = new Date("2026-11-26T15:00:00Z");
const WHERE = { now: NOW, zone: "Europe/Warsaw" };
const INPUTS = {
  starts_at: { type: "datetime", required: true },
  hours: { type: "integer", required: false },
} as const;

describe("a time that a run is given", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["starts_at=22:00 hours=48", "starts_at=2026-11-26T21:00:00.000Z hours=48"],
    ["hours=48 starts_at=tomorrow 22:00", "hours=48 starts_at=2026-11-27T21:00:00.000Z"],
    ['starts_at="fri at 22:00" hours=48', "starts_at=2026-11-27T21:00:00.000Z hours=48"],
    ["starts_at=2026-11-27T21:00:00Z", "starts_at=2026-11-27T21:00:00.000Z"],
    ["starts_at=2h hours=2", "starts_at=2026-11-26T17:00:00.000Z hours=2"],
    ["starts_at=yesterday hours=2", "starts_at=yesterday hours=2"],
    ["hours=22:00", "hours=22:00"],
  ];
  for (const [typed, text] of cases) {
    it(`reads ${typed} as ${text}`, () => {
      assert.equal(readRunTimes(INPUTS, typed, WHERE).text, text);
    });
  }

  it("is said back with its zone, and with what a change of the clocks made of it", () => {
    const { read } = readRunTimes(INPUTS, "starts_at=2027-03-28T02:30", WHERE);
    assert.deepEqual(read, [
      "`starts_at` is read as Sun 2027-03-28 03:30 CEST.",
      "02:30 does not exist that day in Europe/Warsaw, because the clocks go forward: taken as 03:30.",
    ]);
  });
});
