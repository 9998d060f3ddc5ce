// A run that is held: nothing new starts, what is under way is recorded, answers are kept, time stands still.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { availableActions } from "../../../src/domain/runbook/run/actions.ts";
import { holdSha8 } from "../../../src/domain/runbook/run/hold.ts";
import type { ActionKind } from "../../../src/domain/runbook/state/step-state.ts";
import { approve, GUARDED, piotr } from "./crew.ts";
import { anna, CHECK, ola, type Play, PUT, play, VERIFY } from "./play.ts";

const MANUAL = (id: string, more = "") =>
  `  - {id: ${id}, kind: manual, title: Do ${id}, timeout: 10m${more}}\n`;
const TWO_STEPS = MANUAL("one") + MANUAL("two");
const SAFE = PUT("    repeat: safe\n    irreversible: it is only a test\n");

function offered(run: Play): readonly ActionKind[] {
  return availableActions(run.runbook, run.run()).map(({ action }) => action);
}

describe("pausing", () => {
  test("says who did it, and why if they said so", () => {
    const run = play(TWO_STEPS);
    run.click("pause", { by: ola, note: "lunch" });
    assert.equal(run.run().state, "paused");
    assert.deepEqual(run.run().hold, {
      code: "paused",
      by: ola,
      at: "2026-11-22T12:00:00.000Z",
      note: "lunch",
    });
    assert.deepEqual(
      run.run().decisions?.map(({ action, by }) => [action, by.id]),
      [["pause", ola.id]],
    );
  });

  test("keeps the time a step has left", () => {
    const run = play(TWO_STEPS);
    run.pass(240);
    run.click("pause");
    assert.deepEqual(run.current().timers, {});
    run.pass(3_600);
    assert.equal(run.send({ type: "timer-fired", ...run.here(), timer: "timeout" }).ok, false);
    run.click("resume");
    assert.equal(run.current().timers.timeout, "2026-11-22T13:10:00.000Z");
    assert.equal(run.current().frozen, undefined);
    assert.deepEqual(
      run.asked("set-timer").map(({ timer, fireAt }) => [timer, fireAt]),
      [["timeout", "2026-11-22T13:10:00.000Z"]],
    );
  });

  test("keeps the time of the second pause apart from the first", () => {
    const run = play(TWO_STEPS);
    for (const seconds of [120, 180]) {
      run.pass(seconds);
      run.click("pause");
      run.pass(1_000);
      run.click("resume");
    }
    run.pass(299);
    assert.equal(run.send({ type: "timer-fired", ...run.here(), timer: "timeout" }).ok, false);
    run.pass(1);
    run.fire("timeout");
    assert.deepEqual(run.current().reason, { code: "timed-out", afterMs: 600_000 });
  });

  test("takes answers and keeps them: the next step waits", () => {
    const run = play(TWO_STEPS);
    run.click("pause");
    run.click("done", { by: ola });
    assert.equal(run.step("one").state, "succeeded");
    assert.equal(run.run().cursor, "two");
    assert.equal(run.step("two").state, "pending");
    assert.equal(run.run().state, "paused");
    run.click("resume");
    assert.equal(run.step("two").state, "waiting");
    assert.equal(run.run().state, "running");
  });

  test("does not bring an old time-out back after the step was answered", () => {
    const run = play(TWO_STEPS);
    run.click("pause");
    run.click("could-not");
    run.click("resume");
    assert.deepEqual(run.current().timers, {});
    assert.equal(run.run().state, "blocked");
  });

  test("lets a request on its way finish, and is recorded; nothing follows it", () => {
    const run = play(SAFE);
    run.click("run");
    run.sent();
    run.click("pause");
    run.answer({ status: 200 });
    assert.equal(run.step("switch").state, "succeeded");
    assert.equal(run.step("next").state, "pending");
    run.click("resume");
    assert.equal(run.step("next").state, "waiting");
  });

  test("lets a change be verified that was already sent", () => {
    const run = play(PUT(`    repeat: safe\n    irreversible: no\n${VERIFY}`));
    run.click("run");
    run.sent();
    run.click("pause");
    run.answer({ status: 200 });
    assert.equal(run.current().state, "verifying");
    run.readBack({ fallback_pct: 100 });
    assert.equal(run.step("switch").state, "succeeded");
    assert.equal(run.run().state, "paused");
  });

  test("sends nothing again until the run goes on", () => {
    const run = play(PUT("    repeat: safe\n    irreversible: no\n    retry: {max: 3}\n"));
    run.click("run");
    run.sent();
    run.click("pause");
    run.answer({ status: 503 });
    assert.equal(run.current().state, "retry_wait");
    run.pass(3_600);
    assert.equal(run.send({ type: "timer-fired", ...run.here(), timer: "retry" }).ok, false);
    assert.deepEqual(run.tryClick("retry"), {
      code: "held",
      action: "retry",
      hold: { code: "paused", by: anna, at: "2026-11-22T12:00:00.000Z" },
    });
    run.click("resume");
    run.pass(20);
    run.fire("retry");
    assert.equal(run.asked("send-request").length, 1);
  });

  test("takes no Run, and says who paused it", () => {
    const run = play(SAFE);
    run.click("pause", { by: ola });
    assert.ok(!offered(run).includes("run"));
    const refusal = run.tryClick("run");
    assert.equal(refusal?.code, "held");
    run.click("resume");
    run.click("run");
    assert.equal(run.asked("send-request").length, 1);
  });

  test("looks again at a check that was being asked", () => {
    const run = play(CHECK);
    const late = { ...run.here(), reading: run.current().reading?.number ?? 0 };
    run.click("pause");
    const old = run.send({ type: "metrics-read", ...late, readings: {} });
    assert.equal(old.ok, false);
    run.click("resume");
    assert.equal(run.asked("read-metrics").length, 1);
    run.read({ base: 94, rate: 80 });
    assert.equal(run.step("look").state, "succeeded");
  });

  test("begins a hold anew: what held before says nothing about the time between", () => {
    const run = play(
      "  - {id: back, kind: wait, title: Back, until: rate > 90, hold: 30s, every: 15s, timeout: 5m}\n",
    );
    run.read({ rate: 95 });
    run.pass(15);
    run.fire("sample");
    run.read({ rate: 95 });
    run.click("pause");
    assert.equal(run.current().wait?.heldSince, undefined);
    run.pass(20);
    run.click("resume");
    assert.equal(run.asked("read-metrics").length, 1);
    run.read({ rate: 95 });
    assert.equal(run.current().state, "waiting");
    assert.equal(run.current().wait?.heldSince, "2026-11-22T12:00:35.000Z");
    assert.equal(run.current().timers.timeout, "2026-11-22T12:05:20.000Z");
  });

  test("does not move a point in time", () => {
    const run = play(
      `  - {id: midnight, kind: wait, title: Until, at: "2026-11-22T13:00:00Z"}\n${MANUAL("two")}`,
    );
    run.click("pause");
    run.pass(3_600);
    run.fire("elapsed");
    assert.equal(run.step("midnight").state, "succeeded");
    assert.equal(run.step("two").state, "pending");
    run.click("resume");
    assert.equal(run.step("two").state, "waiting");
  });
});

