// A run declares a freeze, makes sure of it, follows its end and lifts it: through the real operations and jobs.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Attempt } from "../../src/domain/effect.ts";
import type { FrozenRepository, RepositoryState } from "../../src/domain/freeze/repository.ts";
import { openTargets } from "../../src/integrations/targets.ts";
import { carryOutRun } from "../../src/jobs/carry-out-run.ts";
import { effectId } from "../../src/jobs/run/effect-id.ts";
import { sendFreeze } from "../../src/jobs/run/send-freeze.ts";
import type { Context } from "../../src/operations/context.ts";
import { fireTimer } from "../../src/operations/fire-timer.ts";
import { changeFreeze } from "../../src/operations/freezes/change-freeze.ts";
import { recordReconciled } from "../../src/operations/freezes/record-reconciled.ts";
import { startDrill } from "../../src/operations/start-drill.ts";
import { startPlanned } from "../../src/operations/start-planned.ts";
import { findFreezeByNumber, listOpenFreezes } from "../../src/storage/freezes.ts";
import { outbox } from "../../src/storage/tables/outbox.ts";
import { listDueTimers } from "../../src/storage/timers.ts";
import { by, openStage, posts, press, reread, stepOf } from "../operations/stage.ts";
import { testShop, type Workbench } from "../support/operations.ts";

const FREEZE = `muster: 1
id: code-freeze
title: Code freeze
owner: any_responder
on_abort: rollback
triggers: [{command: /freeze new}, {command: freeze}]
inputs:
  starts_at: {type: datetime, required: true, check: "inputs.starts_at > now"}
  hours: {type: integer, default: 72, warn_if: "inputs.hours < 48 || inputs.hours > 72"}
  repos: {type: repo_list, required: true}
steps:
  - {id: preflight, kind: freeze, op: preflight, title: Can we?, repos: inputs.repos, outputs: {ok: {type: integer}, failed: {type: integer}}}
  - id: declare
    kind: freeze
    op: declare
    title: "Freeze {{ inputs.hours }} h"
    repos: inputs.repos
    starts_at: inputs.starts_at
    hours: inputs.hours
    exceptions: {need: 1, from: [group:leads]}
    lift: {mode: auto, early_need: 0, extend_need: 0}
    approval: {need: 1, from: [group:leads], exclude: [starter]}
    undo: auto
    outputs: {freeze_id: {type: string}, ends_at: {type: datetime}}
    rehearse: {freeze_id: FRZ-0, ends_at: "2026-11-30T18:00:00Z"}
  - {id: start, kind: wait, title: It begins, at: inputs.starts_at}
  - {id: active, kind: freeze, op: assert, title: Really, freeze: steps.declare.output.freeze_id, state: active, within: 10m}
  - {id: over, kind: wait, title: It ends, at: steps.declare.output.ends_at, follows: steps.declare.output.freeze_id}
  - {id: lifted, kind: freeze, op: assert, title: Open again, freeze: steps.declare.output.freeze_id, state: lifted, within: 30m}
  - {id: report, kind: freeze, op: report, title: Report, freeze: steps.declare.output.freeze_id, outputs: {merges: {type: integer}}}
`;

const REPOSITORIES = ["shop/checkout", "shop/web"];
const STARTS_AT = "2026-11-27T20:00:00.000Z";

const FIRST: Omit<Attempt, "saveProgress"> = {
  ...{ id: "one", earlier: 0, isUncertain: false, sentAt: null },
  ...{ createdAt: new Date(0), incidentId: null, progress: {} },
};

async function openWorld() {
  const managers = { ...testShop.freeze, managers: ["group:leads"] };
  const shop = {
    ...testShop,
    ...{ groups: { leads: ["U0OLA", "U0BEA"] }, repositories: REPOSITORIES, freeze: managers },
  };
  const bench = await openStage([FREEZE], { shop });
  const github = { access: null, apiUrl: "http://127.0.0.1:1", repositories: REPOSITORIES };
  const targets = openTargets({ connections: {}, github: { ...github, environments: null } });
  const ctx: Context = { ...bench.ctx, actor: { type: "muster", via: "job" } };
  const deps = { ctx, targets };
  const done = new Set<string>();

  /** Everything that runs asked for, and all that follows. */
  async function settle(): Promise<void> {
    for (;;) {
      const rows = await ctx.db.select().from(outbox);
      const next = rows.find(({ id, effect }) => effect.kind === "run" && !done.has(id));
      if (next?.effect.kind !== "run") return;
      done.add(next.id);
      const attempt = { ...FIRST, saveProgress: async () => await Promise.resolve() };
      await carryOutRun(deps, next.effect.runId, next.effect.intent, attempt);
    }
  }

  return {
    bench,
    deps,
    settle,
    async forward(hours: number): Promise<void> {
      await bench.clock.forward(hours * 3_600_000);
      for (const { id } of await listDueTimers(ctx.db, bench.clock.now(), 50)) {
        await fireTimer({ ...ctx, actor: { type: "muster", via: "timer" } }, id);
      }
      await settle();
    },
    /** What GitHub was read back as. */
    async readBack(state: RepositoryState, repositories = REPOSITORIES): Promise<void> {
      for (const repository of repositories) {
        await recordReconciled(ctx, repository, rowOf(repository, state, bench), []);
      }
      await settle();
    },
    async [Symbol.asyncDispose]() {
      await targets[Symbol.asyncDispose]();
      await bench[Symbol.asyncDispose]();
    },
  };
}

