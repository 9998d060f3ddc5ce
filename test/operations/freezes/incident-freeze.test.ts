// Open incidents that freeze the repositories of their service by themselves, where muster.yml says so.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import type { IncidentCommand } from "../../../src/domain/incident.ts";
import type { Priority } from "../../../src/domain/priority.ts";
import { changeIncident } from "../../../src/operations/change-incident.ts";
import { changeFreeze } from "../../../src/operations/freezes/change-freeze.ts";
import { freezeBoard } from "../../../src/operations/freezes/read-freeze-board.ts";
import { openIncident } from "../../../src/operations/open-incident.ts";
import { listFreezesOfIncident, listOpenFreezes } from "../../../src/storage/freezes.ts";
import type { Workbench } from "../../support/operations.ts";
import { by } from "../stage.ts";
import {
  at,
  declare,
  forward,
  NOBODY_ASKED,
  openFreezeStage,
  postsOf,
  REPOS,
  reconcile,
  reread,
  takeTasks,
} from "./scene.ts";

const BY_P1 = { incidents: { priorities: ["P1"], services: null } } as const;
const AT_ONCE = { lift: { mode: "auto", earlyNeed: 0, extendNeed: 0 } } as const;

async function open(bench: Workbench, priority: Priority, service: string | null = "checkout") {
  const opened = await openIncident(bench.as("U0MAREK"), {
    title: "Cards fail",
    priority,
    service,
  });
  assert.ok(opened.ok);
  return opened.incident;
}

async function change(bench: Workbench, id: string, command: IncidentCommand): Promise<void> {
  const changed = await changeIncident(bench.as("U0MAREK"), id, command);
  assert.ok(changed.ok, JSON.stringify(changed));
}

async function only(bench: Workbench): Promise<Freeze> {
  const [freeze, ...more] = await listOpenFreezes(bench.ctx.db);
  assert.ok(freeze && more.length === 0, `${more.length + 1} freezes`);
  return freeze;
}

const RESOLVE = { kind: "resolve", summary: "Card terminal restarted" } as const;

describe("an incident of a priority that freezes", () => {
  it("freezes its service's repositories at once, without an end, and is announced", async () => {
    await using bench = await openFreezeStage(BY_P1);
    const incident = await open(bench, "P1");
    const freeze = await only(bench);
    assert.equal(freeze.title, `INC-${incident.number}: Cards fail`);
    assert.deepEqual(freeze.scope.repositories, REPOS);
    assert.equal(freeze.endsAt, null);
    assert.equal((await takeTasks(bench)).filter((task) => task.do === "reconcile").length, 2);
    assert.deepEqual(await postsOf(bench, freeze), ["announced"]);
    await reconcile(bench);
    assert.equal((await reread(bench, freeze)).state, "active");
  });

  it("lets go when it is resolved, and freezes anew when it is reopened, even while the first is lifted", async () => {
    await using bench = await openFreezeStage(BY_P1);
    const incident = await open(bench, "P1");
    const first = await only(bench);
    await reconcile(bench);
    await change(bench, incident.id, RESOLVE);
    const lifting = await reread(bench, first);
    assert.equal(lifting.state, "lifting");
    assert.equal(lifting.ended?.why, "incident-resolved");
    await change(bench, incident.id, { kind: "reopen", reason: "it is back" });
    const both = await listOpenFreezes(bench.ctx.db);
    assert.deepEqual(both.map(({ state }) => state).sort(), ["active", "lifting"]);
    // They were still held: wanted by the second they stay so, and the first is over.
    await reconcile(bench);
    assert.equal((await reread(bench, first)).state, "lifted");
    assert.equal((await only(bench)).state, "active");
  });

  it("is one that was raised to it, and freezes once however often its priority changes", async () => {
    await using bench = await openFreezeStage(BY_P1);
    const { id } = await open(bench, "P2");
    assert.deepEqual(await listOpenFreezes(bench.ctx.db), []);
    const to = (priority: Priority) =>
      change(bench, id, { kind: "set-priority", priority, reason: "it looks so" });
    await to("P1");
    await to("P2");
    await to("P1");
    assert.equal((await listFreezesOfIncident(bench.ctx.db, id)).length, 1);
  });

  it("whose freeze a release manager lifted is not frozen again by another priority", async () => {
    await using bench = await openFreezeStage({ ...BY_P1, ...AT_ONCE });
    const { id } = await open(bench, "P1");
    await reconcile(bench);
    const freeze = await only(bench);
    const wish = { by: by("U0OLA"), reason: "the fix is a big one" };
    const lifted = await changeFreeze(bench.as("U0OLA"), freeze.id, { kind: "lift" }, wish);
    assert.ok(lifted.ok, JSON.stringify(lifted));
    await reconcile(bench);
    await change(bench, id, { kind: "set-priority", priority: "P2", reason: "less" });
    await change(bench, id, { kind: "set-priority", priority: "P1", reason: "more" });
    assert.deepEqual(await listOpenFreezes(bench.ctx.db), []);
  });

  it("joins a campaign's freeze, whose repositories stay held when it is resolved", async () => {
    await using bench = await openFreezeStage({ ...BY_P1, ...NOBODY_ASKED });
    const campaign = await declare(bench, { startsAt: at(1) });
    await forward(bench, 1);
    await reconcile(bench);
    const { id } = await open(bench, "P1");
    const own = (await listOpenFreezes(bench.ctx.db)).find(({ incidentId }) => incidentId === id);
    // What it wants is held already.
    assert.equal(own?.state, "active");
    await change(bench, id, RESOLVE);
    const board = await freezeBoard(bench.ctx);
    assert.deepEqual(
      board.map(({ freeze, standing }) => [freeze.id, standing.held]),
      [[campaign.id, 2]],
    );
  });
});

describe("an incident", () => {
  it("freezes nothing where it is a drill, has another priority or service, or nothing is configured", async () => {
    await using bench = await openFreezeStage(BY_P1);
    await open(bench, "P2");
    await open(bench, "P1", null);
    await open(bench, "P1", "unknown");
    const drill = {
      title: "Exercise",
      priority: "P1",
      service: "checkout",
      isDrill: true,
    } as const;
    await openIncident(bench.as("U0MAREK"), drill);
    assert.deepEqual(await listOpenFreezes(bench.ctx.db), []);
    const other = { incidents: { priorities: ["P1"], services: ["search"] } } as const;
    await using second = await openFreezeStage(other);
    await open(second, "P1");
    assert.deepEqual(await listOpenFreezes(second.ctx.db), []);
    await using third = await openFreezeStage();
    await open(third, "P1");
    assert.deepEqual(await listOpenFreezes(third.ctx.db), []);
  });

  it("that is resolved while its freeze is looked at ends in one state, without a deadlock", async () => {
    await using bench = await openFreezeStage(BY_P1);
    const { id } = await open(bench, "P1");
    await Promise.all([
      change(bench, id, RESOLVE),
      reconcile(bench),
      reconcile(bench, [...REPOS].reverse()),
    ]);
    await reconcile(bench);
    assert.deepEqual(await listOpenFreezes(bench.ctx.db), []);
  });
});
