// Votes on an approval: whose count, for which request, and until when.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { approve, found, GUARDED, olasVote, piotr, seen, TWO, tryVote, zofia } from "./crew.ts";
import { anna, ola, play } from "./play.ts";

const ONE = GUARDED("timeout: 10m, valid_for: 15m");

describe("votes", () => {
  test("as many as needed, of different people, make it ready", () => {
    const run = play(TWO);
    approve(run, ola, { note: "looks right" });
    assert.equal(run.current().state, "awaiting_approval");
    assert.equal(run.asked("repaint-approval").length, 1);
    approve(run, piotr);
    assert.equal(run.current().state, "ready");
    assert.equal(run.current().approval?.state, "granted");
    assert.deepEqual(
      run.current().approval?.votes.map(({ by, vote, note }) => [by.id, vote, note]),
      [
        [ola.id, "approve", "looks right"],
        [piotr.id, "approve", undefined],
      ],
    );
    assert.equal(run.current().approval?.lapsesAt, "2026-11-22T12:15:00.000Z");
    assert.equal(run.current().timers.lapse, "2026-11-22T12:15:00.000Z");
  });

  test("count once a person, and the first one counts", () => {
    const run = play(TWO);
    approve(run, ola);
    for (const action of ["approve", "deny"] as const) {
      const refusal = tryVote(run, ola, { action });
      assert.equal(refusal?.code, "already-voted");
    }
    assert.equal(run.current().approval?.votes.length, 1);
    assert.equal(run.current().state, "awaiting_approval");
  });

  test("clicked twice by the one who completed it are told so", () => {
    const run = play(ONE);
    const vote = olasVote(run);
    assert.ok(run.send(vote).ok);
    const again = run.send(vote);
    assert.equal(again.ok ? undefined : again.refusal.code, "already-voted");
  });

  test("that come after the last needed one are told who gave it", () => {
    const run = play(ONE);
    const vote = olasVote(run);
    assert.ok(run.send(vote).ok);
    const late = run.send({ ...vote, action: "deny", by: piotr });
    assert.deepEqual(late.ok ? undefined : late.refusal, {
      code: "approval-over",
      step: "switch",
      how: "granted",
      by: ola,
      at: "2026-11-22T12:00:00.000Z",
    });
    assert.equal(run.current().state, "ready");
  });

  test("of whoever started the run do not count where the starter is excluded", () => {
    const run = play(GUARDED("exclude: [starter]"));
    found(run, [ola.id, piotr.id]);
    assert.deepEqual(tryVote(run, anna), {
      code: "excluded",
      action: "approve",
      as: "starter",
      from: ["group:leads"],
      others: [ola.id, piotr.id],
    });
    approve(run, ola);
    assert.equal(run.current().state, "ready");
  });

  test("of whoever answered last do not count where the requester is excluded", () => {
    const run = play(
      `  - {id: first, kind: manual, title: First, timeout: 10m}\n${GUARDED("exclude: [requester]")}`,
    );
    run.click("done", { by: ola });
    assert.deepEqual(run.asked("ask-approval")[0]?.exclude, [ola.id]);
    assert.equal(tryVote(run, ola)?.code, "excluded");
    approve(run, anna);
    assert.equal(run.current().state, "ready");
  });

  test("of whoever asked again do not count where the requester is excluded", () => {
    const run = play(GUARDED("exclude: [requester]"));
    run.click("deny", { by: ola, ...seen(run) });
    run.click("retry", { by: piotr });
    assert.equal(tryVote(run, piotr)?.code, "excluded");
    approve(run, ola);
    assert.equal(run.current().state, "ready");
  });

  test("without saying which request was seen do not count", () => {
    const run = play(ONE);
    const refusals = [{}, { sha8: "" }, { sha8: "abc" }, { sha8: "00000000" }].map((wrong) =>
      run.tryClick("approve", { by: ola, ...wrong }),
    );
    assert.deepEqual(
      refusals.map((refusal) => refusal?.code),
      ["request-changed", "request-changed", "request-changed", "request-changed"],
    );
  });
});