type World = Awaited<ReturnType<typeof openWorld>>;

function rowOf(repository: string, state: RepositoryState, bench: Workbench): FrozenRepository {
  const at = bench.clock.now().toISOString();
  return {
    ...{ repository, repositoryId: 1, mode: "app_check", state, defaultBranch: "main" },
    rulesets: { branch: null, tag: null },
    holds: { branches: [], tags: [], deploys: [], workflows: [] },
    ...{ error: null, since: at, observedAt: at, driftToldAt: null },
  };
}

/** Started by Marek, approved by Ola, run by Marek: FRZ-1 is declared. */
async function declare({ bench, settle }: World) {
  const started = await startPlanned(bench.as("U0MAREK"), {
    slug: "freeze",
    inputs: { starts_at: STARTS_AT, hours: 48, repos: "shop/web, shop/checkout" },
    by: by("U0MAREK"),
  });
  assert.ok(started.ok, JSON.stringify(started));
  await settle();
  const { run } = started;
  assert.deepEqual(stepOf(await reread(bench, run), "preflight").output, { ok: 0, failed: 2 });
  const voted = await press(bench, run, "U0OLA", { action: "approve" });
  assert.ok(voted.ok, JSON.stringify(voted));
  await press(bench, run, "U0MAREK", { action: "run" });
  await settle();
  return run;
}

const cursor = async ({ bench }: World, run: { readonly id: string }) =>
  (await reread(bench, run)).state.cursor;

async function findFreeze({ bench }: World) {
  const freeze = await findFreezeByNumber(bench.ctx.db, 1);
  assert.ok(freeze);
  return freeze;
}

test("a freeze that a run declares is scheduled at once, with the run's rules over muster.yml's", async () => {
  await using world = await openWorld();
  const run = await declare(world);
  const freeze = await findFreeze(world);
  assert.equal(freeze.state, "scheduled");
  assert.equal(freeze.title, "Freeze 48 h");
  assert.deepEqual(freeze.scope.repositories, REPOSITORIES);
  assert.deepEqual([freeze.startsAt, freeze.endsAt], [STARTS_AT, "2026-11-29T20:00:00.000Z"]);
  assert.deepEqual(freeze.exceptions, { need: 1, from: ["group:leads"], validForMinutes: 720 });
  assert.deepEqual(freeze.scope.branches, world.bench.ctx.shop.freeze.branches);
  assert.equal(freeze.runId, run.id);
  assert.deepEqual(stepOf(await reread(world.bench, run), "declare").output, {
    freeze_id: "FRZ-1",
    ends_at: "2026-11-29T20:00:00.000Z",
  });
});

test("declaring it again by the same effect, as after a crash, is the same freeze", async () => {
  await using world = await openWorld();
  const run = await declare(world);
  const { effect } = stepOf(await reread(world.bench, run), "declare");
  assert.ok(effect?.change.kind === "freeze");
  const ref = { step: "declare", direction: "do", generation: 1 } as const;
  const sending = { effect: ref, change: effect.change };
  const answers = await Promise.all([
    sendFreeze(world.deps, run.id, sending),
    sendFreeze(world.deps, run.id, sending),
  ]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  );
  const open = await listOpenFreezes(world.bench.ctx.db);
  assert.deepEqual(
    open.map((freeze) => freeze.effectId),
    [effectId(run.id, ref)],
  );
});

