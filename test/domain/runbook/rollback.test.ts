// Aborting with "undo all", and undoing after the run is over.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { advance } from "../../../src/domain/runbook/run/advance.ts";
import type { Reason } from "../../../src/domain/runbook/state/reason.ts";
import { startUndoRun } from "../../../src/domain/runbook/undo/undo-run.ts";
import { describeRun } from "../../../src/domain/runbook/view/describe.ts";
import { isSettled } from "../../../src/domain/runbook/view/settled-change.ts";
import { findNumbered } from "../../../src/domain/runbook/view/step-number.ts";
import { words } from "../../../src/words/words.ts";
import { FLAG, flagIs, LAST, SWITCH, switchFlag, switchRoute } from "./effects.ts";
import { anna, ola, type Play, play } from "./play.ts";

function changed(): Play {
  const run = play(FLAG + SWITCH + LAST);
  switchFlag(run);
  switchRoute(run);
  return run;
}

const rollBack = (run: Play) => run.click("roll-back", { by: ola, note: "wrong runbook" });

/** The two undos, from preview to answer. */
function undoSwitch(run: Play): void {
  run.readBack({ revision: 7 });
  run.click("run", { by: anna });
  run.readBack({ revision: 7 });
  run.sent();
  run.answer({ status: 200 });
}

function undoFlag(run: Play): void {
  run.readBack(flagIs("off"));
  run.click("run");
  run.readBack(flagIs("off"));
  run.sent();
  run.answer({ status: 200 });
  run.readBack(flagIs("on"));
}

describe("undo all", () => {
  test("takes back one after another, latest first, each seen and clicked, and then the run is over", () => {
    const run = changed();
    rollBack(run);
    assert.equal(run.run().state, "rolling_back");
    assert.deepEqual(
      run.run().added?.map(({ undoes }) => undoes),
      [["switch"], ["recs_off"]],
    );
    assert.equal(run.step("tidy").state, "cancelled");
    undoSwitch(run);
    assert.equal(run.run().state, "rolling_back");
    undoFlag(run);
    const { state, outcome, endedBy, endNote } = run.run();
    assert.deepEqual(
      [state, outcome, endedBy, endNote],
      ["aborted", "rolled_back", ola, "wrong runbook"],
    );
    const { lines } = describeRun(run.runbook, run.run(), run.now());
    assert.deepEqual(
      lines.slice(-2).map(({ undoOf, mark }) => [undoOf, mark]),
      [
        ["switch", "done"],
        ["recs_off", "done"],
      ],
    );
  });

  test("with one of them left as it is says so", () => {
    const run = changed();
    rollBack(run);
    undoSwitch(run);
    run.readBack(flagIs("on"));
    assert.equal(run.current().reason?.code, "conflict");
    assert.equal(run.current().effect?.before, "on");
    assert.match(
      words.run.reason(run.current().reason as Reason),
      /shows .*on.* already\. Somebody took it back meanwhile; there is nothing left to undo/,
    );
    assert.equal(run.run().state, "rolling_back");
    run.click("leave", { note: "somebody switched it on" });
    assert.equal(run.run().outcome, "partly_rolled_back");
    assert.equal(run.step("recs_off").undo?.state, "left");
    const { changes } = describeRun(run.runbook, run.run(), run.now());
    const open = changes.filter((change) => !isSettled(change)).map(({ step }) => step);
    assert.deepEqual(open, ["recs_off"], "nobody owns it yet: the resolve asks");
    const start = { id: "later", by: anna };
    const later = { start, moment: { now: run.now(), chance: 0 } };
    const source = { run: run.run(), number: 1 };
    assert.ok(startUndoRun(run.runbook, source, ["recs_off"], later).ok);
  });

  test("waits for a request on its way, and takes that back, too", () => {
    const run = play(FLAG + SWITCH + LAST);
    switchFlag(run);
    run.click("run");
    run.sent();
    rollBack(run);
    assert.equal(run.run().cursor, "switch");
    run.answer({ status: 200, json: { revision: 7 } });
    assert.equal(run.run().state, "rolling_back");
    undoSwitch(run);
    undoFlag(run);
    assert.equal(run.run().outcome, "rolled_back");
    assert.equal(run.step("tidy").state, "skipped");
  });

  test("goes on counting after the last step there was to do, whatever ends the runbook has", () => {
    const tidy =
      "  - {id: tidy, kind: manual, title: Tidy up, timeout: 1h, on_fail: {goto: bad}}\n";
    const ends =
      "  - {id: good, kind: end, outcome: success}\n  - {id: bad, kind: end, outcome: failed}\n";
    const run = play(FLAG + SWITCH + tidy + ends);
    switchFlag(run);
    switchRoute(run);
    const before = describeRun(run.runbook, run.run(), run.now());
    assert.deepEqual([before.position, before.total], [3, 3]);
    rollBack(run);
    const { steps } = run.run();
    const view = describeRun(run.runbook, run.run(), run.now());
    assert.deepEqual([view.position, view.total, view.current?.number], [4, 5, 4]);
    assert.deepEqual(
      [1, 3, 4, 5, 6].map((number) => findNumbered(steps, number)?.id),
      ["recs_off", "tidy", "undo_switch", "undo_recs_off", undefined],
    );
  });

  test("does not undo what the target refused after all, nor what was not sent yet", () => {
    const refused = play(FLAG + SWITCH + LAST);
    switchFlag(refused);
    refused.click("run");
    refused.sent();
    rollBack(refused);
    refused.answer({ status: 403 });
    refused.click("skip", { note: "refused" });
    assert.deepEqual(refused.step("undo_switch").reason, { code: "not-needed" });
    const unsent = play(FLAG + SWITCH + LAST);
    switchFlag(unsent);
    unsent.click("run");
    rollBack(unsent);
    assert.equal(unsent.run().cursor, "undo_recs_off");
    assert.equal(unsent.step("switch").effect?.phase, "cancelled");
  });

  test("of a lost request asks what came of it, and runs nothing again", () => {
    const run = play(FLAG + SWITCH.replace("repeat: safe", "repeat: never") + LAST);
    switchFlag(run);
    run.click("run");
    run.sent();
    rollBack(run);
    run.lost();
    const said = describeRun(run.runbook, run.run(), run.now()).current?.actions;
    const actions = said?.map(({ action }) => action) ?? [];
    assert.ok(actions.includes("it-did-not") && !actions.includes("retry"));
    run.click("it-did-not");
    assert.deepEqual(run.asked("send-request"), []);
    assert.equal(run.step("undo_switch").state, "skipped");
    assert.equal(run.run().cursor, "undo_recs_off");
  });

  test("runs by itself where the runbook says so, and still stops at a conflict", () => {
    const run = changed();
    const runbook = { ...run.runbook, on_abort: "rollback" as const };
    const begun = play(runbook);
    switchFlag(begun);
    switchRoute(begun);
    rollBack(begun);
    begun.readBack({ revision: 7 });
    assert.equal(begun.asked("send-request").length, 1);
    begun.sent();
    begun.answer({ status: 200 });
    begun.readBack(flagIs("on"));
    assert.equal(begun.current().reason?.code, "conflict");
  });

  test("is not offered where nothing was changed", () => {
    const run = play(FLAG + LAST);
    run.readBack(flagIs("on"));
    assert.equal(run.tryClick("roll-back", { note: "x" })?.code, "not-offered");
  });
});

