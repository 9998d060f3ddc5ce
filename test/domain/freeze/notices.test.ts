// The posts before a freeze, by what its declaration says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { noticesOf } from "../../../src/domain/freeze/notices.ts";

const HOUR_MS = 3_600_000;

const cases: readonly (readonly [string, readonly number[] | undefined, readonly unknown[]])[] = [
  ["nothing said: a day and an hour", undefined, [24 * HOUR_MS, HOUR_MS]],
  ["two: both", [2_880, 30], [48 * HOUR_MS, HOUR_MS / 2]],
  ["more: the first and the last", [1_440, 120, 15], [24 * HOUR_MS, HOUR_MS / 4]],
  ["a single early one", [1_440], [24 * HOUR_MS, null]],
  ["a single late one", [60], [null, HOUR_MS]],
  ["none at all", [], [null, null]],
];

for (const [name, notices, expected] of cases) {
  test(name, () => {
    const { dayBeforeMs, hourBeforeMs } = noticesOf(notices ? { notices } : {});
    assert.deepEqual([dayBeforeMs, hourBeforeMs], expected);
  });
}
