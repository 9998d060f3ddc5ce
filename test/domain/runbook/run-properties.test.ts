// Whatever runbook, whatever happens in whatever order: a run never contradicts itself, never hangs, and can be replayed.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { advance } from "../../../src/domain/runbook/run/advance.ts";
import { recordOf } from "../../../src/domain/runbook/run/event-record.ts";
import type { RunEvent } from "../../../src/domain/runbook/state/run-event.ts";
import { describeRun } from "../../../src/domain/runbook/view/describe.ts";
import { beginRun, playOut, rolls, starts } from "./chance.ts";
import { finish } from "./finish.ts";
import { ola } from "./play.ts";
import { genomes, runbookFrom } from "./random-runbook.ts";
import { assertNotStuck, assertSound } from "./run-invariants.ts";
import { watchSends } from "./send-rules.ts";

/** `node run-properties.test.ts --sequences=20000` tries more, from another seed each time. */
const asked = process.argv.find((word) => word.startsWith("--sequences="));
const sequences = Number(asked?.split("=")[1] ?? 200);
const seed = asked ? Date.now() % 2 ** 31 : 20_261_122;

/** Several orders of events for each runbook: reading a runbook costs more than playing one. */
const ORDERS = 4;
const games = fc.record({
  genome: genomes,
  start: starts,
  orders: fc.array(rolls, { minLength: ORDERS, maxLength: ORDERS }),
});
const settings = {
  numRuns: Math.ceil(sequences / ORDERS),
  seed,
  endOnFailure: process.argv.includes("--first"),
};

test("a run never contradicts itself, never hangs, and sends only what was seen, approved and clicked", (t: TestContext) => {
  const tried = { sequences: 0, events: 0, sends: 0, sockets: 0, ended: 0 };
  fc.assert(
    fc.property(games, ({ genome, start, orders }) => {
      const runbook = runbookFrom(genome);
      for (const given of orders) {
        const { look, counts } = watchSends(runbook);
        const { run, told, now } = playOut(
          runbook,
          given,
          (seen) => {
            assertSound(seen.run);
            assertNotStuck(runbook, seen.run);
            look(seen);
          },
          start,
        );
        const view = describeRun(runbook, run, new Date(now));
        assert.equal(view.lines.length, run.steps.length);
        tried.sequences += 1;
        tried.events += told.length;
        tried.sends += counts.sends;
        tried.sockets += counts.sockets;
        tried.ended += run.cursor === undefined ? 1 : 0;
      }
    }),
    settings,
  );
  t.diagnostic(`seed ${seed}: ${JSON.stringify(tried)}`);
  // With the seed that is always the same these are always the same numbers, too.
  assert.ok(tried.sends > sequences / 2, `only ${tried.sends} sends: the property said little`);
  assert.ok(tried.sockets > sequences / 4, `only ${tried.sockets} sockets were opened`);
  assert.ok(tried.ended > sequences / 10, `only ${tried.ended} runs came to their end`);
});

test("the same events at the same moments give the same run, as they came and as the log keeps them", () => {
  fc.assert(
    fc.property(games, ({ genome, start, orders: [given = []] }) => {
      const runbook = runbookFrom(genome);
      const { run, told } = playOut(runbook, given, () => {}, start);
      const again = told.reduce(
        (before, { event, moment }) => advance(runbook, before, event, moment).run,
        beginRun(runbook, start).run,
      );
      assert.deepEqual(again, run);
      const stored = told.reduce(
        (before, { event, moment }) =>
          advance(runbook, JSON.parse(JSON.stringify(before)), event, moment).run,
        beginRun(runbook, start).run,
      );
      assert.deepEqual(stored, run);
      const logged = told.reduce(
        (before, { event, moment }) =>
          advance(runbook, before, recordOf(runbook, before, event), moment).run,
        beginRun(runbook, start).run,
      );
      assert.deepEqual(logged, run);
    }),
    { ...settings, numRuns: Math.ceil(settings.numRuns / 3) },
  );
});

test("every run can be stopped by a person with one click, or with two where it undoes first", () => {
  fc.assert(
    fc.property(games, ({ genome, start, orders: [given = []] }) => {
      const runbook = runbookFrom(genome);
      const { run, now } = playOut(runbook, given, () => {}, start);
      const abort: RunEvent = {
        type: "clicked",
        step: "",
        attempt: 0,
        action: "abort",
        by: ola,
        note: "x",
      };
      const moment = { now: new Date(now), chance: 0 };
      const once = run.cursor === undefined ? run : advance(runbook, run, abort, moment).run;
      const twice = once.cursor === undefined ? once : advance(runbook, once, abort, moment).run;
      assert.ok(once.cursor === undefined || once.rollBack, `${once.state} after Abort`);
      assert.equal(twice.cursor, undefined, `${twice.state} after a second Abort`);
      assertSound(twice);
    }),
    { ...settings, numRuns: Math.ceil(settings.numRuns / 3) },
  );
});

test("every run can be brought to its end by people, timers and answers without being stopped", () => {
  fc.assert(
    fc.property(games, ({ genome, start, orders: [given = []] }) => {
      const runbook = runbookFrom(genome);
      const { run, now } = playOut(runbook, given, () => {}, start);
      const { end, steps } = finish(runbook, run, now);
      assert.equal(end.cursor, undefined, `${end.state} at ${end.cursor} after ${steps} events`);
      assertSound(end);
    }),
    { ...settings, numRuns: Math.ceil(settings.numRuns / 3) },
  );
});
