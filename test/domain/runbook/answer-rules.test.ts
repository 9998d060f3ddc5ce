// What has to come with an answer, and what an answer about the whole run does.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { availableActions } from "../../../src/domain/runbook/actions.ts";
import type { Runbook } from "../../../src/domain/runbook/format.ts";
import type { Step } from "../../../src/domain/runbook/step-format.ts";
import { ola, type Play, PUT, play, runbookOf, VERIFY } from "./play.ts";

const TYPED = PUT("    repeat: safe\n    irreversible: it is only a test\n    confirm: type\n");
const UNDOABLE = PUT("    repeat: safe\n    undo: {body: {fallback_pct: 0}}\n");

const endings = (run: Play) =>
  availableActions(run.runbook, run.run())
    .map(({ action }) => action)
    .filter((action) => action === "abort" || action === "roll-back");

function applied(onAbort: string) {
  const run = play(runbookOf(UNDOABLE, `on_abort: ${onAbort}\n`));
  run.click("run");
  run.sent();
  run.answer({ status: 200 });
  return run;
}

describe("a step that is confirmed by typing", () => {
  test("says so, and runs only when its id was typed", () => {
    const run = play(TYPED);
    assert.equal(availableActions(run.runbook, run.run())[0]?.confirm, "type");
    assert.deepEqual(run.tryClick("run"), { code: "typed-wrong", expected: "switch", typed: "" });
    const wrong = run.tryClick("run", { typed: "Switch" });
    assert.deepEqual(wrong, { code: "typed-wrong", expected: "switch", typed: "Switch" });
    run.click("run", { typed: " switch " });
    assert.equal(run.asked("send-request").length, 1);
  });
});

describe("ending a run", () => {
  test("offers to undo only where something was changed", () => {
    assert.deepEqual(endings(play(UNDOABLE)), ["abort"]);
    assert.deepEqual(endings(applied("ask")), ["roll-back", "abort"]);
  });

  test("is undoing where the runbook says so, and leaving where it says that", () => {
    assert.deepEqual(endings(applied("rollback")), ["roll-back"]);
    assert.deepEqual(endings(applied("leave")), ["abort"]);
  });

  test("by a stale Abort still undoes where the runbook says so", () => {
    const run = applied("rollback");
    run.click("abort", { step: "switch", attempt: 1, note: "enough" });
    assert.equal(run.run().state, "rolling_back");
    assert.equal(run.run().rollBack?.note, "enough");
  });

  test("by a stale Abort with its note ends it where it stands now", () => {
    const run = play(UNDOABLE);
    const stale = run.here();
    run.click("skip", { note: "not needed" });
    run.click("abort", { ...stale, by: ola, note: "wrong one" });
    assert.deepEqual(
      [run.run().state, run.run().outcome, run.run().endedBy?.id, run.run().endNote],
      ["aborted", "left_as_is", ola.id, "wrong one"],
    );
  });

  test("while it is undone leaves the rest: where nothing is undone yet, everything is left as it is", () => {
    const run = applied("ask");
    run.click("roll-back", { note: "all back" });
    assert.equal(run.run().state, "rolling_back");
    assert.deepEqual(endings(run), ["abort"]);
    run.click("abort", { note: "by hand" });
    assert.equal(run.run().outcome, "left_as_is");
  });

  test("can be paused while it is undone", () => {
    const run = applied("ask");
    run.click("roll-back", { note: "all back" });
    run.click("pause");
    assert.equal(run.run().state, "paused");
    run.click("resume");
    assert.equal(run.run().state, "rolling_back");
  });

  test("lifts a pause", () => {
    const run = applied("ask");
    run.click("pause");
    run.click("roll-back", { note: "all back" });
    assert.equal(run.run().hold, undefined);
    assert.equal(run.run().state, "rolling_back");
  });
});

describe("waiting for a point in time", () => {
  const WAIT = (at: string) => `  - {id: midnight, kind: wait, title: Wait, at: "${at}"}\n`;

  /** The format lets only datetime inputs in here; the interpreter trusts no text all the same. */
  const fromInput = (): Runbook => {
    const runbook = runbookOf(WAIT("2026-11-22T14:30Z"));
    const steps = runbook.steps.map((step) => ({ ...step, at: "{{ inputs.from }}" }) as Step);
    return { ...runbook, steps };
  };

  test("ends at that point, wherever its offset", () => {
    const run = play(WAIT("2026-11-22T14:30:00+01:00"));
    assert.equal(run.current().timers.elapsed, "2026-11-22T13:30:00.000Z");
    run.pass(5_400);
    run.fire("elapsed");
    assert.equal(run.run().outcome, "success");
  });

  test("that has passed is no wait", () => {
    assert.equal(play(WAIT("2026-11-22T11:00Z")).run().outcome, "success");
  });

  test("from an input is read as it was given", () => {
    const run = play(fromInput(), { from: "2026-11-22T12:30:00.000Z" });
    assert.equal(run.current().timers.elapsed, "2026-11-22T12:30:00.000Z");
  });

  test("that is none asks a person, quoting it", () => {
    const run = play(fromInput(), { from: "tomorrow" });
    assert.deepEqual(run.current().reason, {
      code: "template-error",
      where: "at",
      message: "'tomorrow' is no point in time; write it as 2026-11-27T00:00+01:00",
    });
  });
});

test("a change that was verified too late is looked at once more without sending", () => {
  const run = play(PUT(`    repeat: safe\n    irreversible: no\n${VERIFY}`));
  run.click("run");
  run.sent();
  run.answer({ status: 200 });
  run.pass(6);
  run.readBack({ fallback_pct: 0 });
  assert.equal(run.current().reason?.code, "verify-failed");
  run.click("check-again");
  assert.equal(run.asked("send-request").length, 0);
  run.readBack({ fallback_pct: 100 });
  assert.equal(run.step("switch").state, "succeeded");
});
