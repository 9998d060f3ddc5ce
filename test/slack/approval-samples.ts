// Approvals in every state, and what else waits for single people.
import type { Change } from "../../src/domain/runbook/state/change.ts";
import type { ApprovalView } from "../../src/domain/runbook/view/describe-approval.ts";
import type { RunTask } from "../../src/operations/find-open-runs-awaiting.ts";
import type { ApprovalSubject } from "../../src/slack/blocks/approval-subject.ts";
import { anna, iso, piotr, previewOf, runRow, sampleChanges } from "./change-samples.ts";
import { sampleIncident } from "./samples.ts";

export function sampleApproval(text: string, change: Partial<ApprovalView> = {}): ApprovalView {
  return {
    need: 2,
    given: 1,
    votes: [{ by: anna, at: iso("18:12:00"), vote: "approve", note: text }],
    eligible: ["U0ANNA", "U0PIOTR", "U0OLA", "U0EWA"],
    from: ["oncall:payments", "role:incident_commander"],
    exclude: ["operator"],
    round: 1,
    state: "asked",
    askedAt: iso("18:11:00"),
    dueAt: iso("18:41:00"),
    escalated: false,
    sha8: "0a1b2c3d",
    ...change,
  };
}

/** By what became of the approval; `text` everywhere. */
export function sampleApprovals(text: string): Readonly<Record<string, ApprovalSubject>> {
  const { http, flag } = sampleChanges(text);
  const base: ApprovalSubject = {
    run: 3,
    version: 9,
    title: text,
    incident: sampleIncident({ title: text }),
    startedBy: anna,
    askedBy: anna,
    step: { id: "switch", attempt: 1, number: 3, total: 7, title: text, text },
    effect: previewOf(http, { before: 0, after: 100, undo: { kind: "irreversible", why: text } }),
    approval: sampleApproval(text),
    standing: "asked",
    reader: "U0PIOTR",
    mayOverride: true,
  };
  const denial = { by: piotr, at: iso("18:15:00"), vote: "deny", note: text } as const;
  return {
    asked: base,
    "asked-long": {
      ...base,
      effect: previewOf({ ...http, body: { rows: Array(900).fill("row of data") } } as Change),
    },
    "asked-flag": {
      ...base,
      mayOverride: false,
      effect: previewOf(flag, {
        before: "on",
        after: "off",
        undo: { kind: "none", why: "unknown-before" },
      }),
    },
    voted: { ...base, reader: "U0ANNA" },
    granted: {
      ...base,
      standing: "granted",
      approval: sampleApproval(text, { state: "granted", lapsesAt: iso("18:45:00") }),
    },
    denied: {
      ...base,
      standing: "denied",
      approval: sampleApproval(text, { state: "denied", votes: [denial] }),
    },
    overridden: {
      ...base,
      standing: "overridden",
      approval: sampleApproval(text, {
        state: "granted",
        brokenGlass: { by: piotr, at: iso("18:16:00"), why: text },
      }),
    },
    changed: {
      ...base,
      standing: "void",
      again: "request-changed",
      approval: sampleApproval(text, { round: 2 }),
    },
    lapsed: { ...base, standing: "void", again: "lapsed" },
    "timed-out": {
      ...base,
      standing: "over",
      approval: sampleApproval(text, { state: "timed-out" }),
    },
    "too-few": { ...base, standing: "over", approval: sampleApproval(text, { state: "too-few" }) },
    gone: { ...base, standing: "over" },
  };
}

export function sampleTasks(text: string): readonly RunTask[] {
  const step = { id: "switch", title: text, decisions: [] } as unknown as NonNullable<
    RunTask["step"]
  >;
  const run = { ...runRow, state: { ...runRow.state, steps: [step] } };
  const since = new Date(iso("18:12:00"));
  const task = { run, runTitle: text, incident: sampleIncident({ title: text }), since };
  return [
    { ...task, why: "approve", step },
    { ...task, why: "assigned", step },
    { ...task, why: "assigned" },
    { ...task, why: "decide", step },
  ];
}
