// Approvals: who is asked for what, what an approval allows, and how it is overridden.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { availableActions } from "../../../src/domain/runbook/run/actions.ts";
import { approve, found, GUARDED, piotr, seen, TWO } from "./crew.ts";
import { anna, ola, play } from "./play.ts";

const ONE = GUARDED("timeout: 10m, valid_for: 15m");
const MANUAL = (more = "") =>
  `  - {id: restore, kind: manual, title: "Restore {{ inputs.from }}", timeout: 10m, approval: {need: 1, from: [group:leads]${more}}}\n`;

describe("asking", () => {
  test("names how many, who may and whose vote would not count", () => {
    const run = play(GUARDED("exclude: [starter, operator]"));
    assert.equal(run.current().state, "awaiting_approval");
    assert.deepEqual(run.asked("ask-approval"), [
      {
        do: "ask-approval",
        step: "switch",
        attempt: 1,
        round: 1,
        need: 1,
        from: ["group:leads"],
        exclude: [anna.id],
      },
    ]);
    assert.equal(run.asked("send-request").length, 0);
  });

  test("offers votes and an override, but not to run it", () => {
    const run = play(ONE);
    const offered = availableActions(run.runbook, run.run());
    assert.deepEqual(
      offered.map(({ action, note }) => [action, note]),
      [
        ["approve", "optional"],
        ["deny", "optional"],
        ["break-glass", "required"],
        ["skip", "required"],
        ["assign", "optional"],
        ["pause", "optional"],
        ["abort", "required"],
      ],
    );
  });

  test("is for the request exactly: another one has another hash", () => {
    const [one, same, other] = ["stripe", "stripe", "payu"].map((from) => play(ONE, { from }));
    const sha = (run: typeof one) => run?.current().approval?.requestSha;
    assert.match(sha(one) ?? "", /^[0-9a-f]{64}$/);
    assert.equal(sha(one), sha(same));
    assert.notEqual(sha(one), sha(other));
  });

  test("of a step without a request is for what people are shown", () => {
    const [one, other] = ["stripe", "payu"].map((from) => play(MANUAL(), { from }));
    assert.equal(one?.current().state, "awaiting_approval");
    assert.notEqual(
      one?.current().approval?.requestSha,
      other?.current().approval?.requestSha,
      "another title",
    );
  });

  test("too few people is said at once, not at the time-out", () => {
    const run = play(TWO);
    found(run, [ola.id]);
    assert.deepEqual(run.current().reason, { code: "too-few-approvers", need: 2, eligible: 1 });
    assert.equal(run.run().state, "blocked");
    assert.equal(run.asked("ask-person").length, 1);
    assert.deepEqual(run.current().timers, {});
  });

  test("leaves out the excluded even where they were found", () => {
    const run = play(GUARDED("exclude: [starter]"));
    found(run, [anna.id]);
    assert.deepEqual(run.current().reason, { code: "too-few-approvers", need: 1, eligible: 0 });
  });

  test("keeps who could vote, once", () => {
    const run = play(TWO);
    assert.ok(found(run, [ola.id, piotr.id]).ok);
    assert.deepEqual(run.current().approval?.eligible, [ola.id, piotr.id]);
    assert.equal(run.current().state, "awaiting_approval");
    assert.equal(found(run, []).ok, false);
    assert.equal(run.current().state, "awaiting_approval");
  });
});

describe("what was approved", () => {
  test("runs by a click, and once only", () => {
    const run = play(ONE);
    approve(run, ola);
    run.click("run", { by: anna });
    assert.equal(run.asked("send-request").length, 1);
    assert.equal(run.current().timers.lapse, undefined);
    assert.equal(run.tryClick("run")?.code, "already-decided");
  });

  test("is not run by whoever approved it where the operator is excluded", () => {
    const run = play(GUARDED("exclude: [operator]"));
    approve(run, ola);
    assert.deepEqual(run.tryClick("run", { by: ola }), {
      code: "excluded",
      action: "run",
      as: "approver",
      from: ["any_responder"],
      others: [],
    });
    run.click("run", { by: anna });
    assert.equal(run.current().state, "running");
  });

  test("needs a new approval when it failed and is tried again", () => {
    const run = play(ONE);
    approve(run, ola);
    run.click("run");
    run.sent();
    run.answer({ status: 422 });
    run.click("retry");
    assert.equal(run.current().state, "awaiting_approval");
    assert.equal(run.current().approval?.round, 2);
    assert.deepEqual(run.current().approval?.votes, []);
  });

  test("is refused to whoever saw another request", () => {
    const run = play(ONE);
    approve(run, ola);
    assert.equal(run.tryClick("run", { sha8: "00000000" })?.code, "request-changed");
    run.click("run", { sha8: run.current().effect?.sha.slice(0, 8) ?? "" });
    assert.equal(run.current().state, "running");
  });

  test("by hand begins with the approval, and is not done by whoever approved it", () => {
    const run = play(MANUAL(", exclude: [operator]"));
    approve(run, ola);
    assert.equal(run.current().state, "waiting");
    assert.equal(run.current().timers.timeout, "2026-11-22T12:10:00.000Z");
    assert.equal(run.current().timers.lapse, undefined);
    assert.equal(run.tryClick("done", { by: ola })?.code, "excluded");
    run.click("done", { by: anna });
    assert.equal(run.run().outcome, "success");
  });
});

describe("an override", () => {
  test("needs a reason, grants at once, and is kept with who and why", () => {
    const run = play(TWO);
    assert.deepEqual(run.tryClick("break-glass"), { code: "note-required", action: "break-glass" });
    const another = { note: "nobody answers", sha8: "00000000" };
    assert.equal(run.tryClick("break-glass", another)?.code, "request-changed");
    run.click("break-glass", { by: piotr, note: "nobody answers" });
    assert.equal(run.current().state, "ready");
    assert.deepEqual(run.current().approval?.brokenGlass, {
      by: piotr,
      at: "2026-11-22T12:00:00.000Z",
      why: "nobody answers",
    });
  });

  test("lifts a denial, a time-out and too few people", () => {
    const ways: ((run: ReturnType<typeof play>) => unknown)[] = [
      (run) => run.click("deny", { by: ola, ...seen(run) }),
      (run) => {
        run.pass(600);
        run.fire("approval");
      },
      (run) => found(run, []),
    ];
    for (const stop of ways) {
      const run = play(TWO);
      stop(run);
      assert.equal(run.run().state, "blocked");
      run.click("break-glass", { by: piotr, note: "now" });
      assert.equal(run.current().state, "ready");
      assert.equal(run.current().reason, undefined);
      assert.equal(run.run().state, "running");
    }
  });

  test("lets the same person run it", () => {
    const run = play(GUARDED("exclude: [operator, starter]"));
    run.click("break-glass", { by: anna, note: "alone at night" });
    run.click("run", { by: anna });
    assert.equal(run.asked("send-request").length, 1);
  });
});
