// A github step: which commit is decided by what runs now, and it is done when the work is, not the request.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { describeRun } from "../../../src/domain/runbook/view/describe.ts";
import { DISPATCH, deployed, LAST, REDEPLOY, work } from "./effects.ts";
import { type Play, play } from "./play.ts";

function ready(): Play {
  const run = play(REDEPLOY + LAST);
  run.readBack(deployed("bad1", "good2"));
  return run;
}

function created(): Play {
  const run = ready();
  run.click("run");
  run.readBack(deployed("bad1", "good2"));
  run.sent();
  run.answer({ status: 201, json: { id: 9, url: "https://github.example/d/9" } });
  return run;
}

describe("rolling a deployment back", () => {
  test("shows the commit that runs, the one before it that will, and how to go forward again", () => {
    const run = ready();
    const effect = describeRun(run.runbook, run.run(), run.now()).current?.effect;
    assert.deepEqual([effect?.before, effect?.after], ["bad1", "good2"]);
    const change = { kind: "redeploy", repo: "acme/shop", environment: "production" } as const;
    assert.deepEqual(effect?.changes, [{ ...change, sha: "good2", replaces: "bad1" }]);
    const back = { ...change, sha: "bad1", replaces: "good2" };
    assert.deepEqual(effect?.undo, { kind: "plan", changes: [back] });
  });

  test("is not offered where nobody can say what ran before", () => {
    const run = play(REDEPLOY + LAST);
    run.readBack(deployed("bad1", null));
    assert.equal(run.current().reason?.code, "cannot-look");
    const blind = play(REDEPLOY + LAST);
    blind.pass(60);
    blind.fire("read");
    assert.deepEqual(blind.current().reason, { code: "cannot-look", message: "no answer" });
    assert.equal(blind.current().effect?.sends, 0);
  });

  test("stops where somebody deployed between the preview and the click", () => {
    const run = ready();
    run.click("run");
    assert.deepEqual(run.asked("send-request"), []);
    run.readBack(deployed("hotfix3", "bad1"));
    const expected = { code: "conflict", expected: "bad1", found: "hotfix3" };
    assert.deepEqual(run.current().reason, expected);
    assert.equal(run.current().effect?.sends, 0);
  });

  test("is followed until it succeeded, seldom enough, and by the id that GitHub gave", () => {
    const run = created();
    assert.equal(run.current().state, "verifying");
    assert.equal(run.current().effect?.url, "https://github.example/d/9");
    run.pass(5);
    run.fire("follow");
    const [asked] = run.asked("read-back");
    assert.ok(asked?.request.kind === "deployment");
    assert.deepEqual([asked.purpose, asked.request.id], ["follow", 9]);
    run.readBack(work("pending"));
    run.pass(5);
    run.fire("follow");
    run.readBack(work("success"));
    assert.deepEqual(run.step("redeploy").output, {
      sha: "good2",
      previous_sha: "bad1",
      url: "https://github.example/r/7",
    });
    const { plan, state } = run.step("redeploy").undo ?? {};
    assert.equal(state, "available");
    assert.deepEqual([plan?.onlyIf?.pointer, plan?.onlyIf?.equals], ["/current/sha", "good2"]);
  });

  test("that failed there asks a person, with a link, and may have changed something", () => {
    const run = created();
    run.pass(5);
    run.fire("follow");
    run.readBack(work("failure", { conclusion: "failure" }));
    assert.deepEqual(run.current().reason, {
      code: "work-failed",
      conclusion: "failure",
      url: "https://github.example/r/7",
    });
    const [change] = describeRun(run.runbook, run.run(), run.now()).changes;
    assert.equal(change?.certainty, "unknown");
    assert.equal(change?.undo?.state, "available");
  });

  test("that never ends is not waited for longer than the runbook says", () => {
    const run = created();
    run.pass(600);
    run.fire("follow");
    run.readBack(work("pending"));
    assert.deepEqual(run.current().reason, { code: "timed-out", afterMs: 600_000 });
  });

  test("whose answer was lost is looked for, and only sent again when it is not there", () => {
    const run = ready();
    run.click("run");
    run.readBack(deployed("bad1", "good2"));
    run.sent();
    run.lost();
    assert.equal(run.asked("read-back")[0]?.purpose, "probe");
    run.readBack(work("absent", { id: null, url: null }));
    assert.deepEqual(run.asked("send-request"), []);
    run.pass(21);
    run.fire("follow");
    run.readBack(work("absent", { id: null, url: null }));
    assert.equal(run.current().state, "retry_wait");
    run.pass(5);
    run.fire("retry");
    const [again] = run.asked("send-request");
    assert.deepEqual([again?.send, again?.effect.generation], [2, 1]);
  });

  test("whose answer was lost and which is there is followed", () => {
    const run = ready();
    run.click("run");
    run.readBack(deployed("bad1", "good2"));
    run.sent();
    run.lost();
    run.readBack(work("pending"));
    assert.equal(run.current().state, "verifying");
    run.pass(5);
    run.fire("follow");
    run.readBack(work("success"));
    assert.equal(run.step("redeploy").state, "succeeded");
    assert.equal(run.step("redeploy").effect?.sends, 1);
  });

  test("is not done where GitHub merged something instead", () => {
    const run = ready();
    run.click("run");
    run.readBack(deployed("bad1", "good2"));
    run.sent();
    run.answer({ status: 202 });
    assert.equal(run.current().reason?.code, "refused-by-target");
  });
});

describe("a dispatched workflow", () => {
  test("is done when its run is, and says which run it was", () => {
    const run = play(DISPATCH + LAST);
    assert.equal(run.current().state, "ready");
    run.click("run");
    run.sent();
    run.answer({ status: 200, json: { workflow_run_id: 7 } });
    run.pass(5);
    run.fire("follow");
    run.readBack(work("success", { conclusion: "success" }));
    assert.deepEqual(run.step("dispatch").output, { run_id: 7, conclusion: "success" });
    const back = run.step("dispatch").undo?.plan.change;
    assert.ok(back?.kind === "dispatch");
    assert.deepEqual([back.workflow, back.inputs], ["set-flag.yml", { flag: "recs", state: "on" }]);
  });

  test("that cannot be found is never started twice: a person says whether it ran", () => {
    const run = play(DISPATCH + LAST);
    run.click("run");
    run.sent();
    run.lost();
    run.pass(21);
    run.readBack(work("absent", { id: null, url: null }));
    assert.equal(run.current().reason?.code, "outcome-unknown");
    run.click("it-happened");
    assert.equal(run.step("dispatch").state, "succeeded");
    assert.equal(run.step("dispatch").effect?.sends, 1);
  });
});
