// An http step: previewed, sent as often as its repeat rule allows, proven by reading back.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { anna, ola, play } from "./play.ts";

const PUT = (more: string) => `  - id: switch
    kind: http
    title: Switch
    connection: routing
    method: PUT
    path: /v1/routes/{{ inputs.from }}
    body: {fallback_pct: 100}
${more}  - {id: next, kind: manual, title: Next, timeout: 10m}
`;

const PROBE = "    probe: {http: routing, path: /v1/log, pointer: /last, equals: 100}\n";
const VERIFY =
  "    verify: {http: routing, path: /v1/routes/x, pointer: /fallback_pct, equals: 100, within: 5s}\n";

const repeat = (rule: string) => PUT(`    repeat: ${rule}\n${rule === "probe" ? PROBE : ""}`);

function started(steps: string) {
  const run = play(steps);
  run.click("run");
  run.sent();
  return run;
}

describe("a request", () => {
  test("stands ready to be seen and is sent on a click only", () => {
    const run = play(repeat("safe"));
    assert.equal(run.current().state, "ready");
    assert.equal(run.asked("send-request").length, 0);
    assert.deepEqual(run.current().effect?.request, {
      connection: "routing",
      method: "PUT",
      path: "/v1/routes/stripe",
      query: [],
      headers: {},
      body: { fallback_pct: 100 },
    });
    run.click("run");
    assert.deepEqual(run.asked("send-request"), [
      {
        do: "send-request",
        step: "switch",
        attempt: 1,
        send: 1,
        effect: { step: "switch", direction: "do", generation: 1 },
        request: run.current().effect?.request,
      },
    ]);
  });

  test("that was answered as expected lets the run go on", () => {
    const run = started(repeat("safe"));
    run.answer({ status: 200, excerpt: "{}" });
    assert.equal(run.step("switch").state, "succeeded");
    assert.equal(run.step("switch").effect?.status, 200);
    assert.equal(run.run().cursor, "next");
  });

  test("clicked twice is sent once, and the second is told who did it", () => {
    const run = play(repeat("safe"));
    run.click("run", { by: ola });
    const refusal = run.tryClick("run");
    assert.ok(refusal?.code === "already-decided" && refusal.decision.by.name === "Ola");
    assert.equal(run.current().effect?.sends, 1);
  });

  test("is opened by one worker only", () => {
    const run = started(repeat("safe"));
    const second = run.send({ type: "effect-sent", ...run.here(), send: 1 });
    assert.deepEqual(second.ok ? {} : second.refusal, { code: "already-sent" });
  });

  test("must not be sent any more when the run was aborted before", () => {
    const run = play(repeat("safe"));
    run.click("run");
    const sent = { type: "effect-sent", ...run.here(), send: 1 } as const;
    run.click("abort", { note: "stop" });
    assert.equal(run.send(sent).ok, false);
    assert.equal(run.step("switch").effect?.phase, "cancelled");
  });

  test("on its way when the run is aborted is recorded, and asks for nothing more", () => {
    const run = started(repeat("safe"));
    const answer = {
      type: "effect-answered",
      ...run.here(),
      send: 1,
      answer: { status: 200 },
    } as const;
    run.click("abort", { note: "stop" });
    assert.equal(run.step("switch").effect?.phase, "sent");
    const late = run.send(answer);
    assert.ok(late.ok && late.intents.length === 0);
    assert.equal(run.step("switch").effect?.phase, "answered");
    assert.equal(run.run().state, "aborted");
  });

  test("whose path would lose its meaning is not even offered", () => {
    const run = play(repeat("safe"), { from: ".." });
    assert.deepEqual(run.current().reason, {
      code: "template-error",
      where: "request",
      message: 'path: the path became "/v1/routes/.."; a segment may not be empty, . or ..',
    });
  });

  test("that only reads goes by itself", () => {
    const run = play(
      "  - {id: look, kind: http, title: Look, connection: shop, method: GET, path: /v1/x, outputs: {n: {pointer: /a/0/n, type: integer}}}\n",
    );
    assert.equal(run.asked("send-request").length, 1);
    run.sent();
    run.answer({ status: 200, json: { a: [{ n: 7 }] } });
    assert.deepEqual(run.step("look").output, { n: 7 });
    assert.equal(run.run().outcome, "success");
  });

  test("whose answer lacks a declared output asks instead of guessing", () => {
    const run = started(
      PUT("    repeat: safe\n    outputs: {revision: {pointer: /revision, type: integer}}\n"),
    );
    run.answer({ status: 200, json: { revision: "4" } });
    assert.deepEqual(run.current().reason, {
      code: "bad-output",
      output: "revision",
      message: '/revision is "4", not integer',
    });
  });
});

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
});

describe("reading back", () => {
  const steps = PUT(`    repeat: safe\n${VERIFY}`);

  test("shows what stands there before anything is sent", () => {
    const run = play(steps);
    assert.equal(run.asked("read-back")[0]?.purpose, "before");
    run.readBack({ fallback_pct: 0 });
    assert.equal(run.current().effect?.before, 0);
    assert.equal(run.current().state, "ready");
  });

  test("that comes after the click is late and changes nothing", () => {
    const run = play(steps);
    const before = {
      type: "read-answered",
      ...run.here(),
      reading: 1,
      answer: { ok: true, status: 200, json: { fallback_pct: 0 } },
    } as const;
    run.click("run");
    assert.equal(run.send(before).ok, false);
  });

  test("proves the effect", () => {
    const run = started(steps);
    run.answer({ status: 200 });
    assert.equal(run.current().state, "verifying");
    run.readBack({ fallback_pct: 100 });
    assert.equal(run.step("switch").state, "succeeded");
  });

  test("looks again while there is time, then asks: a 200 is not proof", () => {
    const run = started(steps);
    run.answer({ status: 200 });
    run.readBack({ fallback_pct: 20 });
    assert.equal(run.asked("set-timer")[0]?.timer, "verify");
    run.pass(2);
    run.fire("verify");
    run.pass(3);
    run.readBack({ fallback_pct: 20 });
    assert.deepEqual(run.current().reason, { code: "verify-failed", expected: 100, found: 20 });
    run.click("check-again");
    run.readBack({ fallback_pct: 100 });
    assert.equal(run.step("switch").state, "succeeded");
    assert.equal(run.step("switch").effect?.sends, 1);
  });

  test("also follows when a person says that it happened", () => {
    const run = started(PUT(`    repeat: never\n${VERIFY}`));
    run.lost();
    run.click("it-happened", { by: anna });
    assert.equal(run.current().state, "verifying");
    run.readBack({ fallback_pct: 100 });
    assert.equal(run.step("switch").state, "succeeded");
  });
});
