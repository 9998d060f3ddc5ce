// What an incident's runs changed: asked at the end, undone later by a linked run, or left on purpose.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askStillChanged } from "../../src/operations/ask-still-changed.ts";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { inTransaction } from "../../src/operations/context.ts";
import { leaveChange } from "../../src/operations/leave-change.ts";
import { listStillChanged } from "../../src/operations/list-still-changed.ts";
import { undoLater } from "../../src/operations/undo-later.ts";
import { writePostMortem } from "../../src/operations/write-post-mortem.ts";
import { listActionItems } from "../../src/storage/action-items.ts";
import { findProjection } from "../../src/storage/projections.ts";
import { findOpenRunByLock, lockSourceOf, type RunRow } from "../../src/storage/runs.ts";
import { listComponents } from "../../src/storage/status-texts.ts";
import type { Workbench } from "../support/operations.ts";
import { answerWorld } from "../support/shelf.ts";
import { SWITCH } from "./runbooks.ts";
import { by, declare, kindsOf, openStage, posts, press, reread, start, stepOf } from "./stage.ts";

/** The gateway is switched, everybody was told, and the run is over. */
async function switched(bench: Workbench): Promise<RunRow> {
  const incident = await declare(bench);
  const run = await start(bench, incident, { slug: "pay-fallback", inputs: { from: "stripe" } });
  let weight = 100;
  const read = () => ({ weight });
  await answerWorld(bench.ctx, { read });
  for (const user of ["U0ANNA", "U0OLA"]) await press(bench, run, user, { action: "approve" });
  assert.ok((await press(bench, run, "U0MAREK", { action: "run" })).ok);
  weight = 0;
  const sent = await answerWorld(bench.ctx, { read, json: { route: "r-7" } });
  assert.equal(sent.length, 1);
  assert.ok((await press(bench, run, "U0MAREK", { action: "run" })).ok);
  assert.ok((await press(bench, run, "U0MAREK", { action: "done" })).ok);
  return await reread(bench, run);
}

const resolve = async (bench: Workbench, run: RunRow) =>
  await changeIncident(bench.as("U0ANNA"), run.incidentId, { kind: "resolve", summary: "over" });

describe("a run that is over", () => {
  it("has told the public by the status page, in plain text, and the timeline knows it", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    assert.equal(run.state.state, "completed");
    const [component, ...others] = await listComponents(bench.ctx.db);
    assert.deepEqual(others, []);
    assert.equal(component?.component, "checkout");
    assert.equal(component?.state, "degraded");
    assert.equal(component?.text, "Card payments are slower. Route r-7 & more.");
    assert.ok((await kindsOf(bench, run.incidentId)).includes("status-text"));
  });

  it("has set its lock free", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    assert.equal(run.lockKey, "gateway stripe");
    assert.equal(await findOpenRunByLock(bench.ctx.db, "gateway stripe"), undefined);
  });
});

describe("resolving", () => {
  it("with a change in place works, names it, reads it back and shows it in the incident", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    const resolved = await resolve(bench, run);
    assert.ok(resolved.ok);
    assert.equal(resolved.incident.status, "resolved");
    assert.deepEqual(
      resolved.stillChanged?.map(({ change }) => change.step),
      ["move"],
    );
    const closing = (await posts(bench)).find(({ message }) => message.kind === "closed");
    assert.equal(closing?.message.kind === "closed" && closing.message.stillChanged, 1);
    assert.ok(await findProjection(bench.ctx.db, "still-changed", run.incidentId));
    await answerWorld(bench.ctx, { read: () => ({ weight: 0 }) });
    const [line] = await listStillChanged(bench.ctx, run.incidentId);
    assert.equal(line?.change.current?.value, 0);
    assert.equal(line?.isSettled, false);
    const draft = await writePostMortem(bench.ctx, resolved.incident);
    assert.match(draft, /still in place: nobody has undone it/);
    assert.match(draft, /Still changed: PUT `\/v1\/routes\/stripe`/);
  });

  it("without a change asks nothing", async () => {
    await using bench = await openStage([SWITCH]);
    const incident = await declare(bench);
    const resolved = await changeIncident(bench.ctx, incident.id, {
      kind: "resolve",
      summary: null,
    });
    assert.ok(resolved.ok && resolved.stillChanged === undefined);
    assert.equal(await findProjection(bench.ctx.db, "still-changed", incident.id), undefined);
  });
});

describe("people who act at once", () => {
  it("on the incident, the run and its undo never wait for each other for ever", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    const wish = { runId: run.id, step: "move", by: by("U0BEA") };
    const undo = await undoLater(bench.as("U0BEA"), wish);
    assert.ok(undo.ok);
    await answerWorld(bench.ctx, { read: () => ({ weight: 0 }) });
    await press(bench, undo.run, "U0BEA", { action: "run" });
    const [, ...results] = await Promise.all([
      answerWorld(bench.ctx, { read: () => ({ weight: 100 }) }),
      resolve(bench, run),
      askStillChanged(bench.as("U0OLA"), run.incidentId),
      undoLater(bench.as("U0ANNA"), wish),
      changeIncident(bench.as("U0OLA"), run.incidentId, { kind: "add-note", text: "hm" }),
    ]);
    assert.deepEqual(
      results.map(({ ok }) => ok),
      [true, true, false, true],
    );
    assert.equal((await reread(bench, undo.run)).isOpen, 0);
    assert.equal(stepOf(await reread(bench, run), "move").undo?.state, "undone");
  });
});

