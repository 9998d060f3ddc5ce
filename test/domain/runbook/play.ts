// Plays a run in tests: a runbook from text, a clock that is moved by hand, events sent to the current step.
import assert from "node:assert/strict";
import type { Runbook } from "../../../src/domain/runbook/format/format.ts";
import { formatProblem } from "../../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import type { Scalar } from "../../../src/domain/runbook/language/json.ts";
import {
  type Advance,
  advance,
  type Start,
  startRun,
} from "../../../src/domain/runbook/run/advance.ts";
import type { Intent } from "../../../src/domain/runbook/state/intent.ts";
import type { Reading } from "../../../src/domain/runbook/state/reason.ts";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { Clicked, HttpAnswer, RunEvent } from "../../../src/domain/runbook/state/run-event.ts";
import type { Person } from "../../../src/domain/runbook/state/stamp.ts";
import type { StepState, TimerKind } from "../../../src/domain/runbook/state/step-state.ts";

export const anna: Person = { id: "U1", name: "Anna" };
export const ola: Person = { id: "U2", name: "Ola" };

const HEAD = `muster: 1
id: test
title: Test
owner: group:web-leads
inputs:
  from: {type: string}
metrics:
  rate: {prometheus: prod, promql: 'rate{g="{{ inputs.from }}"}'}
  base: {prometheus: prod, promql: base, max_age: 1h}
  ok: {http: shop, path: /healthz, pointer: /ok, type: boolean}
steps:
`;

/** `more` are further lines of the head. */
export function runbookOf(steps: string, more = ""): Runbook {
  const read = readRunbook(more + HEAD + steps, "runbooks/test.yml");
  assert.ok(read.ok, read.ok ? "" : read.problems.map(formatProblem).join("\n"));
  return read.runbook;
}

const START = Date.parse("2026-11-22T12:00:00Z");

export type Play = ReturnType<typeof play>;

type Begun = { readonly run: RunState; readonly intents: readonly Intent[] };

/** `already`: a run that was begun elsewhere. */
export function play(
  steps: string | Runbook,
  inputs: Record<string, Scalar> = { from: "stripe" },
  more: Partial<Start> & { readonly already?: Begun } = {},
) {
  const runbook = typeof steps === "string" ? runbookOf(steps) : steps;
  let now = START;
  const moment = () => ({ now: new Date(now), chance: 0.5 });
  const { already, ...others } = more;
  const start: Start = { id: "run-1", inputs, by: anna, facts: { zone: "UTC" }, ...others };
  const begun = already ?? startRun(runbook, start, moment());
  let run: RunState = begun.run;
  let intents: readonly Intent[] = begun.intents;
  const log: RunEvent[] = [];

  const send = (event: RunEvent): Advance => {
    const before = JSON.stringify(run);
    const result = advance(runbook, run, event, moment());
    assert.equal(JSON.stringify(run), before, "the run given was changed");
    log.push(event);
    run = result.run;
    intents = result.ok ? result.intents : [];
    return result;
  };
  const must = (event: RunEvent): void => {
    const result = send(event);
    assert.ok(result.ok, result.ok ? "" : `${event.type}: ${JSON.stringify(result.refusal)}`);
  };
  const here = () => {
    assert.ok(run.cursor !== undefined, `the run is over: ${run.outcome}`);
    const { id, attempt } = step(run.cursor);
    return { step: id, attempt };
  };
  const step = (id: string): StepState => {
    const found = run.steps.find((state) => state.id === id);
    assert.ok(found, `no step ${id}`);
    return found;
  };
  const at = () => new Date(now).toISOString();
  return {
    runbook,
    send,
    step,
    here,
    log,
    run: () => run,
    now: () => new Date(now),
    current: () => step(here().step),
    /** What the last event (or the start) asked of the world. */
    asked: <K extends Intent["do"]>(what: K) =>
      intents.filter((intent): intent is Extract<Intent, { do: K }> => intent.do === what),
    intents: () => intents,
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
    click: (action: Clicked["action"], more: Partial<Clicked> = {}) =>
      must({ type: "clicked", ...here(), action, by: anna, ...more }),
    tryClick: (action: Clicked["action"], more: Partial<Clicked> = {}) => {
      const result = send({ type: "clicked", ...here(), action, by: ola, ...more });
      return result.ok ? undefined : result.refusal;
    },
    fire: (timer: TimerKind) => must({ type: "timer-fired", ...here(), timer }),
    read: (values: Record<string, Scalar | Reading>) => {
      const reading = step(here().step).reading?.number ?? -1;
      const readings = Object.fromEntries(
        Object.entries(values).map(([name, value]): [string, Reading] => [
          name,
          typeof value === "object" ? value : { ok: true, value, at: at() },
        ]),
      );
      must({ type: "metrics-read", ...here(), reading, readings });
    },
    sent: () => must({ type: "effect-sent", ...here(), send: sends(step(here().step)) }),
    answer: (answer: HttpAnswer) =>
      must({ type: "effect-answered", ...here(), send: sends(step(here().step)), answer }),
    lost: () =>
      must({
        type: "effect-lost",
        ...here(),
        send: sends(step(here().step)),
        message: "timed out",
      }),
    notSent: () =>
      must({
        type: "effect-not-sent",
        ...here(),
        send: sends(step(here().step)),
        message: "ECONNREFUSED",
      }),
    readBack: (json: unknown) =>
      must({
        type: "read-answered",
        ...here(),
        reading: step(here().step).reading?.number ?? -1,
        answer: { ok: true, status: 200, json },
      }),
  };
}

function sends(state: StepState): number {
  return state.effect?.sends ?? -1;
}

/** A check with a floor that leads out where it fails. */
export const CHECK = `  - id: look
    kind: check
    title: Is it down?
    known_if: rate > 0
    pass: base - rate > 2
    on_fail: {goto: out}
    on_unknown: ask
  - {id: act, kind: manual, title: Act, timeout: 10m}
  - {id: fine, kind: end, outcome: success}
  - {id: out, kind: end, outcome: not_applicable}
`;

export const PUT = (more: string) => `  - id: switch
    kind: http
    title: Switch
    connection: routing
    method: PUT
    path: /v1/routes/{{ inputs.from }}
    body: {fallback_pct: 100}
${/^ {4}(undo|irreversible):/m.test(more) ? "" : "    irreversible: it is only a test\n"}${more}  - {id: next, kind: manual, title: Next, timeout: 10m}
`;

const PROBE = "    probe: {http: routing, path: /v1/log, pointer: /last, equals: 100}\n";
export const VERIFY =
  "    verify: {http: routing, path: /v1/routes/x, pointer: /fallback_pct, equals: 100, within: 5s}\n";

export const repeat = (rule: string) =>
  PUT(`    repeat: ${rule}\n${rule === "probe" ? PROBE : ""}`);

export function started(steps: string) {
  const run = play(steps);
  run.click("run");
  run.sent();
  return run;
}
