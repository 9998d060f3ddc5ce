// How effects leave a lane: in order, one at a time, each settled once, none forgotten.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import type { Attempt, Effect, Outcome } from "../../src/domain/effect.ts";
import { type DrainDeps, drainLane, giveBackLeases } from "../../src/jobs/drain-lane.ts";
import { inTransaction, oweEffects } from "../../src/operations/context.ts";
import { claimLane, listDueLanes, saveSent } from "../../src/storage/outbox.ts";
import { lanes } from "../../src/storage/tables/outbox.ts";
import { openWorkbench, type Workbench } from "../support/operations.ts";

const INCIDENT = "00000000-0000-4000-8000-00000000000a";
const LANE = `incident:${INCIDENT}`;
const invite = (user: string): Effect => ({ kind: "invite", incidentId: INCIDENT, users: [user] });
const never = new AbortController().signal;

type Tried = { readonly effect: Effect; readonly attempt: Attempt };

function world(
  bench: Workbench,
  answer: (tried: Tried, count: number) => Outcome | Promise<Outcome>,
) {
  const tried: Tried[] = [];
  const dead: string[] = [];
  const deps: DrainDeps = {
    db: bench.ctx.db,
    clock: bench.clock,
    log: pino({ level: "silent" }),
    owner: "test",
    lost: new Set(),
    deliver: async (effect, attempt) => {
      tried.push({ effect, attempt });
      return await answer({ effect, attempt }, tried.length);
    },
    onDead: async (_, reason) => {
      dead.push(await Promise.resolve(reason));
    },
    onSettled: () => undefined,
    onTaken: () => undefined,
  };
  return { deps, tried, dead, drain: async () => await drainLane(deps, LANE, never) };
}

async function owe(bench: Workbench, ...effects: Effect[]): Promise<void> {
  await inTransaction(bench.ctx, async (tx) => await oweEffects(tx, effects));
}

const done: Outcome = { kind: "done" };

describe("a lane", () => {
  it("lets people go before edits, and each effect once", async () => {
    await using bench = await openWorkbench();
    const { drain, tried } = world(bench, () => done);
    await owe(
      bench,
      { kind: "upload-post-mortem", incidentId: INCIDENT },
      invite("U1"),
      invite("U2"),
    );
    await drain();
    await drain();
    assert.deepEqual(
      tried.map(({ effect }) => (effect.kind === "invite" ? effect.users[0] : effect.kind)),
      ["U1", "U2", "upload-post-mortem"],
    );
  });

  it("stays its holder's for as long as one slow call takes", async () => {
    await using bench = await openWorkbench();
    const until = async () => (await bench.ctx.db.select().from(lanes))[0]?.leaseUntil?.getTime();
    const { deps } = world(bench, async () => {
      const first = await until();
      const deadline = Date.now() + 20_000;
      while ((await until()) === first) {
        assert.ok(Date.now() < deadline, "the lease was never renewed");
        await wait(20);
      }
      return done;
    });
    await owe(bench, invite("U1"));
    const settled: Outcome[] = [];
    const onSettled: DrainDeps["onSettled"] = (_, outcome) => settled.push(outcome);
    await drainLane({ ...deps, leaseSeconds: 1, onSettled }, LANE, never);
    assert.deepEqual(settled, [done]);
  });

  it("held by one drain is left alone by another", async () => {
    await using bench = await openWorkbench();
    let most = 0;
    let under = 0;
    const { drain, tried } = world(bench, async () => {
      under += 1;
      most = Math.max(most, under);
      await wait(5);
      under -= 1;
      return done;
    });
    await owe(bench, invite("U1"), invite("U2"), invite("U3"));
    await Promise.all([drain(), drain(), drain()]);
    assert.equal(tried.length, 3);
    assert.equal(most, 1);
  });

  it("takes what is put on it while it is being drained", async () => {
    await using bench = await openWorkbench();
    const { drain, tried } = world(bench, async (_, count) => {
      if (count === 1) await owe(bench, invite("U2"));
      return done;
    });
    await owe(bench, invite("U1"));
    await drain();
    assert.equal(tried.length, 2);
  });

  it("that a dead process holds is taken over when its lease has run out", async () => {
    await using bench = await openWorkbench();
    const { drain, tried } = world(bench, () => done);
    await owe(bench, invite("U1"));
    await claimLane(bench.ctx.db, LANE, "a process that died", 60);
    await drain();
    assert.equal(tried.length, 0);
    await bench.database.sql`update lanes set lease_until = lease_until - interval '61 seconds'`;
    assert.deepEqual(await listDueLanes(bench.ctx.db, bench.clock.now(), { limit: 10 }), [LANE]);
    await drain();
    assert.equal(tried.length, 1);
  });

  it("that a drain lost with its database is free at once when that is back, unless another took it", async () => {
    await using bench = await openWorkbench();
    const { deps, drain, tried } = world(bench, () => done);
    const away = new Error("the database is away");
    const cut: DrainDeps["onSettled"] = () => {
      throw away;
    };
    await owe(bench, invite("U1"), invite("U2"));
    await assert.rejects(drainLane({ ...deps, onSettled: cut }, LANE, never), away);
    await drain();
    assert.equal(tried.length, 1, "its lease still holds");
    const [lost] = deps.lost;
    await giveBackLeases(deps);
    await drain();
    assert.deepEqual([tried.length, deps.lost.size], [2, 0]);
    const taken = await claimLane(bench.ctx.db, LANE, "another process", 60);
    if (lost) deps.lost.add(lost);
    await giveBackLeases(deps);
    const [row] = await bench.ctx.db.select().from(lanes);
    assert.deepEqual([row?.owner, row?.fence], ["another process", taken?.fence]);
  });
});

