// A drill: real people and real looks, effects that only answer, and reads that find what those would have done.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setPointer } from "../../../src/domain/runbook/effect/stub.ts";
import { availableActions } from "../../../src/domain/runbook/run/actions.ts";
import type { Intent } from "../../../src/domain/runbook/state/intent.ts";
import { DISPATCH, FLAG, LAST, REDEPLOY, SWITCH, VERIFIED } from "./effects.ts";
import { type Play, play } from "./play.ts";

const drill = (steps: string): Play => play(steps, { from: "stripe" }, { mode: "drill" });

/** Answers with the stubs alone, and clicks Run; returns what was asked of the real world. */
function goThrough(run: Play): readonly Intent["do"][] {
  const real: Intent["do"][] = [];
  for (let n = 0; n < 40 && run.run().cursor !== "tidy"; n += 1) {
    const asked = run.asked("read-back")[0] ?? run.asked("send-request")[0];
    if (asked && !asked.stub) real.push(asked.do);
    if (asked) answer(run, asked);
    else if (run.current().state === "ready") run.click("run");
    else {
      run.pass(15);
      run.fire("follow");
    }
  }
  return real;
}

type Asked = Extract<Intent, { do: "read-back" | "send-request" }>;

function answer(run: Play, asked: Asked): void {
  if (asked.do === "send-request") {
    run.sent();
    run.answer(asked.stub ?? { status: 200 });
  } else {
    const { step, attempt, reading } = asked;
    const real = { ok: true, status: 200, json: { state: "on", variation: null } } as const;
    const told = { step, attempt, reading, answer: asked.stub ?? real };
    assert.ok(run.send({ type: "read-answered", ...told }).ok);
  }
}

const CHECK = `  - id: broken
    kind: check
    title: Is it broken?
    pass: rate < 50
    on_fail: {goto: other}
    on_unknown: abort
  - {id: mend, kind: manual, title: Mend it, timeout: 10m, then: {goto: end}}
  - {id: other, kind: manual, title: Something else, timeout: 10m}
`;

describe("in a drill", () => {
  test("a check that finds all well asks a person, who may count it as passed", () => {
    const run = drill(CHECK);
    run.read({ rate: 94 });
    assert.equal(run.current().reason?.code, "check-failed");
    const go = availableActions(run.runbook, run.run()).find(({ action }) => action === "go-to");
    assert.equal(go?.target, "other");
    run.click("done", { note: "we drill" });
    assert.equal(run.run().cursor, "mend");
  });

  test("a check that nobody can answer asks a person too", () => {
    const run = drill(CHECK);
    run.read({});
    assert.equal(run.current().reason?.code, "unknown");
    assert.equal(run.run().state, "blocked");
  });

  test("an http step answers as it expects, with its rehearsed outputs, and reads back as wanted", () => {
    const run = drill(VERIFIED + LAST);
    goThrough(run);
    assert.equal(run.step("switch").state, "succeeded");
    assert.deepEqual(run.step("switch").output, { revision: 1 });
    assert.equal(run.step("switch").effect?.status, 202);
  });

  test("deployments and workflow runs end well, with the rehearsed commits and numbers", () => {
    const run = drill(REDEPLOY + DISPATCH + LAST);
    assert.deepEqual(goThrough(run), []);
    assert.deepEqual(run.step("redeploy").output, {
      sha: "aaaaaaa1",
      previous_sha: "bbbbbbb2",
      url: "https://github.example/d/1",
    });
    assert.deepEqual(run.step("dispatch").output, { run_id: 7, conclusion: "success" });
  });

  test("what a flag is before anything is read for real, and nothing else is", () => {
    const run = drill(FLAG + LAST);
    assert.deepEqual(goThrough(run), ["read-back"]);
    assert.equal(run.step("recs_off").state, "succeeded");
  });

  test("undos find what the stubbed effects would have left", () => {
    const back = "  - {id: back, kind: http, title: Back, undoes: [switch, recs_off, redeploy]}\n";
    const run = drill(REDEPLOY + FLAG + SWITCH + back + LAST);
    assert.deepEqual(goThrough(run), ["read-back"]);
    assert.deepEqual(
      ["switch", "recs_off", "redeploy"].map((id) => run.step(id).undo?.state),
      ["undone", "undone", "undone"],
    );
  });
});

test("live runs are never stubbed", () => {
  const run = play(REDEPLOY + LAST);
  assert.equal(run.asked("read-back")[0]?.stub, undefined);
});

test("a stub's document reads each output where the runbook looks for it", () => {
  const one = setPointer({}, "/a/b~1c/0", 7);
  assert.deepEqual(setPointer(one, "/a/d", "x"), { a: { "b/c": { 0: 7 }, d: "x" } });
  assert.equal(setPointer({}, "", true), true);
});

const READ = (rehearse: string) => `  - id: routes
    kind: http
    title: Which routes are there?
    connection: routing
    method: GET
    path: /v1/routes
    outputs: {first: {pointer: /first, type: string}}
${rehearse}`;

describe("a request that only reads, in a drill,", () => {
  test("is sent for real where nothing says what it would answer", () => {
    const run = drill(READ("") + LAST);
    const [asked] = run.asked("send-request");
    assert.equal(asked?.real, true);
    run.sent();
    run.answer({ status: 200, json: { first: "r-1" } });
    assert.deepEqual(run.step("routes").output, { first: "r-1" });
  });

  test("answers as rehearsed where its author says how", () => {
    const run = drill(READ("    rehearse: {first: r-9}\n") + LAST);
    const [asked] = run.asked("send-request");
    assert.equal(asked?.real, undefined);
    assert.deepEqual(asked?.stub?.json, { first: "r-9" });
  });
});
