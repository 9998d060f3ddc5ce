// Whatever happens in whatever order: a run never contradicts itself, never hangs, and can be replayed.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { availableActions } from "../../../src/domain/runbook/actions.ts";
import { advance } from "../../../src/domain/runbook/advance.ts";
import { describeRun } from "../../../src/domain/runbook/describe.ts";
import type { RunState } from "../../../src/domain/runbook/run.ts";
import type { RunEvent } from "../../../src/domain/runbook/run-event.ts";
import { beginRun, playOut, rolls } from "./chance.ts";
import { ola, runbookOf } from "./play.ts";

const runbook =
  runbookOf(`  - {id: look, kind: check, title: Look, known_if: rate > 0, pass: base - rate > 2, on_fail: {goto: tidy}, on_unknown: ask}
  - id: decide
    kind: choice
    title: Decide
    text: "Rate {{ metrics.rate | round }}"
    timeout: 5m
    on_timeout: ask
    options: [{value: all, label: All}, {value: some, label: Some}, {value: none, label: None, goto: out}]
  - id: switch
    kind: http
    title: Switch
    connection: shop
    method: PUT
    path: /r/{{ inputs.from }}
    body: {to: "{{ steps.decide.output.value }}"}
    repeat: never
    irreversible: it is only a test
    retry: {max: 2, on: [network, "429"]}
    verify: {http: shop, path: /r/x, pointer: /pct, equals: 100, within: 5s}
  - id: record
    kind: http
    title: Record
    when: steps.decide.output.value == 'all'
    connection: shop
    method: POST
    path: /log
    repeat: probe
    probe: {http: shop, path: /log, pointer: /there, equals: true}
    retry: {max: 1, on: [network, 5xx]}
    outputs: {n: {pointer: /n, type: integer}}
    rehearse: {n: 1}
    irreversible: it is only a test
    on_fail: next
  - {id: back, kind: wait, title: Back, until: rate > 90, hold: 30s, every: 15s, timeout: 5m, on_timeout: escalate}
  - {id: pause, kind: wait, title: Pause, for: 1m}
  - {id: tell, kind: announce, title: Tell, to: [incident], text: "Done {{ steps.decide.output.value }}"}
  - {id: tidy, kind: manual, title: Tidy, timeout: 10m, on_timeout: remind}
  - {id: fine, kind: end, outcome: success}
  - {id: out, kind: end, outcome: not_applicable}
`);

const RESTING = ["succeeded", "failed", "skipped", "cancelled"];

function assertSound(run: RunState): void {
  const over = run.state === "completed" || run.state === "aborted";
  assert.equal(run.cursor === undefined, over);
  assert.equal(run.outcome !== undefined, over);
  const index = run.steps.findIndex(({ id }) => id === run.cursor);
  const here = run.steps[index];
  assert.equal(run.hold !== undefined, run.state === "paused");
  if (!run.hold) assert.equal(here?.state === "needs_decision", run.state === "blocked");
  for (const [place, step] of run.steps.entries()) {
    if (place < index || over) assert.ok(RESTING.includes(step.state), `${step.id} ${step.state}`);
    if (place > index && !over) assert.equal(step.state, "pending");
    if (RESTING.includes(step.state)) assert.deepEqual(step.timers, {}, step.id);
  }
  assert.deepEqual(JSON.parse(JSON.stringify(run)), run, "the state is not plain JSON");
}

/** Something will move it: a timer, an answer that is owed, or a button besides Abort. */
function assertNotStuck(run: RunState): void {
  const here = run.steps.find(({ id }) => id === run.cursor);
  if (!here) return;
  const actions = availableActions(runbook, run);
  assert.equal(actions.at(-1)?.action, "abort");
  const owed = here.effect?.phase === "intended" || here.effect?.phase === "sent";
  const moves = Object.keys(here.timers).length > 0 || here.reading !== undefined || owed;
  assert.ok(moves || actions.length > 1, `${here.id} is stuck in ${here.state}`);
}

test("a run never contradicts itself and never hangs", () => {
  fc.assert(
    fc.property(rolls, (given) => {
      playOut(runbook, given, (run) => {
        assertSound(run);
        assertNotStuck(run);
        const view = describeRun(runbook, run, new Date(run.startedAt));
        assert.equal(view.lines.length, runbook.steps.length);
      });
    }),
    { numRuns: 60 },
  );
});

test("the same events at the same moments give the same run", () => {
  fc.assert(
    fc.property(rolls, (given) => {
      const { run, told } = playOut(runbook, given, () => {});
      const replayed = told.reduce(
        (before, { event, moment }) =>
          advance(runbook, JSON.parse(JSON.stringify(before)), event, moment).run,
        beginRun(runbook).run,
      );
      assert.deepEqual(replayed, run);
    }),
    { numRuns: 30 },
  );
});

test("every run can be brought to an end by a person", () => {
  fc.assert(
    fc.property(rolls, (given) => {
      const { run, now } = playOut(runbook, given, () => {});
      const here = run.steps.find(({ id }) => id === run.cursor);
      if (!here) return;
      const { id: step, attempt } = here;
      const abort: RunEvent = {
        type: "clicked",
        step,
        attempt,
        action: "abort",
        by: ola,
        note: "x",
      };
      const result = advance(runbook, run, abort, { now: new Date(now), chance: 0 });
      assert.ok(result.ok);
      assert.equal(result.run.state, "aborted");
      assertSound(result.run);
    }),
    { numRuns: 30 },
  );
});

function asksForSending(event: RunEvent): boolean {
  return (event.type === "clicked" && event.action === "run") || event.type === "effect-not-sent";
}

test("with repeat: never one click opens a socket at most once, unless nothing left", () => {
  let opened = 0;
  fc.assert(
    fc.property(rolls, (given) => {
      let allowed = 0;
      playOut(runbook, given, (_run, _intents, event) => {
        if (event?.step !== "switch") return;
        if (asksForSending(event)) allowed = 1;
        if (event.type !== "effect-sent") return;
        allowed -= 1;
        opened += 1;
        assert.ok(allowed >= 0, "sent again although it may have happened");
      });
    }),
    { numRuns: 150 },
  );
  assert.ok(opened > 0, "no request was sent: the property said nothing");
});

test("every request asked of the world is another send of another generation", () => {
  fc.assert(
    fc.property(rolls, (given) => {
      const seen = new Set<string>();
      playOut(runbook, given, (_run, intents) => {
        for (const intent of intents) {
          if (intent.do !== "send-request") continue;
          const key = `${intent.step} ${intent.effect.generation} ${intent.send}`;
          assert.ok(!seen.has(key), key);
          seen.add(key);
        }
      });
    }),
    { numRuns: 30 },
  );
});
