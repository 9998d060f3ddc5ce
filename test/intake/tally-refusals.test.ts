import assert from "node:assert/strict";
import { test } from "node:test";
import { type RefusalTally, tallyRefusal } from "../../src/intake/tally-refusals.ts";

test("a refusal is told at once, then once an hour with how many there were", () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 12, minutes));
  const told: (number | undefined)[] = [];
  let tally: RefusalTally | undefined;
  for (const minute of [0, 1, 59, 60, 61, 200]) {
    const next = tallyRefusal(tally, at(minute));
    told.push(next.tell);
    tally = next.tally;
  }
  assert.deepEqual(told, [1, undefined, undefined, 3, undefined, 2]);
});
