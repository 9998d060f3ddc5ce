// The log of a run: enough to play it again, and none of a target's answer that nobody asked for.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { advance } from "../../../src/domain/runbook/run/advance.ts";
import { recordOf } from "../../../src/domain/runbook/run/event-record.ts";
import type { RunEvent } from "../../../src/domain/runbook/state/run-event.ts";
import { type Play, PUT, play, VERIFY } from "./play.ts";

const OUTPUTS =
  "    outputs:\n      route: {pointer: /routes/0/name, type: string}\n    rehearse: {route: r-1}\n";
const SWITCH = PUT(`    repeat: safe\n${OUTPUTS}${VERIFY}`);

/** Sends `event`, and checks that what is kept of it gives the very same run. */
function kept(run: Play, event: RunEvent): string {
  const before = run.run();
  const record = recordOf(run.runbook, before, event);
  assert.ok(run.send(event).ok);
  const again = advance(run.runbook, before, record, { now: run.now(), chance: 0.5 });
  assert.deepEqual(again.run, run.run());
  return JSON.stringify(record);
}

describe("of a target's answer the log keeps", () => {
  test("the declared outputs, and nothing beside them", () => {
    const run = play(SWITCH);
    const at = run.here();
    run.readBack({ fallback_pct: 0 });
    run.click("run");
    run.sent();
    const json = { routes: [{ name: "r-7", key: "hunter2" }], access_token: "hunter2" };
    const answer = { status: 200, json, excerpt: '{"access_token":"•••"}' };
    const text = kept(run, { ...at, type: "effect-answered", send: 1, answer });
    assert.match(text, /r-7/);
    assert.match(text, /•••/);
    assert.doesNotMatch(text, /hunter2/);
    assert.deepEqual(run.step("switch").output, { route: "r-7" });
  });

  test("of a read the one value it was for", () => {
    const run = play(SWITCH);
    const at = run.here();
    const reading = run.current().reading?.number ?? -1;
    const json = { fallback_pct: 0, owner: { password: "hunter2" }, all: "x".repeat(100_000) };
    const answer = { ok: true, status: 200, json } as const;
    const text = kept(run, { ...at, type: "read-answered", reading, answer });
    assert.doesNotMatch(text, /hunter2|xxx/);
    assert.equal(run.step("switch").effect?.before, 0);
  });

  test("nothing long stays with the run where a pointer names half the answer", () => {
    const run = play(SWITCH);
    const at = run.here();
    const reading = run.current().reading?.number ?? -1;
    const json = { fallback_pct: { all: "x".repeat(100_000) } };
    const answer = { ok: true, status: 200, json } as const;
    assert.ok(run.send({ ...at, type: "read-answered", reading, answer }).ok);
    assert.ok(JSON.stringify(run.run()).length < 10_000);
    assert.match(String(run.step("switch").effect?.before), /^\{"all":"xxx.*…$/);
  });
});
