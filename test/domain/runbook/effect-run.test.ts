// At the click on Run: what is sent is what people saw and approved, or it is not sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { advance } from "../../../src/domain/runbook/run/advance.ts";
import { anna, ola, type Play, PUT, play } from "./play.ts";

const APPROVED = PUT(
  "    repeat: safe\n    approval: {need: 1, from: [any_responder], timeout: 10m, valid_for: 30m}\n",
);

function clickRun(run: Play, from: string) {
  const { step, attempt } = run.here();
  return advance(
    run.runbook,
    { ...run.run(), inputs: { from } },
    { type: "clicked", step, attempt, action: "run", by: anna },
    { now: run.now(), chance: 0 },
  );
}

function approved(): Play {
  const run = play(APPROVED);
  const sha8 = run.current().approval?.requestSha.slice(0, 8) ?? "";
  run.click("approve", { by: ola, sha8 });
  assert.equal(run.current().state, "ready");
  return run;
}

test("a request that is another now voids the approval, is shown, and is not sent", () => {
  const run = approved();
  const result = clickRun(run, "payu");
  assert.ok(result.ok);
  const [step] = result.run.steps;
  assert.deepEqual([step?.state, step?.approval?.round], ["awaiting_approval", 2]);
  assert.notEqual(step?.approval?.requestSha, run.current().approval?.requestSha);
  assert.equal(result.notice?.code, "request-changed");
  assert.ok(step?.effect?.change.kind === "http");
  assert.equal(step.effect.change.path, "/v1/routes/payu");
  assert.deepEqual(
    result.intents.filter((intent) => intent.do === "send-request"),
    [],
  );
});

test("without an approval the new request waits for a click of its own", () => {
  const run = play(PUT("    repeat: safe\n"));
  const result = clickRun(run, "payu");
  assert.ok(result.ok);
  assert.equal(result.run.steps[0]?.state, "ready");
  assert.deepEqual(result.intents, []);
});

test("the request that was approved is sent, whatever the clock says by then", () => {
  const clock = APPROVED.replace("fallback_pct: 100", 'at: "{{ now }}"');
  const run = play(clock);
  run.pass(120);
  const sha8 = run.current().approval?.requestSha.slice(0, 8) ?? "";
  run.click("approve", { by: ola, sha8 });
  run.pass(60);
  run.click("run", { by: anna, sha8 });
  const [sent] = run.asked("send-request");
  assert.ok(sent?.change.kind === "http");
  assert.deepEqual(sent.change.body, { at: "2026-11-22T12:00:00.000Z" });
});
