// A manual step that collects: what people fill in is checked before the step is done, and later steps know it.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Play, play } from "./play.ts";

const STEPS = `  - id: reconcile
    kind: manual
    title: Reconcile
    timeout: 10m
    collect:
      uncertain: {type: integer, min: 0, required: true, label: Payments with unknown state}
      remark: {type: text}
  - {id: rest, kind: manual, title: "{{ steps.reconcile.output.uncertain }} are left", timeout: 10m}
`;

const problemsOf = (refusal: ReturnType<Play["tryClick"]>) =>
  refusal?.code === "values-wrong" ? refusal.problems : refusal;

describe("a manual step that collects", () => {
  test("keeps what was filled in, of its type, for later steps", () => {
    const run = play(STEPS);
    run.click("done", { values: { uncertain: " 12 ", remark: "" } });
    assert.deepEqual(run.step("reconcile").output, { uncertain: 12 });
    assert.equal(run.current().title, "12 are left");
  });

  test("is not done without what is required, and says which field", () => {
    const run = play(STEPS);
    assert.deepEqual(problemsOf(run.tryClick("done")), [{ input: "uncertain", code: "required" }]);
    assert.equal(run.current().state, "waiting");
  });

  test("tells every wrong value at once", () => {
    const run = play(STEPS);
    const values = { uncertain: "-1", remark: "a\u0000b", extra: "x" };
    assert.deepEqual(problemsOf(run.tryClick("done", { values })), [
      { input: "extra", code: "no-such-input", known: ["uncertain", "remark"] },
      { input: "uncertain", code: "too-small", given: "-1" },
      { input: "remark", code: "control-characters", given: "a\u0000b" },
    ]);
  });

  test("asks for the values also when it is marked as done afterwards", () => {
    const run = play(STEPS);
    run.click("could-not");
    assert.equal(run.tryClick("done", { note: "done by hand" })?.code, "values-wrong");
    run.click("done", { note: "done by hand", values: { uncertain: 0 } });
    assert.deepEqual(run.step("reconcile").output, { uncertain: 0 });
    assert.equal(run.step("reconcile").reason?.code, "marked-done");
  });

  test("needs none to be skipped", () => {
    const run = play(STEPS);
    run.click("skip", { note: "no time" });
    assert.equal(run.step("reconcile").output, undefined);
    assert.equal(run.current().reason?.code, "template-error");
  });
});
