// Handing over: a step, a later step or the whole run is somebody else's; who did what stays.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { piotr } from "./crew.ts";
import { anna, ola, play } from "./play.ts";

const STEPS = ["one", "two"]
  .map((id) => `  - {id: ${id}, kind: manual, title: Do ${id}, timeout: 10m}\n`)
  .join("");

describe("assigning", () => {
  test("a step tells whom it was given to, and anybody may still do it", () => {
    const run = play(STEPS);
    run.click("assign", { by: anna, to: ola });
    assert.deepEqual(run.current().assignee, {
      to: ola,
      by: anna,
      at: "2026-11-22T12:00:00.000Z",
    });
    assert.deepEqual(run.asked("tell-assignee"), [
      { do: "tell-assignee", step: "one", attempt: 1, to: ola, by: anna },
    ]);
    run.click("done", { by: piotr });
    assert.equal(run.step("one").decisions.at(-1)?.by.id, piotr.id);
  });

  test("a later step waits for the run to get there", () => {
    const run = play(STEPS);
    run.click("assign", { step: "two", attempt: 0, to: piotr });
    assert.equal(run.step("two").assignee?.to.id, piotr.id);
    assert.equal(run.step("two").state, "pending");
    run.click("done");
    assert.equal(run.current().assignee?.to.id, piotr.id);
  });

  test("no step is handing over the whole run", () => {
    const run = play(STEPS);
    run.click("assign", { step: "", attempt: 0, to: ola });
    assert.equal(run.run().assignee?.to.id, ola.id);
    assert.equal(run.current().assignee, undefined);
    assert.deepEqual(run.asked("tell-assignee")[0]?.step, "");
  });

  test("is kept with the run: who asked whom for what", () => {
    const run = play(STEPS);
    run.click("assign", { step: "two", attempt: 0, to: piotr });
    run.click("assign", { step: "", attempt: 0, by: ola, to: anna, note: "going home" });
    assert.deepEqual(
      run.run().decisions?.map(({ by, to, target, note }) => [by.id, to?.id, target, note]),
      [
        [anna.id, piotr.id, "two", undefined],
        [ola.id, anna.id, undefined, "going home"],
      ],
    );
    assert.deepEqual(run.step("two").decisions, []);
  });

  test("needs somebody, a step that there is, and one that is not over", () => {
    const run = play(STEPS);
    assert.deepEqual(run.tryClick("assign"), { code: "assignee-required" });
    assert.equal(run.tryClick("assign", { step: "three", to: ola })?.code, "no-such-step");
    run.click("done", { by: piotr });
    const refusal = run.tryClick("assign", { step: "one", attempt: 1, to: ola });
    assert.equal(refusal?.code === "already-decided" ? refusal.decision.by.id : "", piotr.id);
  });

  test("works in a run that is held", () => {
    const run = play(STEPS);
    run.click("pause");
    run.click("assign", { to: ola });
    assert.equal(run.current().assignee?.to.id, ola.id);
    assert.equal(run.run().state, "paused");
  });
});
