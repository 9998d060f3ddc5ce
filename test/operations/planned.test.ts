// Planned work: a room of its own with a real run, that pages nobody, promises nothing and counts nowhere.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { startPlanned } from "../../src/operations/start-planned.ts";
import { listDrills, listIncidentsSince, listOpenIncidents } from "../../src/storage/incidents.ts";
import { listPages } from "../../src/storage/pages.ts";
import { timers } from "../../src/storage/tables/records.ts";
import { START, type Workbench } from "../support/operations.ts";
import { by, openStage, owed, posts, press, reread } from "./stage.ts";

const MOVE = `muster: 1
id: move-house
title: Move the database
owner: any_responder
triggers:
  - command: move
permissions:
  start: [group:leads]
steps:
  - { id: ready, kind: manual, title: Is everybody there?, timeout: 1h, on_timeout: escalate }
  - { id: tell, kind: announce, title: Tell, to: [stakeholders, "channel:releases"], text: It moves. }
  - { id: done, kind: end, outcome: success }
`;

async function plan(bench: Workbench, user = "U0OLA") {
  return await startPlanned(bench.as(user), { slug: "move", inputs: {}, by: by(user) });
}

async function planned(bench: Workbench) {
  const started = await plan(bench);
  assert.ok(started.ok, JSON.stringify(started));
  return started;
}

describe("planned work", () => {
  it("opens a room that pages nobody, announces nothing and promises nothing", async () => {
    await using bench = await openStage([MOVE]);
    const { incident, run } = await planned(bench);
    assert.equal(incident.isPlanned, true);
    assert.equal(incident.isDrill, false);
    assert.equal(incident.title, "Move the database");
    assert.equal(run.mode, "live");
    assert.deepEqual(await listPages(bench.ctx.db, incident.id), []);
    const announced = (await owed(bench)).filter(
      (effect) => effect.kind === "paint" && effect.projection === "announcement",
    );
    assert.deepEqual(announced, []);
    const due = [incident.ackDueAt, incident.updateDueAt, incident.restoreDueAt];
    assert.deepEqual(due, [null, null, null]);
    const nagging = await bench.ctx.db.select().from(timers);
    assert.ok(nagging.every(({ timer }) => timer.kind === "run"));
  });

  it("is no incident to those who count them, and no drill either", async () => {
    await using bench = await openStage([MOVE]);
    await planned(bench);
    assert.deepEqual(await listOpenIncidents(bench.ctx.db), []);
    assert.deepEqual(await listIncidentsSince(bench.ctx.db, START), []);
    assert.deepEqual(await listDrills(bench.ctx.db, 10), []);
  });

  it("really tells people what its runbook says, and followers in the room", async () => {
    await using bench = await openStage([MOVE]);
    const { run } = await planned(bench);
    await press(bench, run, "U0OLA", { action: "done" });
    const told = (await posts(bench)).filter(({ message }) => message.kind === "run-announcement");
    assert.deepEqual(
      told.map(({ to }) => (to.in === "channel" ? to.channel : to.in)),
      ["incident", "releases"],
    );
    assert.equal((await reread(bench, run)).state.outcome, "success");
  });

  it("ends without a post-mortem, and changing it promises nothing", async () => {
    await using bench = await openStage([MOVE]);
    const { incident } = await planned(bench);
    const ctx = bench.as("U0OLA");
    const ended = await changeIncident(ctx, incident.id, { kind: "resolve", summary: "Moved." });
    assert.ok(ended.ok, JSON.stringify(ended));
    assert.deepEqual(
      (await owed(bench)).filter(({ kind }) => kind === "upload-post-mortem"),
      [],
    );
  });

  it("is for those who may start its runbook", async () => {
    await using bench = await openStage([MOVE]);
    const refused = await plan(bench, "U0MAREK");
    assert.ok(!refused.ok);
    assert.equal(refused.refusal.code, "not-allowed");
  });
});
