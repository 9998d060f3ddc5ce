// A small part of `npm run trial -- freeze`: one freeze under a program that is killed, with the same moments each time.
import assert from "node:assert/strict";
import { it } from "node:test";
import { runFreezeTrial } from "./freeze/trial.ts";

const KILLS = 4;

it("a freeze survives four kills: held, let through once and open again, as it was promised", async (t) => {
  const result = await runFreezeTrial({
    seed: 4,
    kills: KILLS,
    killsPerRound: KILLS,
    isShort: true,
    tell: (line) => t.diagnostic(line),
  });
  assert.deepEqual(result.faults, []);
  assert.equal(result.kills, KILLS);
  assert.deepEqual([result.freezes, result.exceptions, result.touches], [1, 1, 1]);
});
