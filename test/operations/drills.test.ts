// Drills: real people, stubbed effects, and nothing that counts or that anybody outside hears.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { listRehearsals } from "../../src/operations/read-rehearsal.ts";
import { startDrill } from "../../src/operations/start-drill.ts";
import { listDrills, listIncidentsSince, listOpenIncidents } from "../../src/storage/incidents.ts";
import { listPages } from "../../src/storage/pages.ts";
import { listStatusTexts } from "../../src/storage/status-texts.ts";
import { timers } from "../../src/storage/tables/records.ts";
import { START, type Workbench } from "../support/operations.ts";
import { answerWorld } from "../support/shelf.ts";
import { SWITCH } from "./runbooks.ts";
import { by, declare, openStage, owed, posts, press, reread, start } from "./stage.ts";

async function drill(bench: Workbench, user = "U0MAREK") {
  const started = await startDrill(bench.as(user), {
    slug: "pay-fallback",
    inputs: { from: "stripe" },
    by: by(user),
  });
  assert.ok(started.ok, JSON.stringify(started));
  return started;
}

/** From its start to its end, as people would. */
async function walk(bench: Workbench) {
  const { run, incident } = await drill(bench);
  await answerWorld(bench.ctx, { read: () => ({ weight: 100 }) });
  for (const user of ["U0ANNA", "U0OLA"]) await press(bench, run, user, { action: "approve" });
  await press(bench, run, "U0MAREK", { action: "run" });
  const sent = await answerWorld(bench.ctx);
  await press(bench, run, "U0MAREK", { action: "run" });
  await press(bench, run, "U0MAREK", { action: "done" });
  return { run: await reread(bench, run), incident, sent };
}

async function rehearsal(bench: Workbench) {
  const found = (await listRehearsals(bench.ctx)).find(
    ({ runbook }) => runbook.id === "switch-gateway",
  );
  assert.ok(found);
  return found.rehearsal;
}

describe("a drill", () => {
  it("opens a marked incident that pages nobody, announces nothing and promises nothing", async () => {
    await using bench = await openStage([SWITCH]);
    const { incident, run } = await drill(bench);
    assert.equal(incident.isDrill, true);
    assert.match(incident.title, /^DRILL: /);
    assert.equal(run.mode, "drill");
    assert.equal(run.state.mode, "drill");
    assert.deepEqual(await listPages(bench.ctx.db, incident.id), []);
    const effects = await owed(bench);
    const announced = effects.filter(
      (effect) => effect.kind === "paint" && effect.projection === "announcement",
    );
    assert.deepEqual(announced, []);
    const nagging = await bench.ctx.db.select().from(timers);
    assert.deepEqual(
      nagging.filter(({ timer }) => timer.kind !== "run"),
      [],
    );
    assert.deepEqual(
      [incident.ackDueAt, incident.updateDueAt, incident.restoreDueAt],
      [null, null, null],
    );
  });

  it("runs to its end with the rehearsed answers, and customers hear nothing", async () => {
    await using bench = await openStage([SWITCH]);
    const { run, sent } = await walk(bench);
    assert.equal(run.state.state, "completed");
    assert.ok(sent.every(({ stub }) => stub !== undefined));
    assert.deepEqual(await listStatusTexts(bench.ctx.db, 10), []);
    const told = (await posts(bench)).filter(({ message }) => message.kind === "run-announcement");
    assert.deepEqual(
      told.map(({ to }) => to.in),
      ["incident"],
    );
  });

  it("counts nowhere but as the runbook's last rehearsal", async () => {
    await using bench = await openStage([SWITCH]);
    assert.equal((await rehearsal(bench)).isOverdue, true);
    const { incident } = await walk(bench);
    const { lastAt, isOverdue } = await rehearsal(bench);
    assert.deepEqual(lastAt, START);
    assert.equal(isOverdue, false);
    assert.deepEqual(await listOpenIncidents(bench.ctx.db), []);
    assert.deepEqual(await listIncidentsSince(bench.ctx.db, new Date(0)), []);
    assert.deepEqual(
      (await listDrills(bench.ctx.db, 5)).map(({ id }) => id),
      [incident.id],
    );
    await bench.clock.forward(31 * 86_400_000);
    assert.equal((await rehearsal(bench)).isOverdue, true);
  });

  it("is closed like any incident, without a post-mortem or new promises", async () => {
    await using bench = await openStage([SWITCH]);
    const { incident } = await drill(bench);
    const update = { kind: "post-update", text: "we practise" } as const;
    const updated = await changeIncident(bench.ctx, incident.id, update);
    assert.ok(updated.ok);
    assert.equal(updated.incident.updateDueAt, null);
    const resolved = await changeIncident(bench.ctx, incident.id, {
      kind: "resolve",
      summary: "learned",
    });
    assert.ok(resolved.ok);
    const kinds = (await owed(bench)).map(({ kind }) => kind);
    assert.ok(!kinds.includes("upload-post-mortem"));
    const reopened = await changeIncident(bench.ctx, incident.id, { kind: "reopen", reason: null });
    assert.ok(reopened.ok && reopened.incident.ackDueAt === null);
  });

  it("never keeps the real run from starting, and is refused whole where its inputs are wrong", async () => {
    await using bench = await openStage([SWITCH]);
    await drill(bench);
    const incident = await declare(bench);
    const run = await start(bench, incident, {
      slug: "switch-gateway",
      inputs: { from: "stripe" },
    });
    assert.equal(run.mode, "live");
    const wrong = await startDrill(bench.as("U0MAREK"), {
      slug: "switch-gateway",
      inputs: {},
      by: by("U0MAREK"),
    });
    assert.ok(!wrong.ok && wrong.refusal.code === "inputs-wrong");
    const second = await startDrill(bench.as("U0MAREK"), {
      slug: "switch-gateway",
      inputs: { from: "stripe" },
      by: by("U0MAREK"),
    });
    assert.ok(!second.ok && second.refusal.code === "run-locked");
    assert.equal((await listDrills(bench.ctx.db, 9)).length, 1);
  });
});
