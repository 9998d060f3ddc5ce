// Runs in every situation, with any words put in where people or targets speak.
import type { OfferedAction } from "../../src/domain/runbook/run/actions.ts";
import type { Change } from "../../src/domain/runbook/state/change.ts";
import type { CurrentStep, RunView } from "../../src/domain/runbook/view/describe.ts";
import type { RunSubject } from "../../src/slack/blocks/run-subject.ts";
import { sampleApproval } from "./approval-samples.ts";
import { anna, iso, piotr, previewOf, sampleApplied, sampleChanges } from "./change-samples.ts";
import { sampleRun, subjectOf } from "./samples.ts";

const offer = (
  action: OfferedAction["action"],
  note: OfferedAction["note"] = "none",
  confirm: OfferedAction["confirm"] = "none",
): OfferedAction => ({ action, note, confirm });

const ALWAYS = [offer("assign"), offer("pause"), offer("abort", "required", "dialog")];

type Situation = { readonly view?: Partial<RunView>; readonly step?: Partial<CurrentStep> };

function situated(text: string, { view = {}, step = {} }: Situation): RunView {
  const base = sampleRun(text);
  const { current } = base;
  if (!current) throw new Error("the sample has a current step");
  const { effect: _, ...bare } = current;
  const now = { ...bare, ...step };
  const { number, kind, mark, reason, title, id, assignee } = now;
  const line = {
    number,
    kind,
    mark,
    title,
    id,
    ...(reason && { reason }),
    ...(assignee && { assignee }),
  };
  const collected = { refunds: 12, ticket: text };
  const lines = base.lines.map((each) =>
    each.id === id ? line : each.number === 2 ? { ...each, output: collected } : each,
  );
  return { ...base, lines, ...view, current: now };
}

