// When a request goes wrong: what is sent again, what is looked up, and what only a person can say.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PUT, play, repeat, started } from "./play.ts";

describe("a request that was refused", () => {
  test("blocks the run and asks, with the status and what the target said", () => {
    const run = started(repeat("safe"));
    run.answer({ status: 409, excerpt: "locked" });
    assert.deepEqual(run.current().reason, {
      code: "refused-by-target",
      status: 409,
      excerpt: "locked",
    });
    run.click("retry");
    assert.equal(run.current().state, "ready");
    assert.equal(run.current().effect?.generation, 2);
    assert.equal(run.current().effect?.sends, 0);
  });

  test("may go where the author says", () => {
    const run = started(PUT("    repeat: safe\n    on_fail: next\n"));
    run.answer({ status: 404 });
    assert.equal(run.step("switch").state, "failed");
    assert.equal(run.run().cursor, "next");
  });
});

const RETRY = '    retry: {max: 2, initial: 2s, max_delay: 20s, on: [network, "429", 5xx]}\n';

describe("a retry", () => {
  test("waits longer each time, keeps the key, and ends", () => {
    const run = started(PUT(`    repeat: keyed\n${RETRY}`));
    run.answer({ status: 503 });
    assert.equal(run.current().state, "retry_wait");
    assert.equal(run.asked("set-timer")[0]?.fireAt, "2026-11-22T12:00:01.000Z");
    run.pass(1);
    run.fire("retry");
    assert.deepEqual(run.asked("send-request")[0]?.effect.generation, 1);
    assert.equal(run.asked("send-request")[0]?.send, 2);
    run.sent();
    run.answer({ status: 503 });
    assert.equal(run.asked("set-timer")[0]?.fireAt, "2026-11-22T12:00:03.000Z");
    run.pass(2);
    run.fire("retry");
    run.sent();
    run.answer({ status: 503 });
    assert.equal(run.current().state, "needs_decision");
    assert.equal(run.current().reason?.code, "refused-by-target");
  });

  test("obeys the target when it asks for more patience", () => {
    const run = started(PUT(`    repeat: safe\n${RETRY}`));
    run.answer({ status: 429, retryAfterMs: 30_000 });
    assert.equal(run.asked("set-timer")[0]?.fireAt, "2026-11-22T12:00:30.000Z");
  });

  test("does not wait for hours by itself", () => {
    const run = started(PUT(`    repeat: safe\n${RETRY}`));
    run.answer({ status: 429, retryAfterMs: 3_600_000 });
    assert.equal(run.current().state, "needs_decision");
  });

  test("is not for a status that is not listed", () => {
    const run = started(PUT(`    repeat: safe\n${RETRY}`));
    run.answer({ status: 400 });
    assert.equal(run.current().state, "needs_decision");
  });

  test("can be taken at once by a person", () => {
    const run = started(PUT(`    repeat: safe\n${RETRY}`));
    run.answer({ status: 503 });
    run.click("retry");
    assert.equal(run.current().state, "running");
    assert.equal(run.current().effect?.sends, 2);
  });

  test("of what never left is safe for every rule, also for never", () => {
    const run = play(PUT(`    repeat: never\n${RETRY}`));
    run.click("run");
    run.notSent();
    assert.equal(run.current().state, "retry_wait");
  });

  test("of what may have left is not made for never", () => {
    const run = started(PUT(`    repeat: never\n${RETRY}`));
    run.answer({ status: 502 });
    assert.deepEqual(run.current().reason, {
      code: "outcome-unknown",
      message: "HTTP 502",
      sends: 1,
    });
  });
});

describe("a request whose fate nobody knows", () => {
  for (const rule of ["safe", "keyed"]) {
    test(`is sent again when it is ${rule}, as the same effect`, () => {
      const run = started(repeat(rule));
      run.lost();
      assert.equal(run.current().state, "retry_wait");
      run.pass(60);
      run.fire("retry");
      const [again] = run.asked("send-request");
      assert.deepEqual([again?.effect.generation, again?.send], [1, 2]);
    });
  }

  test("is never repeated by itself when it is never, but asked about", () => {
    const run = started(repeat("never"));
    run.lost();
    assert.deepEqual(run.current().reason, {
      code: "outcome-unknown",
      message: "timed out",
      sends: 1,
    });
    assert.deepEqual(run.asked("send-request"), []);
    run.click("it-happened", { note: "seen in the target's log" });
    assert.deepEqual(run.step("switch").reason, { code: "happened" });
    assert.equal(run.step("switch").state, "succeeded");
  });

  test("did not happen, says a person: it becomes a new effect that waits for its click", () => {
    const run = started(repeat("never"));
    run.lost();
    run.click("it-did-not");
    assert.equal(run.current().state, "ready");
    assert.equal(run.current().effect?.generation, 2);
    assert.equal(run.current().attempt, 2);
  });

  test("is looked for when there is a probe, and found", () => {
    const run = started(repeat("probe"));
    run.lost();
    assert.equal(run.asked("read-back")[0]?.purpose, "probe");
    run.readBack({ last: 100 });
    assert.equal(run.step("switch").state, "succeeded");
    assert.deepEqual(run.step("switch").reason, { code: "happened" });
  });

  test("is looked for, not found, and sent again", () => {
    const run = started(repeat("probe"));
    run.lost();
    run.readBack({ last: 20 });
    assert.equal(run.current().state, "retry_wait");
  });

  test("is asked about when the probe cannot tell", () => {
    const run = started(repeat("probe"));
    run.lost();
    run.pass(60);
    run.fire("read");
    assert.deepEqual(run.current().reason, {
      code: "outcome-unknown",
      message: "no answer",
      sends: 1,
    });
  });

  test("of an earlier sending says nothing about a later one", () => {
    const run = started(repeat("safe"));
    const early = { type: "effect-lost", ...run.here(), send: 1, message: "reset" } as const;
    run.lost();
    run.pass(60);
    run.fire("retry");
    run.sent();
    assert.deepEqual(run.send(early), { ok: false, run: run.run(), refusal: { code: "late" } });
    run.answer({ status: 200 });
    assert.equal(run.step("switch").state, "succeeded");
  });

  test("is asked about in the end when sending again does not help", () => {
    const run = started(repeat("safe"));
    for (let send = 1; send <= 3; send += 1) {
      run.lost();
      run.pass(60);
      run.fire("retry");
      run.sent();
    }
    run.lost();
    assert.deepEqual(run.current().reason, {
      code: "outcome-unknown",
      message: "timed out",
      sends: 4,
    });
  });

  test("was only to read: nobody is asked whether it happened, and the author's way is taken", () => {
    const look = (more: string) =>
      `  - {id: look, kind: http, title: Look, connection: shop, method: GET, path: /v1/x${more}}\n`;
    const losing = (steps: string) => {
      const run = play(steps);
      for (let send = 1; send <= 4; send += 1) {
        run.sent();
        run.lost();
        if (send === 4) return run;
        run.pass(60);
        run.fire("retry");
      }
      return run;
    };
    const asked = losing(look(""));
    assert.deepEqual(asked.current().reason, { code: "cannot-look", message: "timed out" });
    asked.click("retry");
    assert.equal(asked.asked("send-request").length, 1);
    const led = losing(`${look(", on_fail: next")}${PUT("    repeat: safe\n")}`);
    assert.equal(led.run().cursor, "switch");
  });
});
