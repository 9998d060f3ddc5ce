// What a run asks of the world reaches its targets, with real servers at the other end of the line.
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Connection } from "../../src/domain/connection.ts";
import type { Attempt } from "../../src/domain/effect.ts";
import { openTargets, type Targets } from "../../src/integrations/targets.ts";
import { carryOutRun } from "../../src/jobs/carry-out-run.ts";
import { effectId } from "../../src/jobs/run/effect-id.ts";
import type { Context } from "../../src/operations/context.ts";
import { fireTimer } from "../../src/operations/fire-timer.ts";
import { startDrill } from "../../src/operations/start-drill.ts";
import type { RunRow } from "../../src/storage/runs.ts";
import { outbox } from "../../src/storage/tables/outbox.ts";
import { listDueTimers } from "../../src/storage/timers.ts";
import { by, declare, openStage, press, reread, start, stepOf } from "../operations/stage.ts";
import { connectionTo } from "../support/connection.ts";
import type { Workbench } from "../support/operations.ts";
import { type PeerCall, type PeerReply, startPeer } from "../support/recording-peer.ts";

const RENEW = `muster: 1
id: renew
title: Renew
owner: any_responder
steps:
  - id: renew
    kind: http
    title: Renew the certificate
    connection: admin
    method: POST
    path: /renewals
    body: { host: shop.example }
    repeat: keyed
    irreversible: a renewed certificate stays
    retry: { max: 3, initial: 1s, on: [network] }
  - { id: done, kind: end, outcome: success }
`;

const FLAG = `muster: 1
id: flag-off
title: Off
owner: any_responder
steps:
  - id: turn_off
    kind: flag
    title: Off
    connection: flags
    project: shop
    env: production
    flag: reviews
    set: "off"
    undo: auto
    verify: { flag_state: "off", within: 60s }
  - { id: done, kind: end, outcome: success }
`;

const FIRST: Omit<Attempt, "saveProgress"> = {
  ...{ id: "one", earlier: 0, isUncertain: false, sentAt: null },
  ...{ createdAt: new Date(0), incidentId: null, progress: {} },
};

/** Carries out everything that is owed, and what follows from that. */
async function carryOut(bench: Workbench, targets: Targets): Promise<void> {
  const ctx: Context = { ...bench.ctx, actor: { type: "muster", via: "job" } };
  const done = handled.get(bench) ?? new Set<string>();
  handled.set(bench, done);
  for (;;) {
    const rows = await ctx.db.select().from(outbox).orderBy(outbox.seq);
    const next = rows.find(({ id, effect }) => effect.kind === "run" && !done.has(id));
    if (next?.effect.kind !== "run") return;
    done.add(next.id);
    const { runId, intent } = next.effect;
    const attempt = { ...FIRST, saveProgress: async () => await Promise.resolve() };
    await carryOutRun({ ctx, targets }, runId, intent, attempt);
  }
}

const handled = new WeakMap<Workbench, Set<string>>();

async function fireDueTimers(bench: Workbench): Promise<void> {
  const ctx: Context = { ...bench.ctx, actor: { type: "muster", via: "timer" } };
  for (const { id } of await listDueTimers(ctx.db, bench.clock.now(), 10)) await fireTimer(ctx, id);
}

type World = {
  readonly reply: (call: PeerCall) => PeerReply;
  readonly change?: Partial<Connection>;
};

async function openWorld(t: TestContext, { reply, change = {} }: World) {
  const peer = await startPeer(t, reply);
  const targets = openTargets({
    connections: {
      admin: connectionTo(peer.url, { name: "admin", ...change }),
      flags: connectionTo(peer.url, { name: "flags", kind: "unleash", ...change }),
    },
    github: { access: null, apiUrl: "http://127.0.0.1:1", repositories: [], environments: null },
  });
  t.after(() => targets[Symbol.asyncDispose]());
  return { peer, targets };
}

const changesIn = (calls: readonly PeerCall[]) => calls.filter(({ method }) => method !== "GET");

async function begin(bench: Workbench, targets: Targets, slug: string): Promise<RunRow> {
  const run = await start(bench, await declare(bench), { slug });
  await carryOut(bench, targets);
  return await reread(bench, run);
}

async function runStep(bench: Workbench, targets: Targets, run: RunRow): Promise<RunRow> {
  await press(bench, run, "U0MAREK", { action: "run" });
  await carryOut(bench, targets);
  return await reread(bench, run);
}

test("a run that will not get far says so before it begins, and begins when it is put right", async (t) => {
  await using bench = await openStage([RENEW]);
  let status = 401;
  const { targets, peer } = await openWorld(t, { reply: () => ({ status }) });
  const run = await begin(bench, targets, "renew");
  assert.equal(run.state.state, "created");
  assert.deepEqual(run.state.preflight?.findings, [
    {
      connection: "admin",
      message: `${peer.url} answers 401. Correct its token or password.`,
      steps: ["renew"],
    },
  ]);
  status = 200;
  await press(bench, run, "U0MAREK", { action: "look-again" });
  await carryOut(bench, targets);
  assert.equal((await reread(bench, run)).state.state, "running");
});

