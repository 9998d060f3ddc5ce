// A run at one step, with whatever words are wanted in it: what forms are drawn from.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Runbook } from "../../../src/domain/runbook/format/format.ts";
import { formatProblem } from "../../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import { escapeText } from "../../../src/domain/runbook/language/sink.ts";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { StepState } from "../../../src/domain/runbook/state/step-state.ts";
import type { AskedRun } from "../../../src/slack/answer-run.ts";
import type { RunValue } from "../../../src/slack/ids.ts";

const RUNBOOK = `muster: 1
id: sample
title: A sample
owner: group:web-leads
steps:
  - id: ask
    kind: manual
    title: Ask the provider
    timeout: 10m
    collect:
      ticket: {type: string, label: Ticket, required: true}
      share: {type: integer, min: 1, max: 100, default: 10}
      since: {type: datetime}
      who: {type: user}
      part: {type: enum, values: [all, half]}
      sure: {type: boolean}
      story: {type: text}
  - id: switch
    kind: http
    title: Switch
    confirm: type
    connection: routing
    method: PUT
    path: /v1/routes/card
    body: {pct: 100}
    repeat: safe
    irreversible: it is only a sample
  - id: tell
    kind: announce
    title: Tell customers
    to: [incident, status_page]
    status: {component: payments, state: degraded}
    text: Card payments are slow.
  - {id: over, kind: end, outcome: success}
`;

export function sampleRunbook(): Runbook {
  const read = readRunbook(RUNBOOK, "runbooks/sample.yml");
  assert.ok(read.ok, read.ok ? "" : read.problems.map(formatProblem).join("\n"));
  return read.runbook;
}

const NOW = "2026-11-27T18:10:00.000Z";

/** The run of `sample` with its cursor on `cursor`; `text` stands wherever words from outside may. */
export function sampleAsked(text: string, cursor: "ask" | "switch" | "tell"): AskedRun {
  const runbook = sampleRunbook();
  const steps = runbook.steps.map((step) => stateOf(step.id, step.kind, text, step.id === cursor));
  const state: RunState = {
    id: randomUUID(),
    runbook: "sample",
    mode: "drill",
    state: "running",
    cursor,
    inputs: {},
    facts: { zone: "UTC" },
    startedAt: NOW,
    startedBy: { id: "U0ANNA", name: text },
    steps,
  };
  const run: AskedRun["run"] = {
    id: state.id,
    number: 7,
    versionId: randomUUID(),
    slug: "sample",
    incidentId: randomUUID(),
    lockKey: null,
    isOpen: 1,
    mode: "drill",
    triggerKey: null,
    state,
    eventSeq: 3,
    startedBy: "U0ANNA",
    startedAt: new Date(NOW),
    endedAt: null,
  };
  return { run, runbook };
}

function stateOf(id: string, kind: StepState["kind"], text: string, isCurrent: boolean): StepState {
  const escaped = escapeText(text);
  return {
    id,
    kind,
    state: isCurrent ? (kind === "manual" ? "waiting" : "ready") : "succeeded",
    attempt: 1,
    title: escaped,
    text: escaped,
    decisions: [],
    timers: {},
    reads: 0,
    reminders: 0,
    ...(id === "switch" && { effect: effectOf(text) }),
    ...(id === "tell" && {
      announcement: {
        to: ["incident", "status_page"] as const,
        text: escaped,
        status: { component: "payments", state: "degraded" as const },
      },
    }),
  };
}

function effectOf(text: string): NonNullable<StepState["effect"]> {
  return {
    direction: "do",
    change: {
      kind: "http",
      connection: "routing",
      method: "PUT",
      path: `/v1/${encodeURIComponent(text.toWellFormed())}`,
      query: [["q", text]],
      headers: {},
      body: { note: text },
    },
    sha: "0badcafe".repeat(8),
    repeat: "safe",
    before: text,
    after: text,
    generation: 1,
    sends: 1,
    phase: "answered",
    status: 200,
    sentAt: NOW,
  };
}

export const sampleValue = (step: string, action: RunValue["action"]): RunValue => ({
  about: "run",
  run: 7,
  step,
  attempt: 1,
  action,
});
