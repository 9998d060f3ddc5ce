// People and timers who reach a run at the same moment: the database lets one of them decide.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { eq, sql } from "drizzle-orm";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { fireTimer } from "../../src/operations/fire-timer.ts";
import { lockIncident } from "../../src/storage/incidents.ts";
import { lockRun } from "../../src/storage/runs.ts";
import { runEvents } from "../../src/storage/tables/runs.ts";
import { listDueTimers } from "../../src/storage/timers.ts";
import type { Workbench } from "../support/operations.ts";
import { answerWorld } from "../support/shelf.ts";
import { until } from "../support/stage.ts";
import { only } from "../support/world.ts";
import { SWITCH } from "./runbooks.ts";
import { declare, openStage, owed, press, reread, start, stepOf } from "./stage.ts";

const FIFTY = Array.from({ length: 50 }, (_, at) => at);

const QUESTION = `muster: 1
id: question
title: One question
owner: oncall:payments
steps:
  - {id: first, kind: manual, title: First, timeout: 30m}
  - {id: second, kind: manual, title: Second, timeout: 30m}
`;

async function approvedRun(bench: Workbench) {
  const incident = await declare(bench);
  const run = await start(bench, incident, { slug: "switch-gateway", inputs: { from: "stripe" } });
  await answerWorld(bench.ctx, { read: () => ({ weight: 100 }) });
  return run;
}

async function eventsOf(bench: Workbench, runId: string) {
  const rows = await bench.ctx.db
    .select()
    .from(runEvents)
    .where(eq(runEvents.runId, runId))
    .orderBy(runEvents.seq);
  return rows.map(({ event }) => event);
}

describe("fifty clicks at once", () => {
  it("on Run send one request, and every other one is told so", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await approvedRun(bench);
    for (const user of ["U0ANNA", "U0OLA"]) await press(bench, run, user, { action: "approve" });
    assert.equal(stepOf(await reread(bench, run), "move").state, "ready");
    const users = ["U0MAREK", "U0PIOTR", "U0BEA"];
    const pressed = await Promise.all(
      FIFTY.map((at) => press(bench, run, users[at % 3] ?? "", { action: "run", step: "move" })),
    );
    assert.equal(pressed.filter(({ ok }) => ok).length, 1);
    const refused = pressed.flatMap((each) => ("runRefusal" in each ? [each.runRefusal.code] : []));
    assert.equal(refused.length, 49);
    assert.deepEqual(new Set(refused), new Set(["already-decided"]));
    const sends = (await owed(bench)).filter(
      (effect) => effect.kind === "run" && effect.intent.do === "send-request",
    );
    assert.equal(sends.length, 1);
    const clicks = (await eventsOf(bench, run.id)).filter(
      (event) => event.type === "clicked" && event.action === "run",
    );
    assert.equal(clicks.length, 1);
  });

  it("on Approve count once for each person, and never more than are needed", async () => {
    await using bench = await openStage([SWITCH]);
    const run = await approvedRun(bench);
    const users = ["U0ANNA", "U0OLA", "U0BEA", "U0PIOTR"];
    const pressed = await Promise.all(
      FIFTY.map((at) =>
        press(bench, run, users[at % 4] ?? "", { action: "approve", step: "move" }),
      ),
    );
    assert.equal(pressed.filter(({ ok }) => ok).length, 2);
    const { approval, state } = stepOf(await reread(bench, run), "move");
    assert.equal(state, "ready");
    assert.equal(approval?.votes.length, 2);
    assert.equal(new Set(approval?.votes.map(({ by }) => by.id)).size, 2);
  });
});

describe("a click that moves a deadline at the moment it fires", () => {
  it("is carried out, and neither waits for the other for ever", async () => {
    await using bench = await openStage([QUESTION]);
    const incident = await declare(bench);
    const run = await start(bench, incident, { slug: "question" });
    await press(bench, run, "U0ANNA", { action: "pause" });
    await bench.clock.forward(31 * 60_000);
    const due = await listDueTimers(bench.ctx.db, bench.clock.now(), 50);
    const old = only(
      due.filter(({ timer }) => timer.kind === "run" && timer.runId === run.id),
      "timer that is due",
    );
    const racers = await bench.ctx.db.transaction(async (db) => {
      await lockRun(db, run.id);
      const resumed = press(bench, run, "U0ANNA", { action: "resume" });
      await untilWaiting(bench, 1);
      const fired = fireTimer(bench.ctx, old.id);
      await untilWaiting(bench, 2);
      return [resumed, fired] as const;
    });
    const [resumed] = await Promise.all(racers);
    assert.ok(resumed.ok);
    const { state, timers } = stepOf(await reread(bench, run), "first");
    assert.equal(state, "waiting");
    assert.ok(Date.parse(timers.timeout ?? "") > bench.clock.now().getTime());
  });

  it("acknowledges an incident whose time to do so is over at that moment", async () => {
    await using bench = await openStage([QUESTION]);
    const incident = await declare(bench);
    await bench.clock.forward(31 * 60_000);
    const due = await listDueTimers(bench.ctx.db, bench.clock.now(), 50);
    const overdue = only(
      due.filter(({ timer }) => timer.kind === "ack-due"),
      "timer that is due",
    );
    const racers = await bench.ctx.db.transaction(async (db) => {
      await lockIncident(db, incident.id);
      const acked = changeIncident(bench.as("U0ANNA"), incident.id, { kind: "acknowledge" });
      await untilWaiting(bench, 1);
      const fired = fireTimer(bench.ctx, overdue.id);
      await untilWaiting(bench, 2);
      return [acked, fired] as const;
    });
    const [acked] = await Promise.all(racers);
    assert.ok(acked.ok);
  });
});

/** Resolves once so many sessions wait for a lock in this database. */
async function untilWaiting({ ctx }: Workbench, many: number): Promise<void> {
  await until(async () => {
    const rows = await ctx.db.execute(sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    return rows.length >= many;
  }, `${many} to wait for the lock`);
}

describe("an answer and its own time-out at the same moment", () => {
  it("are one decision: the loser changes nothing, now and when it comes again", async () => {
    await using bench = await openStage([QUESTION]);
    const incident = await declare(bench);
    for (let round = 0; round < 8; round += 1) {
      const run = await start(bench, incident, { slug: "question" });
      await answerWorld(bench.ctx);
      const at = stepOf(await reread(bench, run), "first");
      const dueAt = Date.parse(at.timers.timeout ?? "");
      await bench.clock.forward(dueAt - bench.clock.now().getTime());
      const due = await listDueTimers(bench.ctx.db, bench.clock.now(), 50);
      const mine = due.filter(({ timer }) => timer.kind === "run" && timer.runId === run.id);
      const timeout = only(mine, "timer that is due");
      const fire = async () => await fireTimer(bench.ctx, timeout.id);
      const answer = async () =>
        await press(bench, run, "U0ANNA", { action: "done", step: "first" });
      const both = round % 2 === 0 ? [fire(), answer()] : [answer(), fire()];
      await Promise.all(both);
      const after = await reread(bench, run);
      const first = stepOf(after, "first");
      const isAnswered = first.decisions.length === 1 && first.state === "succeeded";
      const isTimedOut = first.decisions.length === 0 && first.state === "needs_decision";
      assert.ok(isAnswered !== isTimedOut, JSON.stringify(first));
      await fire();
      assert.deepEqual((await reread(bench, run)).state.steps, after.state.steps);
      await press(bench, run, "U0ANNA", { action: "abort", note: "enough" });
    }
  });
});
