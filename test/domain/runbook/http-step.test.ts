// An http step: previewed, sent as often as its repeat rule allows, proven by reading back.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { anna, ola, PUT, play, repeat, started, VERIFY } from "./play.ts";

describe("a request", () => {
  test("stands ready to be seen and is sent on a click only", () => {
    const run = play(repeat("safe"));
    assert.equal(run.current().state, "ready");
    assert.equal(run.asked("send-request").length, 0);
    assert.deepEqual(run.current().effect?.change, {
      kind: "http",
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
        change: run.current().effect?.change,
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
      PUT(
        "    repeat: safe\n    outputs: {revision: {pointer: /revision, type: integer}}\n    rehearse: {revision: 1}\n",
      ),
    );
    run.answer({ status: 200, json: { revision: "4" } });
    assert.deepEqual(run.current().reason, {
      code: "bad-output",
      output: "revision",
      message: '/revision is "4", not integer',
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
