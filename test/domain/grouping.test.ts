import assert from "node:assert/strict";
import { test } from "node:test";
import type { AlertCourse, AlertVerdict } from "../../src/domain/alert-course.ts";
import {
  decideGrouping,
  type IncidentDecision,
  type Joinable,
  type Situation,
  stormPerMinute,
} from "../../src/domain/grouping.ts";
import { findRoute } from "../../src/domain/route-signal.ts";
import { createSignal, type SignalDraft } from "../../src/domain/signal.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 12) + minutes * 60_000);
const now = at(60);

const course: AlertCourse = {
  state: "firing",
  startedAt: at(55),
  stateAt: at(55),
  firstSeenAt: at(55),
  lastSeenAt: now,
  recoveredAt: null,
  occurrence: 1,
  count: 1,
};

function incident(id: string, changes: Partial<Joinable> = {}): Joinable {
  return {
    id,
    service: "checkout",
    priority: "P2",
    status: "investigating",
    resolvedAt: null,
    lastAlertAt: at(55),
    ...changes,
  };
}

const resolved = (minute: number, changes: Partial<Joinable> = {}) =>
  incident("old", { status: "resolved", resolvedAt: at(minute), lastAlertAt: at(0), ...changes });

function decide(
  changes: Partial<Situation> & {
    verdict?: AlertVerdict;
    draft?: Partial<SignalDraft>;
    course?: Partial<AlertCourse>;
  } = {},
): IncidentDecision {
  const { verdict = "new-occurrence", draft, course: moved, ...rest } = changes;
  const signal = createSignal({ alertKey: "k", state: "firing", title: "t", ...draft });
  const route = findRoute([], signal, { source: "generic", hook: "g", service: "checkout" });
  return decideGrouping(
    {
      signal,
      alert: { verdict, next: { ...course, ...moved } },
      route,
      priority: "P2",
      mine: undefined,
      ofService: [],
      storm: undefined,
      openedLastMinute: 0,
      ...rest,
    },
    now,
  );
}

test("a new alert opens an incident of its route's service", () => {
  assert.deepEqual(decide(), { kind: "open", service: "checkout", priority: "P2" });
});

test("it joins the open incident of the service whose last alert is within the window", () => {
  assert.deepEqual(decide({ ofService: [incident("a")] }), { kind: "join", incidentId: "a" });
  const edge = incident("a", { lastAlertAt: at(50) });
  assert.equal(decide({ ofService: [edge] }).kind, "join");
  const past = incident("a", { lastAlertAt: at(49) });
  assert.equal(decide({ ofService: [past] }).kind, "open");
});

test("of several it joins the one with the newest alert", () => {
  const ofService = [
    incident("a", { lastAlertAt: at(52) }),
    incident("b"),
    incident("c", { lastAlertAt: at(53) }),
  ];
  assert.deepEqual(decide({ ofService }), { kind: "join", incidentId: "b" });
});

test("a more urgent alert raises the incident, a less urgent one never lowers it", () => {
  const ofService = [incident("a")];
  assert.deepEqual(decide({ ofService, priority: "P1" }), {
    kind: "join",
    incidentId: "a",
    raiseTo: "P1",
  });
  assert.deepEqual(decide({ ofService, priority: "P3" }), { kind: "join", incidentId: "a" });
});

test("an alert that fires again soon after the resolve reopens its incident", () => {
  assert.deepEqual(decide({ mine: resolved(30) }), { kind: "reopen", incidentId: "old" });
  assert.equal(decide({ mine: resolved(29) }).kind, "open", "more than 30 minutes ago");
  assert.deepEqual(decide({ mine: resolved(40), priority: "P1" }), {
    kind: "reopen",
    incidentId: "old",
    raiseTo: "P1",
  });
});

test("when another incident of the service is open already it joins that instead of reopening a twin", () => {
  const decision = decide({ mine: resolved(55), ofService: [incident("b")] });
  assert.deepEqual(decision, { kind: "join", incidentId: "b" });
});

test("a cancelled incident is not reopened: people said it was none", () => {
  const mine = resolved(55, { status: "cancelled" });
  assert.equal(decide({ mine }).kind, "open");
});

test("an alert that goes on firing after people resolved its incident changes nothing", () => {
  for (const minute of [30, -600]) {
    const draft = { occurredAt: at(minute - 10) };
    assert.deepEqual(decide({ verdict: "repeat", mine: resolved(minute), draft }), {
      kind: "none",
      why: "still-firing",
    });
  }
});

test("one whose sender dates it after the resolve fires again, recovery or not", () => {
  const decision = decide({ verdict: "repeat", mine: resolved(40), draft: { occurredAt: at(58) } });
  assert.deepEqual(decision, { kind: "reopen", incidentId: "old" });
});

test("a repeat joins its open incident whatever the window, and may raise it", () => {
  const mine = incident("a", { lastAlertAt: at(-600), priority: "P3" });
  assert.deepEqual(decide({ verdict: "repeat", mine, priority: "P2" }), {
    kind: "join",
    incidentId: "a",
    raiseTo: "P2",
  });
});

test("a repeat that belongs to no incident yet opens one: its priority or route has changed", () => {
  assert.equal(decide({ verdict: "repeat" }).kind, "open");
});

test("P4, notices, heartbeats, blindness and ignored routes open nothing", () => {
  assert.deepEqual(decide({ priority: "P4" }), { kind: "none", why: "low-priority" });
  for (const kind of ["notice", "heartbeat", "blind"] as const) {
    assert.deepEqual(decide({ draft: { kind }, ofService: [incident("a")] }), {
      kind: "none",
      why: kind,
    });
  }
  const signal = createSignal({ alertKey: "k", state: "firing", title: "t" });
  const route = { ...findRoute([], signal, { source: "s", hook: "h" }), ignore: true };
  assert.deepEqual(decide({ route }), { kind: "none", why: "ignored-by-route" });
});

test("a recovery is told to the open incident and closes nothing", () => {
  for (const verdict of ["recovered", "acknowledged", "muted"] as const) {
    assert.deepEqual(decide({ verdict, mine: incident("a") }), { kind: "note", incidentId: "a" });
    assert.deepEqual(decide({ verdict, mine: resolved(50) }), { kind: "none", why: "not-firing" });
  }
  assert.equal(decide({ verdict: "unknown-alert" }).kind, "none");
  assert.equal(decide({ verdict: "older-state", mine: incident("a") }).kind, "none");
  const again = decide({ verdict: "repeat", course: { state: "recovered" }, mine: resolved(50) });
  assert.equal(again.kind, "none", "a recovery told twice");
});

test("a storm gathers in one incident once too many were opened in a minute", () => {
  const openedLastMinute = stormPerMinute;
  assert.deepEqual(decide({ openedLastMinute, priority: "P1" }), {
    kind: "open-storm",
    priority: "P1",
  });
  const storm = incident("storm", { service: null });
  assert.deepEqual(decide({ openedLastMinute, storm }), { kind: "join", incidentId: "storm" });
  assert.equal(decide({ openedLastMinute: openedLastMinute - 1, storm }).kind, "open");
  assert.equal(
    decide({ openedLastMinute, ofService: [incident("a")] }).kind,
    "join",
    "its own service first",
  );
});