test("the run makes sure of it, waits for its end, and tells the report", async () => {
  await using world = await openWorld();
  const run = await declare(world);
  assert.equal(await cursor(world, run), "start");
  await world.readBack("staged");
  await world.forward(2);
  assert.equal(await cursor(world, run), "active");
  await world.readBack("frozen", ["shop/web"]);
  await world.forward(15 / 3_600);
  assert.equal(await cursor(world, run), "active");
  const { freeze } = stepOf(await reread(world.bench, run));
  assert.deepEqual([freeze?.seen?.held, freeze?.seen?.of], [1, 2]);
  await world.readBack("frozen");
  assert.equal(await cursor(world, run), "over");
  await world.forward(48);
  assert.equal(await cursor(world, run), "lifted");
  await world.readBack("open");
  const ended = await reread(world.bench, run);
  assert.equal(ended.state.outcome, "success");
  assert.equal(stepOf(ended, "declare").undo?.state, "undone");
  const said = (await posts(world.bench)).filter(({ message }) => message.kind === "run-log");
  assert.match(JSON.stringify(said.at(-1)), /FRZ-1 is over/);
});

test("extending and shortening the freeze moves the step that waits for its end", async () => {
  await using world = await openWorld();
  const run = await declare(world);
  await world.readBack("staged");
  await world.forward(2);
  await world.readBack("frozen");
  const bea = { by: by("U0BEA"), reason: "The campaign runs longer." };
  const end = async () => stepOf(await reread(world.bench, run), "over").timers.elapsed;
  assert.equal(await end(), "2026-11-29T20:00:00.000Z");
  const { id } = await findFreeze(world);
  const change = async (kind: "extend" | "shorten", endsAt: string) => {
    const changed = await changeFreeze(world.bench.as("U0BEA"), id, { kind, endsAt }, bea);
    assert.ok(changed.ok, JSON.stringify(changed));
    await world.settle();
  };
  await change("extend", "2026-11-30T20:00:00.000Z");
  assert.equal(await end(), "2026-11-30T20:00:00.000Z");
  await change("shorten", "2026-11-28T20:00:00.000Z");
  assert.equal(await end(), "2026-11-28T20:00:00.000Z");
});

test("lifting the freeze from elsewhere ends the wait at once", async () => {
  await using world = await openWorld();
  const run = await declare(world);
  await world.readBack("staged");
  await world.forward(2);
  await world.readBack("frozen");
  const { id } = await findFreeze(world);
  const why = { by: by("U0BEA"), reason: "All is quiet." };
  const lifted = await changeFreeze(world.bench.as("U0BEA"), id, { kind: "lift" }, why);
  assert.ok(lifted.ok, JSON.stringify(lifted));
  await world.settle();
  assert.equal(await cursor(world, run), "lifted");
});

test("aborting the run lifts what it declared, and is over when everything was read back open", async () => {
  await using world = await openWorld();
  const run = await declare(world);
  await world.readBack("staged");
  await world.forward(2);
  await world.readBack("frozen");
  await press(world.bench, run, "U0MAREK", { action: "roll-back", note: "Called off." });
  await world.settle();
  assert.equal((await findFreeze(world)).state, "lifting");
  assert.equal((await reread(world.bench, run)).state.state, "rolling_back");
  await world.readBack("open");
  await world.forward(1 / 60);
  const ended = await reread(world.bench, run);
  assert.equal(ended.state.outcome, "rolled_back");
  assert.equal((await findFreeze(world)).state, "lifted");
});

test("a repository that muster.yml does not list stops the step, with the name that was meant", async () => {
  await using world = await openWorld();
  const started = await startPlanned(world.bench.as("U0MAREK"), {
    slug: "freeze",
    inputs: { starts_at: STARTS_AT, hours: 48, repos: "shop/wbe" },
    by: by("U0MAREK"),
  });
  assert.ok(!started.ok);
  assert.equal(started.refusal.code, "inputs-wrong");
  assert.match(JSON.stringify(started.refusal), /shop\/wbe.*shop\/web/);
});

test("a drill of it declares nothing and asks GitHub for nothing that is rehearsed", async () => {
  await using world = await openWorld();
  const started = await startDrill(world.bench.as("U0MAREK"), {
    slug: "freeze",
    inputs: { starts_at: STARTS_AT, hours: 48, repos: "shop/web" },
    by: by("U0MAREK"),
  });
  assert.ok(started.ok, JSON.stringify(started));
  const { run } = started;
  await world.settle();
  await press(world.bench, run, "U0OLA", { action: "approve" });
  await press(world.bench, run, "U0MAREK", { action: "run" });
  await world.settle();
  assert.deepEqual(await listOpenFreezes(world.bench.ctx.db), []);
  await world.forward(2);
  assert.equal(await cursor(world, run), "over");
  await world.forward(71);
  assert.equal((await reread(world.bench, run)).state.outcome, "success");
});
