// A step that takes effects back: latest first, compared before, one click for the list, never a clobber.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { describeRun } from "../../../src/domain/runbook/view/describe.ts";
import { FLAG, flagIs, LAST, SWITCH, switchFlag, switchRoute } from "./effects.ts";
import { ola, type Play, play } from "./play.ts";

const BACK = `  - {id: back, kind: flag, title: Back to normal, undoes: [switch, recs_off]}\n`;

/** Both effects applied; the run stands before the step that takes them back. */
function changed(): Play {
  const run = play(FLAG + SWITCH + BACK + LAST);
  switchFlag(run);
  switchRoute(run);
  return run;
}

const preview = (run: Play) => describeRun(run.runbook, run.run(), run.now()).current?.effect;

describe("taking several effects back", () => {
  test("shows them latest first, and one click runs one after another", () => {
    const run = changed();
    assert.equal(run.asked("read-back")[0]?.purpose, "only-if");
    run.readBack({ revision: 7 });
    assert.equal(run.current().state, "ready");
    const kinds = preview(run)?.changes.map(({ kind }) => kind);
    assert.deepEqual(kinds, ["http", "flag"]);
    assert.deepEqual(
      preview(run)?.undoes?.map(({ step }) => step),
      ["switch", "recs_off"],
    );
    run.click("run", { by: ola });
    run.readBack({ revision: 7 });
    const [first] = run.asked("send-request");
    assert.deepEqual(first?.effect, { step: "switch", direction: "undo", generation: 1 });
    assert.ok(first?.change.kind === "http");
    assert.deepEqual(
      [first.change.method, first.change.path, first.change.body],
      ["PUT", "/v1/routes/stripe", { fallback_pct: 0 }],
    );
    run.sent();
    assert.equal(run.step("switch").undo?.state, "undoing");
    run.answer({ status: 200 });
    assert.equal(run.step("switch").undo?.state, "undone");
    assert.deepEqual(run.step("switch").undo?.by, ola);
    run.readBack(flagIs("off"));
    assert.ok(run.asked("send-request")[0]?.change.kind === "flag");
    run.sent();
    run.answer({ status: 200 });
    run.readBack(flagIs("on"));
    assert.equal(run.step("back").state, "succeeded");
    assert.equal(run.step("recs_off").undo?.state, "undone");
    assert.equal(run.run().cursor, "tidy");
  });

  test("leaves out what was never executed, and is not needed where nothing was", () => {
    const one = play(FLAG + SWITCH + BACK + LAST);
    switchFlag(one);
    one.click("skip", { note: "enough" });
    one.readBack(flagIs("off"));
    assert.deepEqual(
      preview(one)?.changes.map(({ kind }) => kind),
      ["flag"],
    );
    const none = play(FLAG + SWITCH + BACK + LAST);
    none.readBack(flagIs("on"));
    none.click("skip", { note: "no" });
    none.click("skip", { note: "no" });
    assert.equal(none.step("back").state, "skipped");
    assert.deepEqual(none.step("back").reason, { code: "not-needed" });
    assert.equal(none.run().cursor, "tidy");
  });

  test("sends one request where two effects have the very same undo", () => {
    const canary = SWITCH.replace("id: switch", "id: canary")
      .replace("fallback_pct: 100", "fallback_pct: 20")
      .replaceAll("steps.switch.", "steps.canary.");
    const back = BACK.replace("recs_off", "canary");
    const run = play(canary + SWITCH + back + LAST);
    switchRoute(run, 6);
    switchRoute(run, 7);
    run.readBack({ revision: 7 });
    assert.equal(preview(run)?.changes.length, 1);
    run.click("run");
    run.readBack({ revision: 7 });
    run.sent();
    run.answer({ status: 200 });
    assert.equal(run.run().cursor, "tidy");
    assert.deepEqual(
      ["canary", "switch"].map((id) => run.step(id).undo?.state),
      ["undone", "undone"],
    );
  });

  test("offers the undo of an effect that nobody knows of, marked", () => {
    const never = SWITCH.replace("repeat: safe", "repeat: never");
    const run = play(never + BACK.replace(", recs_off", "") + LAST);
    run.click("run");
    run.sent();
    run.lost();
    assert.equal(run.current().reason?.code, "outcome-unknown");
    run.click("it-happened");
    assert.equal(run.run().cursor, "back");
    const { state, reason } = run.current();
    assert.deepEqual([state, reason?.code], ["needs_decision", "cannot-look"]);
    run.click("proceed", { note: "looked at it by hand" });
    assert.equal(run.current().state, "ready");
    run.click("run");
    assert.equal(run.asked("send-request").length, 1);
  });
});

