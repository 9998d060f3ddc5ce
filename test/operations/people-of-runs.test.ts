// Who is told of what in a run: whoever it is given to, whoever it waits for, and the next on call at its deadline.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { actOnRun } from "../../src/operations/act-on-run.ts";
import { findOpenRunsAwaiting } from "../../src/operations/find-open-runs-awaiting.ts";
import { fireTimer } from "../../src/operations/fire-timer.ts";
import { startDrill } from "../../src/operations/start-drill.ts";
import { startRunbook } from "../../src/operations/start-runbook.ts";
import { listPages } from "../../src/storage/pages.ts";
import { listDueTimers } from "../../src/storage/timers.ts";
import type { Workbench } from "../support/operations.ts";
import { answerWorld } from "../support/shelf.ts";
import { LONG, SWITCH } from "./runbooks.ts";
import { by, declare, kindsOf, openStage, posts, press, reread, start } from "./stage.ts";

async function fireAll(bench: Workbench, afterMs: number): Promise<void> {
  await bench.clock.forward(afterMs);
  const due = await listDueTimers(bench.ctx.db, bench.clock.now(), 50);
  const ofRuns = due.filter(({ timer }) => timer.kind === "run");
  for (const { id } of ofRuns) await fireTimer(bench.ctx, id);
}

const HOUR = 3_600_000;

describe("a step that is given to somebody", () => {
  it("is told them directly, asks them into the channel, and waits on their Home tab", async () => {
    await using bench = await openStage([LONG]);
    const incident = await declare(bench);
    const run = await start(bench, incident, { slug: "long" });
    const step = { step: "second", attempt: 0 };
    const given = { ...step, action: "assign", to: by("U0BEA"), by: by("U0ANNA") } as const;
    const acted = await actOnRun(bench.as("U0ANNA"), run.id, given);
    assert.ok(acted.ok, JSON.stringify(acted));
    const told = (await posts(bench)).filter(({ message }) => message.kind === "run-assigned");
    assert.deepEqual(
      told.map(({ to, message }) => [to, "title" in message && message.title]),
      [[{ in: "dm", user: "U0BEA" }, "Second"]],
    );
    const [task] = await findOpenRunsAwaiting(bench.ctx, "U0BEA");
    assert.equal(task?.why, "assigned");
    assert.equal(task?.step?.id, "second");
    assert.ok((await kindsOf(bench, incident.id)).includes("run-assigned"));
  });

  it("waits for whoever started the run where it is nobody's", async () => {
    await using bench = await openStage([LONG]);
    const run = await start(bench, await declare(bench), { slug: "long" });
    const [task] = await findOpenRunsAwaiting(bench.ctx, "U0MAREK");
    assert.equal(task?.why, "decide");
    await press(bench, run, "U0MAREK", { action: "abort", note: "no" });
    assert.deepEqual(await findOpenRunsAwaiting(bench.ctx, "U0MAREK"), []);
  });
});

describe("a run past its deadline", () => {
  it("is held, says so, and pages the next on call; a person lets it go on", async () => {
    await using bench = await openStage([LONG]);
    const incident = await declare(bench);
    const run = await start(bench, incident, { slug: "long" });
    await fireAll(bench, 2 * HOUR);
    const held = await reread(bench, run);
    assert.equal(held.state.hold?.code, "deadline");
    const users = (await listPages(bench.ctx.db, incident.id)).map(({ user }) => user);
    assert.deepEqual(users, ["U0ANNA", "U0PIOTR"]);
    assert.ok((await press(bench, run, "U0ANNA", { action: "resume" })).ok);
    assert.equal((await reread(bench, run)).state.hold, undefined);
    const kinds = await kindsOf(bench, incident.id);
    assert.equal(kinds.filter((kind) => kind === "run-held").length, 2);
  });

  it("pages nobody in a drill, and says that it would", async () => {
    await using bench = await openStage([LONG]);
    const wish = { slug: "long", inputs: {}, by: by("U0MAREK") };
    const drill = await startDrill(bench.as("U0MAREK"), wish);
    assert.ok(drill.ok);
    await fireAll(bench, 2 * HOUR);
    assert.deepEqual(await listPages(bench.ctx.db, drill.incident.id), []);
    const said = (await posts(bench)).filter(
      ({ message }) => message.kind === "run-log" && /would be paged now/.test(message.text),
    );
    assert.equal(said.length, 1);
  });
});

describe("a runbook", () => {
  it("is started by the word that a trigger gives it, and once for its lock", async () => {
    await using bench = await openStage([SWITCH]);
    const incident = await declare(bench);
    const wish = { slug: "pay-fallback", inputs: { from: "stripe" }, by: by("U0MAREK") };
    const first = await startRunbook(bench.as("U0MAREK"), incident.id, wish);
    assert.ok(first.ok && first.run.slug === "switch-gateway");
    const second = await startRunbook(bench.as("U0MAREK"), incident.id, wish);
    assert.ok(!second.ok && second.refusal.code === "run-locked");
    assert.equal("runId" in second.refusal && second.refusal.runId, first.run.id);
    await answerWorld(bench.ctx, { read: () => ({ weight: 100 }) });
    await press(bench, first.run, "U0MAREK", { action: "abort", note: "wrong one" });
    assert.ok((await startRunbook(bench.as("U0MAREK"), incident.id, wish)).ok);
  });

  it("whose preflight nobody decides on is cancelled, and its lock is free again", async () => {
    await using bench = await openStage([SWITCH]);
    const incident = await declare(bench);
    const run = await start(bench, incident, { slug: "switch-gateway", inputs: { from: "a" } });
    assert.equal(run.state.state, "created");
    await fireAll(bench, 11_000);
    assert.equal((await reread(bench, run)).state.preflight?.state, "found");
    await fireAll(bench, 2 * HOUR);
    const over = await reread(bench, run);
    assert.equal(over.state.state, "cancelled");
    assert.equal(over.isOpen, 0);
    assert.ok(
      (await start(bench, incident, { slug: "switch-gateway", inputs: { from: "a" } })).isOpen,
    );
  });
});