describe("whoever acts on an undo", () => {
  it("has the run that it takes back first, and that alone", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    const wish = { runId: run.id, step: "move", by: by("U0BEA") };
    const undo = await undoLater(bench.as("U0BEA"), wish);
    assert.ok(undo.ok);
    const freeWhileActing = async (id: string): Promise<unknown[]> =>
      await inTransaction(bench.ctx, async (tx) => {
        await lockSourceOf(tx.db, id);
        const free = await bench.database
          .sql`select id from runs order by number for update skip locked`;
        return free.map((row) => row["id"]);
      });
    assert.deepEqual(await freeWhileActing(undo.run.id), [undo.run.id]);
    assert.deepEqual(await freeWhileActing(run.id), [run.id, undo.run.id]);
  });
});

describe("a change that is still in place", () => {
  it("is undone later by a run of its own, in the incident that is resolved", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    await resolve(bench, run);
    const wish = { runId: run.id, step: "move", by: by("U0BEA") };
    const started = await undoLater(bench.as("U0BEA"), wish);
    assert.ok(started.ok, JSON.stringify(started));
    assert.deepEqual(started.run.state.undoOf, { runId: run.id, number: run.number });
    assert.equal(stepOf(await reread(bench, run), "move").undo?.state, "undoing");
    const twice = await undoLater(bench.as("U0BEA"), wish);
    assert.equal(twice.ok, false);
    await answerWorld(bench.ctx, { read: () => ({ weight: 0 }) });
    const current = stepOf(await reread(bench, started.run));
    assert.equal(current.state, "ready");
    assert.ok((await press(bench, started.run, "U0BEA", { action: "run" })).ok);
    const sent = await answerWorld(bench.ctx, { read: () => ({ weight: 100 }) });
    assert.deepEqual(
      sent.map(({ change }) => change.kind === "http" && change.body),
      [{ weight: 100 }],
    );
    assert.equal((await reread(bench, started.run)).isOpen, 0);
    const [line] = await listStillChanged(bench.ctx, run.incidentId);
    assert.equal(line?.change.undo?.state, "undone");
    assert.equal(line?.isSettled, true);
    assert.ok((await kindsOf(bench, run.incidentId)).includes("change-settled"));
  });

  it("may be undone again where the linked run was aborted", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    const wish = { runId: run.id, step: "move", by: by("U0BEA") };
    const started = await undoLater(bench.as("U0BEA"), wish);
    assert.ok(started.ok);
    const aborted = await press(bench, started.run, "U0BEA", { action: "abort", note: "not now" });
    assert.ok(aborted.ok, JSON.stringify(aborted));
    assert.equal(stepOf(await reread(bench, run), "move").undo?.state, "available");
    assert.ok((await undoLater(bench.as("U0BEA"), wish)).ok);
  });

  it("is left with a reason, an owner and a day, as an action item", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    await resolve(bench, run);
    const wish = {
      ...{ runId: run.id, step: "move", owner: "U0PIOTR", by: by("U0BEA") },
      reason: "until Monday",
      dueOn: "2026-11-30",
    };
    const noDay = await leaveChange(bench.as("U0BEA"), { ...wish, dueOn: "soon" });
    assert.ok(!noDay.ok && noDay.refusal.code === "bad-day");
    const noReason = await leaveChange(bench.as("U0BEA"), { ...wish, reason: " " });
    assert.ok(!noReason.ok && noReason.refusal.code === "reason-needed");
    const left = await leaveChange(bench.as("U0BEA"), wish);
    assert.ok(left.ok, JSON.stringify(left));
    const [item] = await listActionItems(bench.ctx.db, run.incidentId);
    assert.equal(item?.owner, "U0PIOTR");
    assert.match(item?.text ?? "", /Move traffic off stripe.*until Monday/);
    const [line] = await listStillChanged(bench.ctx, run.incidentId);
    assert.equal(line?.isSettled, true);
    const kinds = await kindsOf(bench, run.incidentId);
    assert.equal(kinds.filter((kind) => kind === "change-settled").length, 1);
    const again = await resolve(bench, run);
    assert.equal(again.ok, false);
  });

  it("cannot be left once it was undone, nor while it is being undone", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    const wish = {
      ...{ runId: run.id, step: "move", owner: "U0PIOTR", by: by("U0BEA") },
      ...{ reason: "until Monday", dueOn: "2026-11-30" },
    };
    const undo = await undoLater(bench.as("U0BEA"), wish);
    assert.ok(undo.ok);
    const meanwhile = await leaveChange(bench.as("U0OLA"), wish);
    assert.ok(!meanwhile.ok && meanwhile.refusal.code === "nothing-to-undo");
    assert.equal(meanwhile.refusal.state, "undoing");
    await answerWorld(bench.ctx, { read: () => ({ weight: 0 }) });
    await press(bench, undo.run, "U0BEA", { action: "run" });
    await answerWorld(bench.ctx, { read: () => ({ weight: 100 }) });
    const afterwards = await leaveChange(bench.as("U0OLA"), wish);
    assert.ok(!afterwards.ok && afterwards.refusal.code === "nothing-to-undo");
    assert.equal(stepOf(await reread(bench, run), "move").undo?.state, "undone");
    assert.deepEqual(await listActionItems(bench.ctx.db, run.incidentId), []);
  });

  it("is left once, however often it is said", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await switched(bench);
    const wish = {
      ...{ runId: run.id, step: "move", owner: "U0PIOTR", by: by("U0BEA") },
      ...{ reason: "until Monday", dueOn: "2026-11-30" },
    };
    assert.ok((await leaveChange(bench.as("U0BEA"), wish)).ok);
    const again = await leaveChange(bench.as("U0OLA"), { ...wish, by: by("U0OLA") });
    assert.ok(!again.ok && again.refusal.code === "nothing-to-undo");
    assert.equal((await listActionItems(bench.ctx.db, run.incidentId)).length, 1);
    assert.equal(stepOf(await reread(bench, run), "move").left?.by.id, "U0BEA");
  });
});