describe("an approval in a paused run", () => {
  const RULE = "timeout: 10m, escalate_after: 3m, valid_for: 15m";

  test("takes votes, and what they allow begins when the run goes on", () => {
    const run = play(GUARDED(RULE));
    run.pass(60);
    run.click("pause");
    approve(run, ola);
    assert.equal(run.current().approval?.state, "granted");
    assert.equal(run.current().state, "awaiting_approval");
    run.pass(60);
    run.click("resume");
    assert.equal(run.current().state, "ready");
    assert.equal(run.current().timers.lapse, "2026-11-22T12:16:00.000Z");
  });

  test("keeps its time to vote", () => {
    const run = play(GUARDED(RULE));
    run.pass(60);
    run.click("pause");
    run.pass(3_600);
    run.click("resume");
    assert.deepEqual(run.current().timers, {
      approval: "2026-11-22T13:10:00.000Z",
      escalation: "2026-11-22T13:03:00.000Z",
    });
  });

  test("is void when the pause outlasts it: it is asked again", () => {
    const run = play(GUARDED(RULE));
    approve(run, ola);
    run.click("pause");
    run.pass(901);
    run.fire("lapse");
    assert.equal(run.asked("ask-approval").length, 0);
    run.click("resume");
    assert.equal(run.current().state, "awaiting_approval");
    assert.equal(run.current().approval?.round, 2);
  });
});

describe("going on", () => {
  test("twice is refused with who was first", () => {
    const run = play(TWO_STEPS);
    run.click("pause");
    run.click("resume", { by: ola });
    const refusal = run.tryClick("resume", { by: piotr });
    assert.equal(refusal?.code, "already-decided");
    assert.equal(refusal?.code === "already-decided" ? refusal.decision.by.id : "", ola.id);
  });

  test("is heard although the step moved on meanwhile", () => {
    const run = play(TWO_STEPS);
    const stale = { ...run.here(), type: "clicked", by: ola } as const;
    run.click("done");
    assert.ok(run.send({ ...stale, action: "pause" }).ok);
    assert.equal(run.run().state, "paused");
    assert.ok(run.send({ ...stale, action: "resume" }).ok);
    assert.equal(run.run().state, "running");
  });

  test("is not needed to end it: a paused run can be aborted", () => {
    const run = play(TWO_STEPS);
    run.click("pause");
    run.click("abort", { note: "wrong runbook" });
    assert.equal(run.run().state, "aborted");
    assert.equal(run.run().hold, undefined);
  });
});

describe("a run that this Muster cannot read", () => {
  test("stands still with the reason and can be aborted", () => {
    const run = play(TWO_STEPS);
    const event = {
      type: "became-incompatible",
      step: "",
      attempt: 0,
      message: "kind 'x'",
    } as const;
    assert.ok(run.send(event).ok);
    assert.equal(run.run().state, "paused");
    assert.equal(run.asked("held")[0]?.hold.code, "incompatible");
    assert.equal(run.send(event).ok, false);
    run.click("abort", { note: "by hand" });
    assert.equal(run.run().state, "aborted");
  });
});

describe("a Resume", () => {
  test("that was pressed for an earlier pause does not lift a later one", () => {
    const run = play(TWO_STEPS);
    run.click("pause");
    const sha8 = holdSha8(run.run()) ?? "";
    run.click("resume", { sha8 });
    run.pass(5);
    run.click("pause", { by: ola, note: "wait for the vendor" });
    const refusal = run.tryClick("resume", { sha8 });
    assert.ok(refusal?.code === "already-decided");
    assert.equal(refusal.decision.note, "wait for the vendor");
    assert.equal(run.run().state, "paused");
    run.click("resume", { sha8: holdSha8(run.run()) ?? "" });
    assert.equal(run.run().state, "running");
  });

  test("that says nothing of the pause, as a typed command, lifts the one there is", () => {
    const run = play(TWO_STEPS);
    run.click("pause");
    run.click("resume");
    assert.equal(run.run().state, "running");
  });
});
