// Before a run begins: what it will use is looked at, and people decide about what was found.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { availableActions } from "../../../src/domain/runbook/run/actions.ts";
import { anna, ola, type Play, PUT, play, runbookOf } from "./play.ts";

const SWITCH = PUT("    repeat: safe\n    irreversible: it is only a test\n");
const FINDING = {
  connection: "routing",
  message: "401: the token is not valid",
  steps: ["switch"],
};

const created = (steps: Parameters<typeof play>[0] = SWITCH) =>
  play(steps, { from: "stripe" }, { preflight: true });

function hear(run: Play, findings: readonly (typeof FINDING)[], attempt = 1) {
  return run.send({ type: "preflighted", step: "", attempt, findings });
}

function fire(run: Play, timer: "preflight" | "unused", attempt = 0) {
  return run.send({ type: "timer-fired", step: "", attempt, timer });
}

const kinds = (run: Play) => availableActions(run.runbook, run.run()).map(({ action }) => action);

describe("a preflight", () => {
  test("asks about just what the run will use, and nothing begins before the answer", () => {
    const run = created();
    assert.equal(run.run().state, "created");
    assert.equal(run.current().state, "pending");
    assert.deepEqual(run.asked("preflight"), [
      {
        do: "preflight",
        step: "",
        attempt: 1,
        uses: [{ kind: "http", connection: "routing", steps: ["switch"] }],
      },
    ]);
    assert.deepEqual(kinds(run), ["cancel"]);
  });

  test("is not needed where nothing outside is used", () => {
    const run = created("  - {id: one, kind: manual, title: One, timeout: 10m}\n");
    assert.equal(run.run().state, "running");
    assert.equal(run.run().preflight, undefined);
  });

  test("that finds nothing lets the run begin by itself", () => {
    const run = created();
    assert.ok(hear(run, []).ok);
    assert.equal(run.run().state, "running");
    assert.equal(run.current().state, "ready");
    assert.equal(run.run().preflight?.state, "passed");
    assert.equal(run.run().timers, undefined);
  });

  test("that finds something waits for a person", () => {
    const run = created();
    hear(run, [FINDING]);
    assert.equal(run.run().state, "created");
    assert.deepEqual(run.run().preflight?.findings, [FINDING]);
    assert.deepEqual(kinds(run), ["start-anyway", "look-again", "cancel"]);
    run.click("start-anyway", { by: ola, note: "the token is known to be slow" });
    assert.equal(run.current().state, "ready");
    assert.deepEqual(run.run().preflight?.findings, [FINDING]);
    assert.equal(run.run().decisions?.[0]?.action, "start-anyway");
  });

  test("that nobody answers is a finding, not a pass", () => {
    const run = created();
    run.pass(10);
    assert.ok(fire(run, "preflight", 1).ok);
    assert.equal(run.run().state, "created");
    assert.deepEqual(
      run.run().preflight?.findings.map(({ connection, steps }) => [connection, steps]),
      [["routing", ["switch"]]],
    );
    assert.equal(hear(run, []).ok, false, "the answer comes too late");
  });

  test("is done again when a person asks, and the earlier answer is late", () => {
    const run = created();
    hear(run, [FINDING]);
    run.click("look-again");
    assert.equal(run.asked("preflight")[0]?.attempt, 2);
    assert.equal(hear(run, [FINDING], 1).ok, false);
    run.pass(10);
    assert.equal(fire(run, "preflight", 1).ok, false, "the earlier look's timer");
    hear(run, [], 2);
    assert.equal(run.run().state, "running");
  });

  test("cancelled by a person never began", () => {
    const run = created();
    run.click("cancel", { by: ola });
    const { state, outcome, endedBy, cursor } = run.run();
    assert.deepEqual(
      [state, outcome, endedBy?.id, cursor],
      ["cancelled", "cancelled", ola.id, undefined],
    );
    assert.equal(run.step("switch").state, "skipped");
    assert.deepEqual(run.asked("ended"), [{ do: "ended", outcome: "cancelled", suggest: [] }]);
    const late = run.send({
      type: "clicked",
      step: "switch",
      attempt: 0,
      action: "start-anyway",
      by: anna,
    });
    assert.equal(late.ok ? "" : late.refusal.code, "run-over");
  });

  test("that nobody decides about is given up after an hour", () => {
    const run = created();
    hear(run, [FINDING]);
    run.pass(1_800);
    run.click("look-again");
    hear(run, [FINDING], 2);
    run.pass(1_800);
    assert.ok(fire(run, "unused").ok);
    assert.equal(run.run().state, "cancelled");
    assert.equal(run.run().endedBy, undefined);
  });

  test("started anyway by two people begins once, and the second is told who was first", () => {
    const run = created();
    hear(run, [FINDING]);
    const click = { type: "clicked", step: "", attempt: 1, action: "start-anyway" } as const;
    assert.ok(run.send({ ...click, by: ola }).ok);
    const second = run.send({ ...click, by: anna });
    const refusal = second.ok ? undefined : second.refusal;
    assert.equal(refusal?.code === "already-decided" ? refusal.decision.by.id : "", ola.id);
  });

  test("is no part of a run's age: the deadline counts from its beginning", () => {
    const run = created(runbookOf(SWITCH, "deadline: 1h\n"));
    hear(run, [FINDING]);
    assert.equal(run.run().deadlineAt, undefined);
    run.pass(600);
    run.click("start-anyway");
    assert.equal(run.run().deadlineAt, "2026-11-22T13:10:00.000Z");
  });

  test("takes an Abort for what it means: the run is not started", () => {
    const run = created();
    run.click("abort", { note: "wrong one" });
    assert.equal(run.run().state, "cancelled");
  });
});
