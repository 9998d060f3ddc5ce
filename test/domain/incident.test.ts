// What each command makes of an incident, and which it refuses.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decide } from "../../src/domain/decide-incident.ts";
import { addMinutes, type Incident, type IncidentCommand } from "../../src/domain/incident.ts";
import type { IncidentFacts } from "../../src/domain/incident-change.ts";
import { DEFAULT_PROMISES } from "../../src/domain/promises.ts";

const opened = new Date("2026-11-27T18:00:00Z");
const at = (minutes: number): Date => addMinutes(opened, minutes);

const fresh: Incident = {
  id: "00000000-0000-4000-8000-000000000001",
  number: 42,
  title: "Payment authorisations down",
  service: "checkout",
  team: "payments",
  priority: "P1",
  status: "investigating",
  impact: null,
  lead: null,
  roles: {},
  declaredBy: { type: "alert", source: "alertmanager", hook: "alertmanager" },
  startedAt: opened,
  openedAt: opened,
  acknowledgedAt: null,
  acknowledgedBy: null,
  ackDueAt: at(30),
  updateDueAt: at(30),
  restoreDueAt: at(120),
  mitigatedAt: null,
  resolvedAt: null,
  closedBy: null,
  closingText: null,
  lastUpdate: null,
  suggestedRunbook: null,
  room: null,
  isDrill: false,
  isPlanned: false,
  version: 1,
};

const facts = (minutes: number, user = "U0ANNA"): IncidentFacts => ({
  actor: { type: "person", user, via: "button" },
  now: at(minutes),
  promises: DEFAULT_PROMISES,
});

function after(incident: Incident, command: IncidentCommand, when = facts(5)) {
  const decision = decide(incident, command, when);
  assert.ok(decision.ok, `refused: ${JSON.stringify(decision)}`);
  return decision;
}

function refusal(incident: Incident, command: IncidentCommand, when = facts(5)) {
  const decision = decide(incident, command, when);
  assert.ok(!decision.ok, "it was expected to be refused");
  return decision.refusal;
}

describe("acknowledging", () => {
  it("notes who, when and how long it took, and stops the clock for it", () => {
    const { next, entries, timers } = after(fresh, { kind: "acknowledge" }, facts(4));
    assert.equal(next.acknowledgedBy, "U0ANNA");
    assert.deepEqual(next.acknowledgedAt, at(4));
    assert.deepEqual(entries, [{ kind: "acknowledged", afterSeconds: 240, isLate: false }]);
    assert.ok(timers.some((timer) => "clear" in timer && timer.clear === `ack-due:${fresh.id}`));
  });

  it("after the promised time is marked as late", () => {
    const { entries } = after(fresh, { kind: "acknowledge" }, facts(31));
    assert.deepEqual(entries, [{ kind: "acknowledged", afterSeconds: 1860, isLate: true }]);
  });

  it("twice is refused, naming who was first and when", () => {
    const { next } = after(fresh, { kind: "acknowledge" }, facts(4, "U0ANNA"));
    assert.deepEqual(refusal(next, { kind: "acknowledge" }, facts(5, "U0PIOTR")), {
      code: "already-acknowledged",
      number: 42,
      by: "U0ANNA",
      at: at(4),
    });
  });
});

describe("taking the lead", () => {
  it("acknowledges too, when nobody had", () => {
    const { next } = after(fresh, { kind: "assign-lead", user: "U0ANNA" });
    assert.equal(next.lead, "U0ANNA");
    assert.equal(next.acknowledgedBy, "U0ANNA");
    assert.equal(next.version, 2);
  });

  it("giving it to somebody else does not acknowledge for them, and is said in the channel", () => {
    const { next, effects } = after(fresh, { kind: "assign-lead", user: "U0PIOTR" });
    assert.equal(next.lead, "U0PIOTR");
    assert.equal(next.acknowledgedAt, null);
    assert.ok(effects.some((each) => each.kind === "post" && each.message.kind === "lead-changed"));
  });

  it("twice is refused", () => {
    const { next } = after(fresh, { kind: "assign-lead", user: "U0ANNA" });
    assert.equal(refusal(next, { kind: "assign-lead", user: "U0ANNA" }).code, "already-lead");
  });
});