describe("an effect", () => {
  it("that is asked to come later waits, and does not hold up the others", async () => {
    await using bench = await openWorkbench();
    const { drain, tried } = world(bench, (_, count) =>
      count === 1 ? { kind: "later", afterMs: 30_000, reason: "rate limited" } : done,
    );
    await owe(bench, invite("U1"), invite("U2"));
    await drain();
    assert.equal(tried.length, 2);
    await bench.clock.forward(30_000);
    await drain();
    const again = tried[2];
    assert.equal(again?.attempt.isUncertain, false);
    assert.equal(again?.attempt.earlier, 1);
  });

  it("without an answer is uncertain the next time", async () => {
    await using bench = await openWorkbench();
    const { drain, tried } = world(bench, (_, count) => {
      if (count === 1) throw new Error("the connection was reset");
      return done;
    });
    await owe(bench, invite("U1"));
    await drain();
    await bench.clock.forward(1_000);
    await drain();
    assert.equal(tried[1]?.attempt.isUncertain, true);
    assert.deepEqual(tried[1]?.attempt.sentAt, new Date("2026-11-27T18:00:00Z"));
  });

  it("that was on its way when the process died is uncertain for the next one", async () => {
    await using bench = await openWorkbench();
    const { drain, tried } = world(bench, () => done);
    await owe(bench, invite("U1"));
    const [row] = await bench.database.sql<{ id: string }[]>`select id from outbox`;
    assert.ok(row);
    await saveSent(bench.ctx.db, row.id, bench.clock.now());
    await drain();
    assert.equal(tried[0]?.attempt.isUncertain, true);
  });

  it("that does not succeed for a day is given up with its last reason, and not before", async () => {
    await using bench = await openWorkbench();
    const hour = 3_600_000;
    const { drain, tried, dead } = world(bench, () => ({
      kind: "later",
      afterMs: hour,
      reason: "service_unavailable",
    }));
    await owe(bench, invite("U1"));
    for (let turn = 0; turn < 30; turn += 1) {
      await drain();
      if (turn < 24) assert.deepEqual(dead, []);
      await bench.clock.forward(hour);
    }
    assert.equal(tried.length, 25);
    assert.deepEqual(dead, ["service_unavailable"]);
  });

  it("wished for again while owed is one effect; wished for again once sent is another", async () => {
    await using bench = await openWorkbench();
    const paint: Effect = { kind: "paint", projection: "card", ref: INCIDENT };
    const { drain, tried } = world(bench, async (_, count) => {
      if (count === 1) await owe(bench, paint);
      return done;
    });
    await owe(bench, paint);
    await owe(bench, paint);
    await drain();
    assert.equal(tried.length, 2);
  });

  it("postponed while a newer wish of its kind is owed gives way to that", async () => {
    await using bench = await openWorkbench();
    const paint: Effect = { kind: "paint", projection: "card", ref: INCIDENT };
    const { drain, tried } = world(bench, async (_, count) => {
      if (count > 1) return done;
      await owe(bench, paint);
      return { kind: "later", afterMs: 5_000, reason: "rate limited" };
    });
    await owe(bench, paint);
    await drain();
    await bench.clock.forward(5_000);
    await drain();
    assert.equal(tried.length, 2);
    const rows = await bench.database.sql`select state from outbox order by seq`;
    assert.deepEqual(
      rows.map((row) => row["state"]),
      ["dropped", "done"],
    );
  });

  it("lets a newer wish win that is committed at the very moment an older one is put off", async () => {
    await using bench = await openWorkbench();
    const paint: Effect = { kind: "paint", projection: "card", ref: INCIDENT };
    const commit = Promise.withResolvers<void>();
    const later: Outcome = { kind: "later", afterMs: 1_000, reason: "limit" };
    let newer: Promise<void> | undefined;
    const { drain } = world(bench, async (_, count) => {
      if (count > 1) return later;
      const owed = Promise.withResolvers<void>();
      newer = inTransaction(bench.ctx, async (tx) => {
        await oweEffects(tx, [paint]);
        owed.resolve();
        await commit.promise;
      });
      await owed.promise;
      return later;
    });
    await owe(bench, paint);
    const draining = drain();
    await untilSomebodyWaits(bench);
    commit.resolve();
    await Promise.all([draining, newer]);
    const rows = await bench.database.sql`select state from outbox order by seq`;
    assert.deepEqual(
      rows.map((row) => row["state"]),
      ["dropped", "owed"],
    );
  });
});

async function untilSomebodyWaits({ database: { sql } }: Workbench): Promise<void> {
  for (;;) {
    const [found] = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (found) return;
    await wait(5);
  }
}
