// Subjects for renderers: an incident with everything on it, and the same with any words put in.
import type { ActionItem } from "../../src/domain/action-item.ts";
import type { Alert } from "../../src/domain/alert.ts";
import type { Incident } from "../../src/domain/incident.ts";
import type { Message } from "../../src/domain/message.ts";
import type { Page } from "../../src/domain/page.ts";
import type { CurrentStep, RunView, StepLine } from "../../src/domain/runbook/view/describe.ts";
import type { TimelineEntry, TimelineItem } from "../../src/domain/timeline.ts";
import type { Look } from "../../src/slack/blocks/look.ts";
import type { RunSubject } from "../../src/slack/blocks/run-subject.ts";
import { testShop } from "../support/operations.ts";

export const look: Look = {
  shop: testShop,
  names: new Map([
    ["U0ANNA", "Anna Kowalska"],
    ["U0PIOTR", "Piotr Nowak"],
  ]),
  teamUrl: "https://shop.slack.com/",
};

const at = (time: string): Date => new Date(`2026-11-27T${time}Z`);
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

export function sampleIncident(change: Partial<Incident> = {}): Incident {
  return {
    id: uuid(1),
    number: 42,
    title: "Payment authorisations down 4.1 pp",
    service: "checkout",
    team: "payments",
    priority: "P1",
    status: "investigating",
    impact: null,
    lead: null,
    roles: {},
    declaredBy: { type: "alert", source: "alertmanager", hook: "prometheus" },
    startedAt: at("17:58:00"),
    openedAt: at("18:00:00"),
    acknowledgedAt: null,
    acknowledgedBy: null,
    ackDueAt: at("18:30:00"),
    updateDueAt: at("18:30:00"),
    restoreDueAt: at("20:00:00"),
    mitigatedAt: null,
    resolvedAt: null,
    closedBy: null,
    closingText: null,
    lastUpdate: null,
    suggestedRunbook: "fallback-payment-gateway",
    room: { channel: "C0INC42", name: "inc-42-payment-authorisations" },
    isDrill: false,
    isPlanned: false,
    version: 1,
    ...change,
  };
}

export const acknowledged: Partial<Incident> = {
  lead: "U0ANNA",
  roles: { comms: "U0PIOTR" },
  acknowledgedAt: at("18:04:00"),
  acknowledgedBy: "U0ANNA",
  status: "identified",
  impact: "Every second card payment fails.",
  lastUpdate: {
    text: "Stripe declines; we move to PayU.",
    at: at("18:12:00").toISOString(),
    by: "U0ANNA",
  },
  version: 7,
};

export const resolved: Partial<Incident> = {
  ...acknowledged,
  status: "resolved",
  mitigatedAt: at("18:25:00"),
  resolvedAt: at("18:40:00"),
  closedBy: "U0ANNA",
  closingText: "Payments go through PayU. Stripe confirmed an outage of theirs.",
  updateDueAt: null,
  version: 12,
};

export function sampleAlert(change: Partial<Alert> = {}): Alert {
  return {
    id: uuid(2),
    hook: "prometheus",
    source: "alertmanager",
    alertKey: "PaymentAuthorizationDrop",
    incidentId: uuid(1),
    joinedAt: at("18:00:00"),
    service: "checkout",
    state: "firing",
    title: "Authorization rate is low at Stripe",
    summary: "Stripe authorizes 87.2 % of payments.",
    priority: "P1",
    labels: { gateway: "stripe" },
    value: "87.2 %",
    baseline: "91.3 %",
    links: [{ label: "source", url: "https://prometheus.shop.example/graph?g0.expr=auth" }],
    groupKey: null,
    startedAt: at("17:58:00"),
    stateAt: at("17:58:00"),
    firstSeenAt: at("18:00:00"),
    lastSeenAt: at("18:00:00"),
    recoveredAt: null,
    occurrence: 1,
    count: 3,
    lastDeliveryId: null,
    ...change,
  };
}

export const sampleItem: ActionItem = {
  id: uuid(6),
  incidentId: uuid(1),
  text: "Alert on PayU too",
  owner: "U0PIOTR",
  dueOn: "2026-11-20",
  state: "open",
  createdAt: at("18:41:00"),
  createdBy: "U0ANNA",
};

export function samplePage(change: Partial<Page> = {}): Page {
  return {
    id: uuid(3),
    incidentId: uuid(1),
    user: "U0ANNA",
    reason: "You are on call, and this is a P1.",
    pagedBy: { type: "alert", source: "alertmanager", hook: "prometheus" },
    pagedAt: at("18:00:00"),
    ackDueAt: at("18:30:00"),
    state: "waiting",
    answeredAt: null,
    answeredBy: null,
    ...change,
  };
}

const anna = { id: "U0ANNA", name: "Anna Kowalska" };

export function sampleRun(text: string, count = 7, position = 3): RunView {
  const lines = Array.from({ length: count }, (_, index): StepLine => {
    const number = index + 1;
    const isDone = number < position;
    return {
      number,
      id: `step_${number}`,
      kind: number === position ? "http" : "manual",
      title: `${text} ${number}`,
      mark: isDone ? "done" : number === position ? "current" : "pending",
      ...(isDone && { by: anna, at: at("18:10:00").toISOString(), durationMs: 95_000 }),
    };
  });
  const line = lines[position - 1];
  return {
    id: uuid(4),
    runbook: "fallback-payment-gateway",
    title: "Fallback payment gateway",
    mode: "live",
    state: "running",
    startedAt: at("18:05:00").toISOString(),
    startedBy: anna,
    durationMs: 420_000,
    position,
    total: count,
    lines,
    changes: [],
    ...(line && { current: currentStep(line, text) }),
  };
}