describe("changing the priority", () => {
  it("down needs a reason", () => {
    assert.deepEqual(refusal(fresh, { kind: "set-priority", priority: "P3", reason: " " }), {
      code: "reason-needed",
      what: "lower-priority",
    });
    const { next } = after(fresh, { kind: "set-priority", priority: "P3", reason: "one shop" });
    assert.equal(next.priority, "P3");
  });

  it("up needs none, and sets the promises of the new priority", () => {
    const low = { ...fresh, priority: "P3" as const, ackDueAt: at(240), restoreDueAt: at(1440) };
    const { next } = after(low, { kind: "set-priority", priority: "P1", reason: null }, facts(10));
    assert.deepEqual(next.ackDueAt, at(40));
    assert.deepEqual(next.restoreDueAt, at(120));
  });

  it("to what it is already is refused", () => {
    const same: IncidentCommand = { kind: "set-priority", priority: "P1", reason: null };
    assert.equal(refusal(fresh, same).code, "same-priority");
  });
});

describe("a status update", () => {
  it("promises the next one by the priority, unless told otherwise", () => {
    const text = "Card payments fail at one provider.";
    const promised = after(fresh, { kind: "post-update", text }, facts(10)).next;
    assert.deepEqual(promised.updateDueAt, at(40));
    assert.deepEqual(promised.lastUpdate, { text, at: at(10).toISOString(), by: "U0ANNA" });
    const sooner = after(fresh, { kind: "post-update", text, nextMinutes: 15 }, facts(10)).next;
    assert.deepEqual(sooner.updateDueAt, at(25));
    const none = after(fresh, { kind: "post-update", text, nextMinutes: null }, facts(10)).next;
    assert.equal(none.updateDueAt, null);
  });

  it("without text, or with too much, is refused", () => {
    assert.deepEqual(refusal(fresh, { kind: "post-update", text: "  " }), {
      code: "text-needed",
      what: "update",
    });
    assert.deepEqual(refusal(fresh, { kind: "post-update", text: "x".repeat(1501) }), {
      code: "text-too-long",
      what: "update",
      length: 1501,
      limit: 1500,
    });
  });
});

describe("the end", () => {
  const resolved = after(fresh, { kind: "resolve", summary: "PayU took over" }, facts(50));

  it("keeps the summary, stops every clock, asks for the post-mortem draft", () => {
    assert.equal(resolved.next.status, "resolved");
    assert.equal(resolved.next.closingText, "PayU took over");
    assert.equal(resolved.timers.length, 3);
    assert.ok(resolved.effects.some((each) => each.kind === "upload-post-mortem"));
  });

  it("refuses what needs an open incident, naming who closed it", () => {
    const commands: IncidentCommand[] = [
      { kind: "acknowledge" },
      { kind: "resolve", summary: null },
      { kind: "post-update", text: "x" },
      { kind: "set-priority", priority: "P2", reason: "x" },
    ];
    for (const command of commands) {
      assert.deepEqual(refusal(resolved.next, command), {
        code: "already-closed",
        number: 42,
        status: "resolved",
        by: "U0ANNA",
        at: at(50),
      });
    }
  });

  it("still takes notes and links", () => {
    after(resolved.next, { kind: "add-note", text: "graph attached" });
    after(resolved.next, { kind: "add-link", url: "https://example.com/", title: null });
  });

  it("by cancelling needs a reason", () => {
    assert.equal(refusal(fresh, { kind: "cancel", reason: null }).code, "reason-needed");
  });

  it("can be undone: reopened by a person it is acknowledged by them, by an alert it must be again", () => {
    const byPerson = after(resolved.next, { kind: "reopen", reason: "again" }, facts(60)).next;
    assert.equal(byPerson.acknowledgedBy, "U0ANNA");
    const alert = { type: "alert", source: "alertmanager", hook: "alertmanager" } as const;
    const byAlert = after(
      resolved.next,
      { kind: "reopen", reason: null },
      { ...facts(60), actor: alert },
    );
    assert.equal(byAlert.next.acknowledgedAt, null);
    assert.deepEqual(byAlert.next.ackDueAt, at(90));
    assert.equal(refusal(fresh, { kind: "reopen", reason: null }).code, "not-closed");
  });
});
