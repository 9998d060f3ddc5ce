// Whatever happens in whatever order: a run never contradicts itself, never hangs, and can be replayed.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { availableActions } from "../../../src/domain/runbook/actions.ts";
import { advance, startRun } from "../../../src/domain/runbook/advance.ts";
import { describeRun } from "../../../src/domain/runbook/describe.ts";
import type { Intent } from "../../../src/domain/runbook/intent.ts";
import type { Reading, RunState } from "../../../src/domain/runbook/run.ts";
import type { EffectEvent, RunEvent } from "../../../src/domain/runbook/run-event.ts";
import type { Moment } from "../../../src/domain/runbook/turn.ts";
import { anna, ola, runbookOf } from "./play.ts";

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
    on_fail: next
  - {id: back, kind: wait, title: Back, until: rate > 90, hold: 30s, every: 15s, timeout: 5m, on_timeout: escalate}
  - {id: pause, kind: wait, title: Pause, for: 1m}
  - {id: tell, kind: announce, title: Tell, to: [incident], text: "Done {{ steps.decide.output.value }}"}
  - {id: tidy, kind: manual, title: Tidy, timeout: 10m, on_timeout: remind}
  - {id: fine, kind: end, outcome: success}
  - {id: out, kind: end, outcome: not_applicable}
