// Planned work: a room of its own with a real run, that pages nobody, promises nothing and counts nowhere.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { fireTimer } from "../../src/operations/fire-timer.ts";
import { startPlanned } from "../../src/operations/start-planned.ts";
import { startRunbook } from "../../src/operations/start-runbook.ts";
import { renderIncidentCard } from "../../src/slack/blocks/incident-card.ts";
import { renderMessage } from "../../src/slack/messages/render-message.ts";
import {
  findIncident,
  listDrills,
  listIncidentsSince,
  listOpenIncidents,
} from "../../src/storage/incidents.ts";
import { listPages } from "../../src/storage/pages.ts";
import { timers } from "../../src/storage/tables/records.ts";
import { listDueTimers } from "../../src/storage/timers.ts";
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

  it("is over with its run, which its room is told, and then takes no other run", async () => {
    await using bench = await openStage([MOVE]);
    const { incident, run } = await planned(bench);
    const now = async () => await findIncident(bench.ctx.db, incident.id);
    await press(bench, run, "U0OLA", { action: "done" });
    assert.equal((await now())?.status, "investigating");
    await fireDue(bench);
    const over = await now();
    assert.deepEqual(
      [over?.status, over?.closedBy, over?.closingText],
      ["resolved", null, `Run ${run.number} has ended: done.`],
    );
    const told = (await posts(bench)).map(({ message }) => message.kind);
    assert.equal(told.filter((kind) => kind === "closed").length, 1);
    await fireDue(bench);
    const wish = { slug: "move", inputs: {}, by: by("U0OLA"), incidentId: incident.id };
    const late = await startRunbook(bench.as("U0OLA"), incident.id, wish);
    assert.equal(!late.ok && late.refusal.code, "already-closed");
  });

  it("stays open where somebody started another run before it was closed, until that ends", async () => {
    await using bench = await openStage([MOVE]);
    const { incident, run } = await planned(bench);
    await press(bench, run, "U0OLA", { action: "abort", note: "Once more." });
    const wish = { slug: "move", inputs: {}, by: by("U0OLA") };
    const again = await startRunbook(bench.as("U0OLA"), incident.id, wish);
    assert.ok(again.ok, JSON.stringify(again));
    await fireDue(bench);
    assert.equal((await findIncident(bench.ctx.db, incident.id))?.resolvedAt, null);
    await press(bench, again.run, "U0OLA", { action: "abort", note: "Enough." });
    await fireDue(bench);
    const over = await findIncident(bench.ctx.db, incident.id);
    assert.match(over?.closingText ?? "", /has ended: aborted/);
  });

  it("is called planned work and no incident wherever people read of it", async () => {
    await using bench = await openStage([MOVE]);
    const { incident, run } = await planned(bench);
    assert.equal(run.state.facts.incident?.id, `PLAN-${incident.number}`);
    const look = { shop: bench.ctx.shop, names: new Map<string, string>() };
    const facts = { look, incident, alerts: { firing: 0, recovered: 0 } };
    const view = { incident, alert: null, counts: facts.alerts, runs: [], suggestedTitle: null };
    const closed = { kind: "closed", incidentId: incident.id, status: "resolved" } as const;
    const drawn = JSON.stringify([
      renderIncidentCard(view, look),
      renderMessage({ ...closed, text: "Moved.", by: null, stillChanged: 0 }, facts),
    ]);
    assert.match(drawn, new RegExp(`PLAN-${incident.number} is finished`));
    assert.doesNotMatch(drawn, /INC-|esolved|nvestigating/);
  });

  it("is for those who may start its runbook", async () => {
    await using bench = await openStage([MOVE]);
    const refused = await plan(bench, "U0MAREK");
    assert.ok(!refused.ok);
    assert.equal(refused.refusal.code, "not-allowed");
  });
});

async function fireDue(bench: Workbench): Promise<void> {
  const ctx = { ...bench.ctx, actor: { type: "muster", via: "timer" } } as const;
  for (const { id } of await listDueTimers(bench.ctx.db, bench.clock.now(), 50)) {
    await fireTimer(ctx, id);
  }
}
