// What is still changed out there: asked at any time, answered by the targets, also after the run is over.
import assert from "node:assert/strict";
import { test } from "node:test";
import { describeRun } from "../../../src/domain/runbook/describe.ts";
import type { Intent } from "../../../src/domain/runbook/intent.ts";
import type { ReadAnswer } from "../../../src/domain/runbook/run-event.ts";
import {
  deployed,
  FLAG,
  flagIs,
  LAST,
  REDEPLOY,
  SWITCH,
  switchFlag,
  switchRoute,
  work,
} from "./effects.ts";
import { ola, type Play, play } from "./play.ts";

type ReadBack = Extract<Intent, { do: "read-back" }>;

function over(): Play {
  const run = play(FLAG + REDEPLOY + SWITCH + LAST);
  switchFlag(run);
  run.readBack(deployed("bad1", "good2"));
  run.click("run");
  run.readBack(deployed("bad1", "good2"));
  run.sent();
  run.answer({ status: 201, json: { id: 9 } });
  run.pass(5);
  run.fire("follow");
  run.readBack(work("success"));
  switchRoute(run);
  run.click("done");
  return run;
}

const askChanges = (run: Play): readonly ReadBack[] => {
  const result = run.send({ type: "changes-asked", step: "", attempt: 0 });
  assert.ok(result.ok);
  return run.asked("read-back");
};

const tell = (run: Play, { step, attempt, reading }: ReadBack, answer: ReadAnswer) =>
  run.send({ type: "read-answered", step, attempt, reading, answer });

const changes = (run: Play) => describeRun(run.runbook, run.run(), run.now()).changes;

test("every applied effect that can be read is read back, and its line says what is there now", () => {
  const run = over();
  const asked = askChanges(run);
  assert.deepEqual(
    asked.map(({ step, purpose, request }) => [step, purpose, request.kind]),
    [
      ["recs_off", "current", "flag-state"],
      ["redeploy", "current", "deployments"],
    ],
  );
  const [flag, deployment] = asked;
  assert.ok(flag && deployment);
  assert.ok(tell(run, flag, { ok: true, status: 200, json: flagIs("on") }).ok);
  assert.ok(tell(run, deployment, { ok: false, message: "HTTP 502" }).ok);
  assert.deepEqual(
    changes(run).map(({ step, after, current }) => [step, after, current?.value, current?.message]),
    [
      ["recs_off", "off", "on", undefined],
      ["redeploy", "good2", undefined, "HTTP 502"],
      ["switch", undefined, undefined, undefined],
    ],
  );
});

test("an answer that comes twice, or to an older question, changes nothing", () => {
  const run = over();
  const [first] = askChanges(run);
  const [second] = askChanges(run);
  assert.ok(first && second);
  assert.equal(tell(run, first, { ok: true, status: 200, json: flagIs("on") }).ok, false);
  assert.ok(tell(run, second, { ok: true, status: 200, json: flagIs("off") }).ok);
  assert.equal(tell(run, second, { ok: true, status: 200, json: flagIs("on") }).ok, false);
  assert.equal(changes(run)[0]?.current?.value, "off");
});

test("while the run goes on, a question about what was changed disturbs nothing", () => {
  const run = play(FLAG + SWITCH + LAST);
  switchFlag(run);
  const before = run.current();
  const [asked] = askChanges(run);
  assert.ok(asked);
  assert.ok(tell(run, asked, { ok: true, status: 200, json: flagIs("off") }).ok);
  assert.deepEqual(run.current(), before);
});

test("what a person decides to leave says who and why, also where nothing could undo it", () => {
  const fixed = SWITCH.replace(/ {4}undo:[\s\S]*$/, "    irreversible: mails are out\n");
  const run = play(FLAG + fixed + LAST);
  switchFlag(run);
  switchRoute(run);
  run.click("done");
  for (const step of ["recs_off", "switch"]) {
    const left = { type: "undo-settled", step, attempt: 1, state: "left", by: ola } as const;
    assert.ok(run.send({ ...left, note: "sale goes on" }).ok);
  }
  assert.deepEqual(
    changes(run).map(({ left, undo, irreversible }) => [left?.by.name, undo?.state, irreversible]),
    [
      ["Ola", "left", undefined],
      ["Ola", undefined, "mails are out"],
    ],
  );
});

test("a refused change that somebody says they made by hand counts as perhaps made", () => {
  const run = play(SWITCH + LAST);
  run.click("run");
  run.sent();
  run.answer({ status: 403, json: {} });
  assert.deepEqual(changes(run), []);
  run.click("done", { note: "set it in the console" });
  assert.deepEqual(
    changes(run).map(({ step, certainty }) => [step, certainty]),
    [["switch", "unknown"]],
  );
});
