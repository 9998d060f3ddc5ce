// A flag step: what is there now is seen first, the change is read back, and the undo is what was there.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { describeRun } from "../../../src/domain/runbook/view/describe.ts";
import { FLAG, flagIs, LAST, switchFlag } from "./effects.ts";
import { type Play, play } from "./play.ts";

const preview = (run: Play) => {
  const effect = describeRun(run.runbook, run.run(), run.now()).current?.effect;
  assert.ok(effect);
  return effect;
};

describe("before the click", () => {
  test("the flag is read, and the preview says what is there now, then, and how to go back", () => {
    const run = play(FLAG + LAST);
    assert.equal(run.current().state, "preparing");
    assert.deepEqual(run.asked("read-back")[0]?.request, {
      kind: "flag-state",
      connection: "unleash",
      project: "shop",
      env: "production",
      flag: "recommendations",
    });
    assert.deepEqual(preview(run).undo, { kind: "auto" });
    run.readBack(flagIs("on"));
    assert.equal(run.current().state, "ready");
    const { changes, before, after, undo, sha8 } = preview(run);
    assert.deepEqual([before, after], ["on", "off"]);
    assert.match(sha8, /^[0-9a-f]{8}$/);
    const [change] = changes;
    assert.ok(change?.kind === "flag");
    assert.deepEqual(undo, { kind: "plan", changes: [{ ...change, set: "on" }] });
  });

  test("a flag that cannot be read can be switched, and the preview says that nobody could put it back", () => {
    const run = play(FLAG + LAST);
    run.pass(60);
    run.fire("read");
    assert.equal(run.current().state, "ready");
    assert.deepEqual(preview(run).undo, { kind: "none", why: "unknown-before" });
  });
});

test("a flag is switched on or off for one environment, and its server's 200 is not believed", () => {
  const run = play(FLAG + LAST);
  run.readBack(flagIs("on"));
  run.click("run");
  const [sent] = run.asked("send-request");
  assert.deepEqual(sent?.effect, { step: "recs_off", direction: "do", generation: 1 });
  assert.ok(sent?.change.kind === "flag");
  assert.equal(sent.change.set, "off");
  run.sent();
  run.answer({ status: 200 });
  run.readBack(flagIs("on"));
  assert.equal(run.current().state, "verifying");
  run.pass(2);
  run.fire("verify");
  run.pass(4);
  run.readBack(flagIs("on"));
  const { state, reason } = run.current();
  assert.deepEqual([state, reason?.code], ["needs_decision", "verify-failed"]);
});

test("a change request that waits on the flag server is a refusal people can read", () => {
  const run = play(FLAG + LAST);
  run.readBack(flagIs("on"));
  run.click("run");
  run.sent();
  run.answer({ status: 403, excerpt: "change requests are enabled" });
  assert.deepEqual(run.current().reason, {
    code: "refused-by-target",
    status: 403,
    excerpt: "change requests are enabled",
  });
  assert.deepEqual(describeRun(run.runbook, run.run(), run.now()).changes, []);
});

describe("what is kept to take it back", () => {
  test("is the setting that was there before, compared with what we set", () => {
    const run = play(FLAG + LAST);
    switchFlag(run);
    const { undo } = run.step("recs_off");
    assert.equal(undo?.state, "available");
    assert.ok(undo?.plan.change.kind === "flag");
    assert.equal(undo.plan.change.set, "on");
    assert.deepEqual([undo.plan.onlyIf?.pointer, undo.plan.onlyIf?.equals], ["/state", "off"]);
    assert.deepEqual(undo.plan.verify?.equals, "on");
  });

  test("is what was there before the first try, also after a second", () => {
    const run = play(FLAG + LAST);
    run.readBack(flagIs("on"));
    run.click("run");
    run.sent();
    run.answer({ status: 200 });
    run.pass(6);
    run.readBack(flagIs("on"));
    run.click("retry");
    switchFlag(run, "off");
    const { undo } = run.step("recs_off");
    assert.ok(undo?.plan.change.kind === "flag");
    assert.equal(undo.plan.change.set, "on");
  });

  test("is a variation's predecessor, and nothing where there was no variation at all", () => {
    const blue = FLAG.replace('set: "off"', "set: {variation: blue}").replace(
      'flag_state: "off"',
      "flag_state: {variation: blue}",
    );
    const from = (variation: string | null, state: "on" | "off" = "on") => {
      const run = play(blue + LAST);
      run.readBack(flagIs(state, variation));
      return preview(run).undo;
    };
    const undo = from("green");
    assert.ok(undo.kind === "plan" && undo.changes[0]?.kind === "flag");
    assert.deepEqual(undo.changes[0].set, { variation: "green" });
    assert.deepEqual(from("green", "off"), undo, "a variation is kept while the flag is off");
    assert.deepEqual(from(null), { kind: "none", why: "unknown-before" });
  });
});