test("an effect carries its id as Idempotency-Key, and its answer ends the step", async (t) => {
  await using bench = await openStage([RENEW]);
  const { targets, peer } = await openWorld(t, { reply: () => ({ status: 201, body: {} }) });
  const run = await begin(bench, targets, "renew");
  const after = await runStep(bench, targets, run);
  const [sent, ...others] = changesIn(peer.calls);
  assert.deepEqual(others, []);
  const id = effectId(run.id, { step: "renew", direction: "do", generation: 1 });
  assert.equal(sent?.headers["idempotency-key"], id);
  assert.deepEqual(sent?.body, { host: "shop.example" });
  assert.equal(after.state.outcome, "success");
});

for (const { name, keyTtlMs, hours, sends } of [
  { name: "as long as the other side knows the key", keyTtlMs: 3 * 3_600_000, hours: 2, sends: 2 },
  { name: "not when its key may be forgotten", keyTtlMs: 3_600_000, hours: 2, sends: 1 },
  { name: "not when nobody says how long a key is known", keyTtlMs: null, hours: 0, sends: 1 },
]) {
  test(`a keyed request whose answer was lost is sent again, ${name}`, async (t) => {
    await using bench = await openStage([RENEW]);
    let isLost = true;
    const { targets, peer } = await openWorld(t, {
      reply: ({ method }) => (method === "POST" && isLost ? "drop" : { body: {} }),
      change: { keyTtlMs },
    });
    const run = await begin(bench, targets, "renew");
    await runStep(bench, targets, run);
    isLost = false;
    for (let tries = 0; tries < 4; tries += 1) {
      await bench.clock.forward(Math.max(hours * 3_600_000, 60_000));
      await fireDueTimers(bench);
      await carryOut(bench, targets);
    }
    const after = await reread(bench, run);
    const keys = changesIn(peer.calls).map(({ headers }) => headers["idempotency-key"]);
    assert.equal(keys.length, sends);
    assert.equal(new Set(keys).size, 1);
    if (sends === 2) return assert.equal(after.state.outcome, "success");
    const { state, reason } = stepOf(after);
    assert.equal(state, "needs_decision");
    assert.equal(reason?.code, "outcome-unknown");
    assert.match(JSON.stringify(reason), /Not sent again: .*Look there whether it happened/);
  });
}

/** Keeps one flag, as Unleash does. */
function flagKeeper() {
  let enabled = true;
  return ({ method, path }: PeerCall): PeerReply => {
    if (path === "/api/admin/user") return { body: { permissions: [{ permission: "ADMIN" }] } };
    if (path.endsWith("/change-requests/config")) return { status: 404 };
    if (path.endsWith("/variants")) return { body: { version: 1, variants: [] } };
    if (method === "POST") {
      enabled = path.endsWith("/on");
      return {};
    }
    return { body: { name: "production", enabled, strategies: [] } };
  };
}

test("a flag is read, switched, read back, and the run knows how to take it back", async (t) => {
  await using bench = await openStage([FLAG]);
  const { targets, peer } = await openWorld(t, { reply: flagKeeper() });
  const run = await begin(bench, targets, "flag-off");
  assert.equal(stepOf(run, "turn_off").effect?.before, "on");
  const after = await runStep(bench, targets, run);
  assert.equal(after.state.outcome, "success");
  assert.deepEqual(
    changesIn(peer.calls).map(({ path }) => path),
    ["/api/admin/projects/shop/features/reviews/environments/production/off"],
  );
  const { undo } = stepOf(after, "turn_off");
  assert.equal(undo?.state, "available");
  assert.deepEqual(undo?.plan.change.kind === "flag" && undo.plan.change.set, "on");
});

async function drill(bench: Workbench, targets: Targets): Promise<RunRow> {
  const wish = { slug: "flag-off", inputs: {}, by: by("U0MAREK") };
  const started = await startDrill(bench.as("U0MAREK"), wish);
  assert.ok(started.ok, JSON.stringify(started));
  await carryOut(bench, targets);
  return await runStep(bench, targets, started.run);
}

test("a drill changes nothing, and what it did not change is not asked for", async (t) => {
  await using bench = await openStage([FLAG]);
  const { targets, peer } = await openWorld(t, { reply: flagKeeper() });
  const after = await drill(bench, targets);
  assert.equal(after.state.outcome, "success");
  assert.deepEqual(changesIn(peer.calls), []);
});

test("a drill really calls the address for drills, and production hears nothing of it", async (t) => {
  await using bench = await openStage([FLAG]);
  const staging = await startPeer(t, flagKeeper());
  const auth = { kind: "header", name: "authorization", value: "user:rehearsal" } as const;
  const { targets, peer } = await openWorld(t, {
    reply: flagKeeper(),
    change: { rehearsal: { baseUrl: staging.url, auth } },
  });
  const after = await drill(bench, targets);
  assert.equal(after.state.outcome, "success");
  assert.deepEqual(changesIn(peer.calls), []);
  assert.equal(changesIn(staging.calls).length, 1);
  assert.ok(staging.calls.every(({ headers }) => headers["authorization"] === "user:rehearsal"));
});