describe("a denial", () => {
  const denied = () => {
    const run = play(TWO);
    approve(run, ola);
    run.click("deny", { by: piotr, ...seen(run), note: "not now" });
    return run;
  };

  test("by one person stops it, however many said yes", () => {
    const run = denied();
    assert.deepEqual(run.current().reason, { code: "denied", by: piotr, note: "not now" });
    assert.equal(run.run().state, "blocked");
    assert.equal(run.asked("ask-person").length, 1);
    assert.equal(run.asked("repaint-approval").length, 1);
    assert.deepEqual(run.current().timers, {});
  });

  test("takes no further votes", () => {
    const run = denied();
    const refusal = tryVote(run, zofia);
    assert.equal(refusal?.code, "approval-over");
    assert.equal(run.current().state, "needs_decision");
  });

  test("can be asked about again, and then earlier votes are void", () => {
    const run = denied();
    run.click("retry", { by: anna });
    const { approval, attempt } = run.current();
    assert.deepEqual(
      [attempt, approval?.round, approval?.votes, approval?.again],
      [2, 2, [], "retried"],
    );
    approve(run, ola);
    assert.equal(run.current().state, "awaiting_approval");
    approve(run, piotr);
    assert.equal(run.current().state, "ready");
  });
});

describe("time", () => {
  test("runs out without an approval: people decide, nothing is approved", () => {
    const run = play(TWO);
    approve(run, ola);
    run.pass(600);
    run.fire("approval");
    assert.deepEqual(run.current().reason, { code: "approval-timed-out", afterMs: 600_000 });
    assert.equal(run.current().approval?.state, "timed-out");
    assert.equal(run.run().state, "blocked");
  });

  test("has run out when a vote comes late", () => {
    const run = play(ONE);
    const vote = olasVote(run);
    run.pass(600);
    run.fire("approval");
    const late = run.send(vote);
    assert.deepEqual(late.ok ? undefined : late.refusal, {
      code: "approval-over",
      step: "switch",
      how: "timed-out",
    });
    assert.equal(run.current().state, "needs_decision");
  });

  test("of an earlier round ends nothing in the next one", () => {
    const run = play(ONE);
    run.click("deny", { by: ola, ...seen(run) });
    run.pass(300);
    run.click("retry", { by: anna });
    run.pass(300);
    const late = run.send({ type: "timer-fired", step: "switch", attempt: 1, timer: "approval" });
    assert.equal(late.ok, false);
    const early = run.send({ type: "timer-fired", ...run.here(), timer: "approval" });
    assert.equal(early.ok ? "" : early.refusal.code, "not-due");
    assert.equal(run.current().state, "awaiting_approval");
  });

  test("asks those who have not voted once more, once", () => {
    const run = play(TWO);
    run.pass(180);
    run.fire("escalation");
    assert.deepEqual(run.asked("escalate-approval"), [
      { do: "escalate-approval", step: "switch", attempt: 1, round: 1 },
    ]);
    assert.equal(run.current().approval?.escalated, true);
    assert.equal(run.send({ type: "timer-fired", ...run.here(), timer: "escalation" }).ok, false);
  });

  test("makes an approval void that nobody used, and asks again", () => {
    const run = play(ONE);
    approve(run, ola);
    run.pass(900);
    run.fire("lapse");
    const { state, approval } = run.current();
    assert.deepEqual([state, approval?.round, approval?.again], ["awaiting_approval", 2, "lapsed"]);
    assert.equal(run.asked("ask-approval")[0]?.round, 2);
    assert.equal(run.asked("repaint-approval").length, 1);
  });

  test("has made it void although the timer is late: Run asks again and says so", () => {
    const run = play(ONE);
    approve(run, ola);
    run.pass(901);
    const result = run.send({ type: "clicked", ...run.here(), action: "run", by: anna });
    assert.deepEqual(result.ok ? result.notice : undefined, {
      code: "approval-lapsed",
      step: "switch",
      at: "2026-11-22T12:15:00.000Z",
    });
    assert.equal(run.current().state, "awaiting_approval");
    assert.equal(run.asked("send-request").length, 0);
  });

  test("of a vote for the round before does not carry over", () => {
    const run = play(ONE);
    const old = seen(run);
    approve(run, ola);
    run.pass(900);
    run.fire("lapse");
    assert.equal(run.tryClick("approve", { by: piotr, ...old })?.code, "request-changed");
  });
});
