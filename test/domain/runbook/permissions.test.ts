// Who may start, operate and abort: judged at the click by what is true then.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type ActorFacts,
  judgeRight,
  principalsOf,
  rightFor,
} from "../../../src/domain/runbook/permissions.ts";
import { formatProblem } from "../../../src/domain/runbook/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/read.ts";
import { approve, GUARDED } from "./crew.ts";
import { ola, play, runbookOf } from "./play.ts";

function mayDo(right: "operate" | "start", principals: string, facts: Partial<ActorFacts> = {}) {
  const source = `muster: 1\nid: test\ntitle: T\nowner: group:a\npermissions: {operate: ${principals}}\nsteps:\n  - {id: a, kind: manual, title: A, timeout: 5m}\n`;
  const read = readRunbook(source, "test.yml");
  assert.ok(read.ok, read.ok ? "" : read.problems.map(formatProblem).join("\n"));
  const of = { runbook: read.runbook, breakGlass: [] };
  return judgeRight(right, principalsOf(right, of), { ...somebody, ...facts });
}

const somebody: ActorFacts = {
  userId: "U1",
  onCallFor: [],
  roles: [],
  groups: [],
  isIncidentMember: false,
  isResponder: true,
};

const cases: readonly [string, Partial<ActorFacts>, boolean][] = [
  ["any_responder", {}, true],
  ["incident_members", {}, false],
  ["incident_members", { isIncidentMember: true }, true],
  ["oncall:payments", { onCallFor: ["web"] }, false],
  ["oncall:payments", { onCallFor: ["web", "payments"] }, true],
  ["role:incident_commander", { roles: ["comms"] }, false],
  ["role:incident_commander", { roles: ["lead"] }, true],
  ["role:comms", { roles: ["comms"] }, true],
  ["group:payments-leads", { groups: ["payments-leads"] }, true],
  ["group:payments-leads", { groups: ["payments"] }, false],
  ["user:U1", {}, true],
  ["user:U2", {}, false],
  ["any_responder", { isResponder: false }, false],
];

describe("a principal", () => {
  for (const [principal, facts, may] of cases) {
    test(`${principal} ${may ? "lets" : "does not let"} one in with ${JSON.stringify(facts)}`, () => {
      assert.deepEqual(
        mayDo("operate", `["${principal}"]`, facts),
        may ? { ok: true, as: principal } : { ok: false, right: "operate", allowed: [principal] },
      );
    });
  }

  test("that stands among others is enough", () => {
    const permission = mayDo("operate", '["oncall:payments", "user:U1"]');
    assert.deepEqual(permission, { ok: true, as: "user:U1" });
  });
});

test("a runbook that names nobody lets every responder in", () => {
  assert.equal(mayDo("start", '["user:U9"]').ok, true);
});

test("only aborting needs the right to abort", () => {
  assert.equal(rightFor("abort"), "abort");
  assert.equal(rightFor("it-happened"), "operate");
});

describe("the right for an answer", () => {
  const needs = (code: "denied" | "check-failed") =>
    ({
      state: "needs_decision",
      reason: code === "denied" ? { code, by: { id: "U9", name: "Ewa" } } : { code },
    }) as const;
  const table = [
    ["skip", { state: "ready" }, "operate"],
    ["skip", { state: "awaiting_approval" }, "break-glass"],
    ["skip", needs("denied"), "break-glass"],
    ["done", needs("denied"), "break-glass"],
    ["skip", needs("check-failed"), "operate"],
    ["retry", needs("denied"), "operate"],
    ["approve", { state: "awaiting_approval" }, "approve"],
    ["deny", { state: "awaiting_approval" }, "approve"],
    ["break-glass", { state: "awaiting_approval" }, "break-glass"],
    ["roll-back", { state: "ready" }, "abort"],
    ["start-anyway", { state: "pending" }, "start"],
    ["pause", { state: "ready" }, "operate"],
  ] as const;
  for (const [action, step, right] of table) {
    const where = "reason" in step ? step.reason.code : step.state;
    test(`'${action}' where the step is ${where} is ${right}`, () => {
      assert.equal(rightFor(action, step), right);
    });
  }
});

test("passing by an approval before anybody was asked is an override, too", () => {
  const steps = runbookOf(GUARDED("timeout: 10m")).steps;
  const [guarded, plain] = [steps[0], steps[1]];
  assert.equal(rightFor("skip", { state: "preparing" }, guarded), "break-glass");
  assert.equal(rightFor("skip", { state: "preparing" }, plain), "operate");
  const unknown = {
    state: "needs_decision",
    reason: { code: "when-unknown", unknowns: [] },
  } as const;
  assert.equal(rightFor("skip", unknown, guarded), "break-glass");
  assert.equal(rightFor("skip", unknown, plain), "operate");
});

test("what was allowed a moment ago is refused where the step needs another right now", () => {
  const run = play(GUARDED("timeout: 10m, valid_for: 15m"));
  approve(run, ola);
  const skip = { type: "clicked", ...run.here(), action: "skip", by: ola, note: "no" } as const;
  run.pass(900);
  run.fire("lapse");
  const refused = run.send({ ...skip, right: "operate" });
  assert.equal(refused.ok ? "" : refused.refusal.code, "moved-on");
  assert.ok(run.send({ ...skip, right: "break-glass" }).ok);
});

describe("who may approve", () => {
  const source = `muster: 1
id: test
title: T
owner: group:a
permissions: {operate: ["user:U1"]}
steps:
  - id: a
    kind: manual
    title: A
    timeout: 5m
    approval: {need: 1, from: ["group:leads"]}
  - {id: b, kind: manual, title: B, timeout: 5m}
`;
  const read = readRunbook(source, "test.yml");
  assert.ok(read.ok, read.ok ? "" : read.problems.map(formatProblem).join("\n"));
  const of = { runbook: read.runbook, breakGlass: ["role:incident_commander"] };

  test("stands in the step's approval, not in the runbook's head", () => {
    assert.deepEqual(principalsOf("approve", { ...of, step: "a" }), ["group:leads"]);
    const lead = { ...somebody, groups: ["leads"] };
    assert.equal(judgeRight("approve", ["group:leads"], somebody).ok, false);
    assert.equal(judgeRight("approve", ["group:leads"], lead).ok, true);
  });

  test("is nobody where no approval is asked", () => {
    assert.deepEqual(principalsOf("approve", { ...of, step: "b" }), []);
    assert.equal(judgeRight("approve", [], somebody).ok, false);
  });

  test("is not who may override: that is the shop's to say", () => {
    assert.deepEqual(principalsOf("break-glass", { ...of, step: "a" }), [
      "role:incident_commander",
    ]);
  });
});

test("a run can be ended by those who may override, whoever its own rules name", () => {
  const source =
    "muster: 1\nid: test\ntitle: T\nowner: group:a\npermissions: {abort: ['oncall:nobody']}\nsteps:\n  - {id: a, kind: manual, title: A, timeout: 5m}\n";
  const read = readRunbook(source, "test.yml");
  assert.ok(read.ok);
  const of = { runbook: read.runbook, breakGlass: ["role:incident_commander"] };
  const allowed = principalsOf("abort", of);
  assert.deepEqual(allowed, ["oncall:nobody", "role:incident_commander"]);
  assert.ok(judgeRight("abort", allowed, { ...somebody, roles: ["lead"] }).ok);
  assert.ok(!judgeRight("abort", allowed, somebody).ok);
});