/** What a run's message is drawn from, as the view says. */
export function subjectOf(view: RunView, change: Partial<RunSubject> = {}): RunSubject {
  const actions = view.current?.actions ?? [];
  return {
    number: 3,
    version: 9,
    view,
    incident: 42,
    actions,
    suggested: [],
    overdue: [],
    ...change,
  };
}

function currentStep(line: StepLine, text: string): CurrentStep {
  return {
    ...line,
    state: "ready",
    attempt: 1,
    text,
    actions: [
      { action: "run", note: "none", confirm: "dialog" },
      { action: "skip", note: "required", confirm: "none" },
      { action: "abort", note: "required", confirm: "dialog" },
    ],
    values: {
      auth_rate: { ok: true, value: 87.2345678, at: at("18:11:00").toISOString() },
      payu_rate: { ok: false, cause: "no-data" },
    },
    effect: {
      changes: [
        {
          kind: "http",
          connection: "routing-admin",
          method: "PUT",
          path: "/v1/routes/stripe",
          query: [],
          headers: {},
          body: { fallback_pct: 100 },
        },
      ],
      before: 0,
      after: 100,
      sends: 0,
      sha8: "0a1b2c3d",
      undo: { kind: "irreversible", why: text },
    },
    dueAt: at("18:41:00").toISOString(),
  };
}

/** Every kind of message, with `text` wherever words of people or alerts go. */
export function sampleMessages(text: string): readonly Message[] {
  const incidentId = uuid(1);
  const dueAt = at("18:30:00").toISOString();
  return [
    { kind: "update", incidentId, text, by: "U0ANNA", status: "identified", nextMinutes: 30 },
    { kind: "lead-changed", incidentId, user: "U0PIOTR", by: "U0ANNA" },
    { kind: "priority-changed", incidentId, from: "P1", to: "P2", reason: text, by: "U0ANNA" },
    { kind: "closed", stillChanged: 0, incidentId, status: "resolved", text, by: "U0ANNA" },
    { kind: "closed", stillChanged: 0, incidentId, status: "cancelled", text, by: null },
    { kind: "reopened", incidentId, reason: text, by: null, alertTitle: text },
    { kind: "alerts-recovered", incidentId },
    { kind: "ack-overdue", incidentId, dueAt, lateSeconds: 0, paged: ["U0PIOTR"] },
    { kind: "ack-overdue", incidentId, dueAt, lateSeconds: 900, paged: [] },
    { kind: "update-overdue", incidentId, dueAt, lateSeconds: 0, mention: "U0ANNA", reminder: 1 },
    { kind: "update-overdue", incidentId, dueAt, lateSeconds: 95, mention: null, reminder: 3 },
    { kind: "lead-missing", incidentId, lateSeconds: 0 },
    { kind: "run-announcement", incidentId, runId: uuid(4), text },
    { kind: "run-log", incidentId, runId: uuid(4), text },
    { kind: "follow-update", incidentId, text, status: "monitoring" },
    {
      kind: "action-item",
      item: uuid(6),
      incidentId,
      text,
      owner: "U0PIOTR",
      dueOn: "2026-12-04",
      by: "U0ANNA",
    },
    { kind: "effect-dead", incidentId, effect: "pinning the incident card", reason: text },
    { kind: "hook-refused", hook: text, reason: text, count: 12 },
    { kind: "dead-letter", hook: text, deliveryId: uuid(5), reason: text },
  ];
}

export function sampleTimeline(text: string): readonly TimelineItem[] {
  const entries: readonly TimelineEntry[] = [
    { kind: "opened", title: text, priority: "P1" },
    { kind: "alert", change: "joined", alertId: uuid(2), title: text, value: text, baseline: text },
    { kind: "paged", user: "U0ANNA", reason: text },
    { kind: "acknowledged", afterSeconds: 240, isLate: false },
    { kind: "lead", user: "U0ANNA", from: null },
    { kind: "status", from: "investigating", to: "identified" },
    { kind: "update", text, nextMinutes: 30 },
    { kind: "note", text },
    { kind: "link", url: "https://grafana.shop.example/d/1", title: text },
    { kind: "message", text, author: "U0PIOTR", url: null },
    { kind: "run-started", runId: uuid(4), title: "Run 3: fallback-payment-gateway" },
    {
      kind: "run-step",
      runId: uuid(4),
      step: "switch",
      title: text,
      outcome: "succeeded",
      detail: text,
    },
    {
      kind: "overdue",
      what: "update",
      dueAt: at("18:30:00").toISOString(),
      noticedLateSeconds: 95,
    },
    { kind: "alert", change: "recovered", alertId: uuid(2), title: text },
    { kind: "resolved", summary: text },
    { kind: "action-item", text, owner: "U0PIOTR", dueOn: "2026-12-04" },
    {
      kind: "action-item-changed",
      change: "handed-over",
      text,
      owner: "U0ANNA",
      dueOn: "2026-12-05",
    },
  ];
  return entries.map((entry, index) => ({
    id: uuid(100 + index),
    incidentId: uuid(1),
    at: new Date(at("18:00:00").getTime() + index * 120_000),
    seq: index + 1,
    actor: { type: "person", user: "U0ANNA", via: "button" },
    entry,
  }));
}
