// A small part of `npm run trial`: whole runs under a program that is killed, with the same moments each time.
import assert from "node:assert/strict";
import { it } from "node:test";
import { runTrial } from "./trial/trial.ts";

const KILLS = 6;

it("a run with steps of every kind survives six kills: nothing is done twice, lost or stuck", async (t) => {
  const result = await runTrial({
    seed: 6,
    kills: KILLS,
    killsPerRun: KILLS,
    tell: (line) => t.diagnostic(line),
  });
  assert.ok(result.kills >= KILLS);
  assert.ok(result.effects > 0);
  assert.deepEqual(
    { doubled: result.doubled, lost: result.lost, stuck: result.stuck },
    { doubled: [], lost: [], stuck: [] },
  );
});