`);

const START = Date.parse("2026-11-22T12:00:00Z");

/** A number picks what happens next out of what could: sensible, late, repeated or plain wrong. */
type Roll = { readonly pick: number; readonly seconds: number; readonly value: number };

const rolls: fc.Arbitrary<Roll[]> = fc.array(
  fc.record({
    pick: fc.nat({ max: 999 }),
    seconds: fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 1_000 })),
    value: fc.constantFrom(0, 80, 91, 93, 100),
  }),
  { minLength: 5, maxLength: 60 },
);

function candidates(run: RunState, heard: readonly RunEvent[], { value }: Roll, now: Date) {
  const events: RunEvent[] = [...heard.slice(-4)];
  for (const { action, option, target, note } of availableActions(runbook, run)) {
    const at = hereOf(run);
    if (action === "abort" || !at) continue;
    const more = {
      ...(option ? { option: option.value } : {}),
      ...(target === undefined ? {} : { target }),
      ...(note === "none" ? {} : { note: "because" }),
    };
    events.push({ type: "clicked", ...at, action, by: value > 90 ? anna : ola, ...more });
  }
  events.push({
    type: "clicked",
    step: "decide",
    attempt: 1,
    action: "choose",
    option: "some",
    by: ola,
  });
  const state = run.steps.find(({ id }) => id === (run.cursor ?? "switch"));
  if (!state) return events;
  const at = { step: state.id, attempt: state.attempt };
  if (state.reading) events.push(...answers(at, state.reading.number, value, now));
  for (const timer of ["timeout", "elapsed", "sample", "read", "retry", "verify"] as const) {
    if (state.timers[timer]) events.push({ type: "timer-fired", ...at, timer });
  }
  if (state.effect) events.push(...fates(at, state.effect.sends, value));
  return events;
}

function answers(
  at: { step: string; attempt: number },
  reading: number,
  value: number,
  now: Date,
): RunEvent[] {
  const known: Reading = { ok: true, value, at: now.toISOString() };
  const json = { pct: value, there: value > 90 };
  return [
    { type: "metrics-read", ...at, reading, readings: { rate: known, base: known } },
    { type: "metrics-read", ...at, reading, readings: { rate: known } },
    {
      type: "metrics-read",
      ...at,
      reading,
      readings: { rate: { ...known, value: 60 }, base: { ...known, value: 94 } },
    },
    { type: "read-answered", ...at, reading, answer: { ok: true, status: 200, json } },
    { type: "read-answered", ...at, reading, answer: { ok: false, message: "refused" } },
  ];
}

function fates(at: { step: string; attempt: number }, send: number, value: number): EffectEvent[] {
  const status = value === 0 ? 429 : value === 80 ? 503 : 200;
  return [
    { type: "effect-sent", ...at, send },
    { type: "effect-answered", ...at, send, answer: { status, json: { n: value } } },
    { type: "effect-not-sent", ...at, send, message: "refused" },
    { type: "effect-lost", ...at, send, message: "reset" },
  ];
}

function hereOf(run: RunState) {
  const state = run.steps.find(({ id }) => id === run.cursor);
  return state && { step: state.id, attempt: state.attempt };
}

type Told = { readonly event: RunEvent; readonly moment: Moment };

function begin() {
  const facts = { zone: "UTC" };
  const moment = { now: new Date(START), chance: 0.5 };
  return startRun(runbook, { id: "r", inputs: { from: "stripe" }, by: anna, facts }, moment);
}

/** Plays the rolls out; gives back every state, what was asked, and what was told. */
function playOut(
  given: readonly Roll[],
  look: (run: RunState, intents: readonly Intent[]) => void,
) {
  const begun = begin();
  let run = begun.run;
  let now = START;
  const told: Told[] = [];
  const heard: RunEvent[] = [];
  look(run, begun.intents);
  for (const roll of given) {
    now += roll.seconds * 1_000;
    const choices = candidates(run, heard, roll, new Date(now));
    const event = choices[roll.pick % choices.length];
    if (!event) continue;
    const moment = { now: new Date(now), chance: (roll.pick % 10) / 10 };
    const result = advance(runbook, run, event, moment);
    told.push({ event, moment });
    heard.push(event);
    if (!result.ok) assert.equal(result.run, run, "a refused event changed the run");
    run = result.run;
    look(run, result.ok ? result.intents : []);
  }
  return { run, told, now };
}

const RESTING = ["succeeded", "failed", "skipped", "cancelled"];

function assertSound(run: RunState): void {
  const over = run.state === "completed" || run.state === "aborted";
  assert.equal(run.cursor === undefined, over);
  assert.equal(run.outcome !== undefined, over);
  const index = run.steps.findIndex(({ id }) => id === run.cursor);
  const here = run.steps[index];
  assert.equal(here?.state === "needs_decision", run.state === "blocked");
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
      playOut(given, (run) => {
        assertSound(run);
        assertNotStuck(run);
        const view = describeRun(runbook, run, new Date(START));
        assert.equal(view.lines.length, runbook.steps.length);
      });
    }),
    { numRuns: 150 },
  );
});

test("the same events at the same moments give the same run", () => {
  fc.assert(
    fc.property(rolls, (given) => {
      const { run, told } = playOut(given, () => {});
      const replayed = told.reduce(
        (before, { event, moment }) =>
          advance(runbook, JSON.parse(JSON.stringify(before)), event, moment).run,
        begin().run,
      );
      assert.deepEqual(replayed, run);
    }),
    { numRuns: 60 },
  );
});

test("every run can be brought to an end by a person", () => {
  fc.assert(
    fc.property(rolls, (given) => {
      const { run, now } = playOut(given, () => {});
      const at = hereOf(run);
      if (!at) return;
      const abort: RunEvent = { type: "clicked", ...at, action: "abort", by: ola, note: "enough" };
      const result = advance(runbook, run, abort, { now: new Date(now), chance: 0 });
      assert.ok(result.ok);
      assert.equal(result.run.state, "aborted");
      assertSound(result.run);
    }),
    { numRuns: 60 },
  );
});

test("a request with repeat: never leaves once for each time a person asked for it", () => {
  let requests = 0;
  fc.assert(
    fc.property(rolls, (given) => {
      const opened = new Map<string, number>();
      let before: RunState | undefined;
      playOut(given, (run) => {
        const was = before?.steps.find(({ id }) => id === "switch")?.effect;
        const is = run.steps.find(({ id }) => id === "switch")?.effect;
        if (is?.phase === "sent" && was?.phase === "intended") {
          const clicks = String(is.generation);
          opened.set(clicks, (opened.get(clicks) ?? 0) + 1);
          requests += 1;
        }
        // A socket that provably carried nothing does not count.
        if (is?.phase === "planned" && was?.phase === "sent") opened.delete(String(is.generation));
        before = run;
      });
      for (const [generation, times] of opened) assert.equal(times, 1, `generation ${generation}`);
    }),
    { numRuns: 150 },
  );
  assert.ok(requests > 0, "no run got as far as a request");
});