describe("what somebody else changed meanwhile", () => {
  test("is a conflict before the click, and nothing is sent", () => {
    const run = changed();
    run.readBack({ revision: 8 });
    assert.deepEqual(run.current().reason, { code: "conflict", expected: 7, found: 8 });
    assert.equal(run.step("switch").undo?.state, "conflict");
    assert.deepEqual(run.asked("send-request"), []);
  });

  test("is a conflict after the click, too", () => {
    const run = changed();
    run.readBack({ revision: 7 });
    run.click("run");
    run.readBack({ revision: 8 });
    assert.equal(run.current().reason?.code, "conflict");
    assert.equal(run.current().effect?.sends, 0);
  });

  test("is not known where it cannot be read, and that stops the undo", () => {
    const run = changed();
    run.pass(60);
    run.fire("read");
    assert.deepEqual(run.current().reason, { code: "cannot-look", message: "no answer" });
  });

  test("may be looked at again, overwritten, or left by a person", () => {
    const again = changed();
    again.readBack({ revision: 8 });
    again.click("retry");
    again.readBack({ revision: 7 });
    assert.equal(again.current().state, "ready");
    const anyway = changed();
    anyway.readBack({ revision: 8 });
    anyway.click("proceed", { note: "it was me" });
    assert.equal(anyway.current().state, "ready");
    anyway.click("run");
    assert.equal(anyway.asked("send-request").length, 1);
    const left = changed();
    left.readBack({ revision: 8 });
    left.click("skip", { note: "payments stay there" });
    assert.deepEqual(
      ["switch", "recs_off"].map((id) => left.step(id).undo?.state),
      ["left", "left"],
    );
    assert.equal(left.run().cursor, "tidy");
  });

  test("once a person says it is undone, the rest waits for a click of its own", () => {
    const run = changed();
    run.readBack({ revision: 8 });
    run.click("done", { note: "done by hand" });
    assert.equal(run.step("switch").undo?.state, "undone");
    run.readBack(flagIs("off"));
    assert.equal(run.current().state, "ready");
    assert.deepEqual(
      preview(run)?.changes.map(({ kind }) => kind),
      ["flag"],
    );
  });
});

test("an undo that fails blocks the run, and a second try is another effect", () => {
  const run = changed();
  run.readBack({ revision: 7 });
  run.click("run");
  run.readBack({ revision: 7 });
  run.sent();
  run.answer({ status: 409 });
  assert.equal(run.current().reason?.code, "refused-by-target");
  assert.equal(run.step("switch").undo?.state, "failed");
  run.click("retry");
  run.readBack({ revision: 7 });
  run.click("run");
  run.readBack({ revision: 7 });
  assert.deepEqual(run.asked("send-request")[0]?.effect, {
    step: "switch",
    direction: "undo",
    generation: 2,
  });
});

test("what could not be read before cannot be put back, and that is said, not skipped", () => {
  const run = play(`${FLAG}${BACK.replace("switch, ", "")}${LAST}`);
  run.pass(60);
  run.fire("read");
  run.click("run");
  run.sent();
  run.answer({ status: 200 });
  run.readBack(flagIs("off"));
  const { state, reason } = run.current();
  assert.deepEqual(
    [run.run().cursor, state, reason?.code],
    ["back", "needs_decision", "cannot-look"],
  );
  run.click("done", { note: "switched it on by hand" });
  assert.equal(run.run().cursor, "tidy");
});
