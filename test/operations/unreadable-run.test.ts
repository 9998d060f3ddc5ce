// A run whose text this Muster cannot read any more: held, told once, ended by people, never a crash.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { advanceRun } from "../../src/operations/advance-run.ts";
import { fireTimer } from "../../src/operations/fire-timer.ts";
import { readRun } from "../../src/operations/read-run.ts";
import { listPages } from "../../src/storage/pages.ts";
import { listDueTimers } from "../../src/storage/timers.ts";
import type { Workbench } from "../support/operations.ts";
import { answerWorld } from "../support/shelf.ts";
import { GREET, SWITCH } from "./runbooks.ts";
import { declare, kindsOf, openStage, posts, press, reread, start } from "./stage.ts";

/** The same database under a Muster that fails to read every snapshot. */
function newer(bench: Workbench): Workbench {
  const readSnapshot = () => {
    throw new Error("muster: 2 is not known here");
  };
  const runbooks = { ...bench.ctx.runbooks, readSnapshot };
  const ctx = { ...bench.ctx, runbooks };
  return { ...bench, ctx, as: (user) => ({ ...bench.as(user), runbooks }) };
}

describe("a run that this Muster cannot read", () => {
  it("is held at the next thing that happens, and its owner is paged once", async () => {
    await using bench = await openStage([GREET]);
    const incident = await declare(bench);
    const run = await start(bench, incident, { slug: "greet", inputs: { gateway: "stripe" } });
    await answerWorld(bench.ctx);
    const other = newer(bench);
    await bench.clock.forward(3 * 3_600_000);
    const due = await listDueTimers(bench.ctx.db, bench.clock.now(), 10);
    const mine = due.filter(({ timer }) => timer.kind === "run");
    assert.ok(mine.length > 0);
    for (const { id } of mine) await fireTimer(other.ctx, id);
    const held = await reread(bench, run);
    assert.equal(held.state.state, "paused");
    assert.equal(held.state.hold?.code, "incompatible");
    const before = (await listPages(bench.ctx.db, incident.id)).length;
    assert.equal(before, 1, "the owner is on call and was paged for the incident already");
    const told = (await posts(bench)).filter(({ message }) => {
      return message.kind === "run-log" && message.text.includes("muster: 2 is not known here");
    });
    assert.equal(told.length, 1);
    await press(other, run, "U0ANNA", { action: "done" });
    assert.equal((await reread(bench, run)).state.hold?.code, "incompatible");
    const kinds = await kindsOf(bench, incident.id);
    assert.equal(kinds.filter((kind) => kind === "run-held").length, 1);
  });

  it("can still be shown, and aborted with a note", async () => {
    await using bench = await openStage([GREET]);
    const incident = await declare(bench);
    const run = await start(bench, incident, { slug: "greet", inputs: { gateway: "stripe" } });
    await answerWorld(bench.ctx);
    const other = newer(bench);
    const shown = await readRun(other.ctx, run.id);
    assert.equal(shown?.fault, "muster: 2 is not known here");
    assert.equal(shown?.runbook.owner, "oncall:payments");
    const silent = await press(other, run, "U0ANNA", { action: "abort" });
    assert.equal(silent.ok, false);
    const aborted = await press(other, run, "U0ANNA", { action: "abort", note: "old run" });
    assert.ok(aborted.ok, JSON.stringify(aborted));
    const over = await reread(bench, run);
    assert.equal(over.state.state, "aborted");
    assert.equal(over.isOpen, 0);
  });

  it("still hears what came of a request that was on its way", async () => {
    await using bench = await openStage([SWITCH]);
    const incident = await declare(bench);
    const run = await start(bench, incident, { slug: "switch-gateway", inputs: { from: "a" } });
    await answerWorld(bench.ctx, { read: () => ({ weight: 100 }) });
    for (const user of ["U0ANNA", "U0OLA"]) await press(bench, run, user, { action: "approve" });
    await press(bench, run, "U0MAREK", { action: "run" });
    const at = { step: "move", attempt: 1, send: 1 };
    await advanceRun(bench.ctx, run.id, { ...at, type: "effect-sent" });
    const other = newer(bench);
    const answer = { status: 200, json: { route: "r-1" } };
    await advanceRun(other.ctx, run.id, { ...at, type: "effect-answered", answer });
    const held = await reread(bench, run);
    assert.equal(held.state.hold?.code, "incompatible");
    assert.equal(held.state.steps[0]?.effect?.phase, "answered");
    assert.equal(held.state.steps[0]?.effect?.status, 200);
  });
});