/** By the name of the situation. */
export function sampleRuns(text: string): Readonly<Record<string, RunSubject>> {
  const changes = sampleChanges(text);
  const { http, flag, redeploy, dispatch } = changes;
  const undo = { ...flag, set: "on" } as Change;
  const run = offer("run", "none", "dialog");
  const skip = offer("skip", "required");
  const make = (situation: Situation, more: Partial<RunSubject> = {}): RunSubject =>
    subjectOf(situated(text, situation), more);
  return {
    "http-ready": make({
      step: {
        effect: previewOf(http, {
          before: 0,
          after: 100,
          undo: {
            kind: "plan",
            changes: [{ ...http, body: { fallback_pct: 0 } } as Change],
            validForMs: 1_800_000,
          },
        }),
        actions: [run, skip, ...ALWAYS],
      },
    }),
    "flag-awaiting-approval": make({
      step: {
        kind: "flag",
        state: "awaiting_approval",
        effect: previewOf(flag, {
          before: "on",
          after: "off",
          undo: { kind: "plan", changes: [undo] },
        }),
        approval: sampleApproval(text),
        actions: [
          offer("approve"),
          offer("deny", "required"),
          offer("break-glass", "required"),
          ...ALWAYS,
        ],
      },
    }),
    "redeploy-ready-typed": make({
      step: {
        kind: "github",
        effect: previewOf(redeploy, {
          before: redeploy.replaces,
          after: redeploy.sha,
          undo: { kind: "auto" },
        }),
        approval: sampleApproval(text, {
          given: 2,
          state: "granted",
          lapsesAt: iso("18:45:00"),
          votes: [
            { by: anna, at: iso("18:12:00"), vote: "approve" },
            { by: piotr, at: iso("18:13:00"), vote: "approve" },
          ],
        }),
        actions: [offer("run", "none", "type"), skip, ...ALWAYS],
      },
    }),
    "dispatch-running": make({
      step: {
        kind: "github",
        state: "running",
        effect: previewOf(dispatch, { sends: 1, url: "https://github.com/shop/infra/actions/1" }),
        actions: ALWAYS,
      },
    }),
    "outcome-unknown": make({
      step: {
        mark: "blocked",
        state: "needs_decision",
        reason: { code: "outcome-unknown", message: text, sends: 1 },
        effect: previewOf(http, { sends: 1, after: 100 }),
        actions: [
          offer("it-happened", "optional"),
          offer("it-did-not", "optional", "dialog"),
          ...ALWAYS,
        ],
      },
    }),
    failed: make({
      step: {
        mark: "blocked",
        state: "needs_decision",
        attempt: 2,
        reason: { code: "refused-by-target", status: 409, excerpt: text },
        effect: previewOf(http, { sends: 2, before: 0, after: 100 }),
        actions: [
          offer("retry", "none", "dialog"),
          offer("done", "required"),
          { ...offer("go-to", "optional"), target: "step_5" },
          { ...offer("go-to", "optional"), target: "end" },
          skip,
          ...ALWAYS,
        ],
      },
    }),
    waiting: make({
      step: {
        kind: "wait",
        state: "waiting",
        wait: { sparkline: "▇▆▃▁▁", heldMs: 90_000, holdMs: 300_000, lastVerdict: "true" },
        assignee: { to: piotr, by: anna, at: iso("18:12:00") },
        actions: [skip, ...ALWAYS],
      },
    }),
    collecting: make({
      step: {
        kind: "manual",
        state: "waiting",
        collect: {
          refunds: { type: "integer", required: true },
          ticket: { type: "string", required: false },
        },
        actions: [offer("done"), offer("could-not", "optional"), skip, ...ALWAYS],
      },
    }),
    announcing: make({
      step: {
        kind: "announce",
        announcement: {
          to: ["incident", "status_page"],
          text,
          status: { component: "checkout", state: "partial_outage" },
          editedBy: piotr,
        },
        actions: [run, skip, ...ALWAYS],
      },
    }),
    paused: make({
      view: {
        state: "paused",
        assignee: { to: piotr, by: anna, at: iso("18:12:00") },
        deadlineAt: iso("20:00:00"),
        hold: { code: "paused", by: anna, at: iso("18:20:00"), note: text },
      },
      step: { actions: [offer("resume"), offer("abort", "required", "dialog")] },
    }),
    late: make({
      view: { state: "paused", hold: { code: "deadline", at: iso("20:00:00") } },
      step: { actions: [offer("resume"), offer("abort", "required", "dialog")] },
    }),
    incompatible: make({
      view: { state: "paused", hold: { code: "incompatible", at: iso("20:00:00"), message: text } },
      step: { actions: [offer("abort", "required", "dialog")] },
    }),
    "rolling-back": make({
      view: { state: "rolling_back" },
      step: {
        kind: "undo",
        effect: previewOf(undo, {
          changes: [undo, http, dispatch],
          undoes: [
            { step: "a", title: text, certainty: "done" },
            { step: "b", title: text, certainty: "unknown" },
          ],
        }),
        actions: [run, offer("leave", "required"), offer("abort", "required", "dialog")],
      },
    }),
    preflight: preflight(text),
    ended: ended(text),
    "drill-ended": { ...ended(text), view: { ...ended(text).view, mode: "drill" } },
  };
}

function preflight(text: string): RunSubject {
  const view = sampleRun(text);
  return {
    ...subjectOf({
      ...view,
      state: "created",
      lines: view.lines.map((line) => ({ ...line, mark: "pending" })),
      preflight: {
        state: "found",
        attempt: 1,
        findings: [{ connection: "unleash", message: text, steps: ["step_3", "step_5"] }],
      },
    }),
    actions: [offer("start-anyway"), offer("look-again"), offer("cancel")],
    overdue: [
      { what: "review", owner: "oncall:payments", day: "2026-06-01" },
      { what: "rehearsal", owner: "oncall:payments", last: new Date("2026-01-10T10:00:00Z") },
      { what: "rehearsal", owner: "oncall:payments", last: null },
    ],
  };
}

function ended(text: string): RunSubject {
  const { current: _, ...view } = sampleRun(text, 7, 8);
  return {
    ...subjectOf({
      ...view,
      state: "completed",
      outcome: "success_with_skips",
      endedAt: iso("18:30:00"),
      endNote: text,
      undoOf: { runId: "x", number: 2 },
      changes: sampleApplied(text),
    }),
    suggested: [{ slug: "smoke-checks", title: "Smoke checks after a switch" }],
  };
}