describe("an undo after the run is over", () => {
  function over(): Play {
    const run = changed();
    run.click("done");
    assert.equal(run.run().state, "completed");
    return run;
  }
  const begin = (run: Play, steps: readonly string[]) => {
    const source = { run: run.run(), number: 4 };
    const start = { id: "run-2", by: ola };
    const moment = { now: run.now(), chance: 0.5 };
    return startUndoRun(run.runbook, source, steps, { start, moment });
  };

  test("is a run of its own that tells the first one what it took back", () => {
    const run = over();
    const begun = begin(run, ["recs_off"]);
    assert.ok(begun.ok);
    assert.deepEqual(begun.run.undoOf, { runId: "run-1", number: 4 });
    const linked = play({ ...run.runbook }, { from: "stripe" }, { already: begun });
    linked.readBack(flagIs("off"));
    linked.click("run", { by: ola });
    linked.readBack(flagIs("off"));
    linked.sent();
    linked.answer({ status: 200 });
    linked.readBack(flagIs("on"));
    assert.deepEqual(linked.asked("tell-undone"), [
      { do: "tell-undone", runId: "run-1", step: "recs_off", by: ola },
    ]);
    assert.deepEqual([linked.run().state, linked.run().outcome], ["completed", "rolled_back"]);
    const told = advance(
      run.runbook,
      run.run(),
      { type: "undo-settled", step: "recs_off", attempt: 1, state: "undone", by: ola },
      { now: run.now(), chance: 0 },
    );
    assert.ok(told.ok);
    const [flag] = describeRun(run.runbook, told.run, run.now()).changes;
    assert.deepEqual([flag?.undo?.state, flag?.undo?.by], ["undone", ola]);
  });

  test("is refused where nothing of it is left to undo", () => {
    const run = over();
    assert.equal(begin(run, ["tidy"]).ok, false);
  });

  test("asks a person once its time is over", () => {
    const run = over();
    run.pass(25 * 3_600);
    const begun = begin(run, ["switch"]);
    assert.ok(begun.ok);
    assert.equal(begun.run.steps[0]?.reason?.code, "cannot-look");
  });
});
