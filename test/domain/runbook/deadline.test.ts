// A run that must be over by a deadline: past it, it is held and people are called.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ola, type Play, play, runbookOf } from "./play.ts";

const TWO_STEPS = ["one", "two"]
  .map((id) => `  - {id: ${id}, kind: manual, title: Do ${id}, timeout: 10m}\n`)
  .join("");

describe("a deadline", () => {
  const dated = () => play(runbookOf(TWO_STEPS, "deadline: 1h\n"));
  const pass = (run: Play) => {
    run.pass(3_600);
    return run.send({ type: "timer-fired", step: "", attempt: 0, timer: "deadline" });
  };

  test("holds the run and calls people; nothing is undone by a clock", () => {
    const run = dated();
    assert.equal(run.run().deadlineAt, "2026-11-22T13:00:00.000Z");
    assert.ok(pass(run).ok);
    assert.equal(run.run().state, "paused");
    assert.equal(run.run().hold?.code, "deadline");
    assert.deepEqual(run.asked("escalate"), [
      { do: "escalate", step: "one", attempt: 1, count: 1 },
    ]);
    assert.equal(run.asked("held").length, 1);
    assert.equal(run.current().state, "waiting");
  });

  test("is over for good once somebody lets the run go on", () => {
    const run = dated();
    pass(run);
    run.click("resume");
    assert.equal(run.run().state, "running");
    assert.equal(run.run().deadlineAt, undefined);
    assert.equal(
      run.send({ type: "timer-fired", step: "", attempt: 0, timer: "deadline" }).ok,
      false,
    );
    run.click("done");
    run.click("done");
    assert.equal(run.run().outcome, "success");
  });

  test("does not come before its time", () => {
    const run = dated();
    const early = run.send({ type: "timer-fired", step: "", attempt: 0, timer: "deadline" });
    assert.equal(early.ok ? "" : early.refusal.code, "not-due");
  });

  test("of a paused run is told, and who paused it stays", () => {
    const run = dated();
    run.click("pause", { by: ola });
    pass(run);
    assert.equal(run.run().hold?.code, "paused");
    assert.equal(run.asked("escalate").length, 1);
    assert.equal(run.asked("held")[0]?.hold.code, "deadline");
  });
});
