// A timer that is due while somebody acts on the same run or incident: one waits for the other, never both.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inTransaction } from "../../src/operations/context.ts";
import { fireTimer } from "../../src/operations/fire-timer.ts";
import { lockIncident } from "../../src/storage/incidents.ts";
import { lockRun } from "../../src/storage/runs.ts";
import {
  type DueTimer,
  deleteTimersOfRun,
  listDueTimers,
  saveTimer,
} from "../../src/storage/timers.ts";
import type { Workbench } from "../support/operations.ts";
import { LONG } from "./runbooks.ts";
import { declare, openStage, start } from "./stage.ts";

/** Resolves when a transaction waits for a lock that another holds. */
async function somebodyWaits({ database }: Workbench): Promise<void> {
  for (;;) {
    const waiting = await database.sql`
      select 1 from pg_locks where not granted
      and pid in (select pid from pg_stat_activity where datname = current_database())`;
    if (waiting.length > 0) return;
  }
}

async function due(bench: Workbench, kind: DueTimer["timer"]["kind"]): Promise<DueTimer> {
  await bench.clock.forward(2 * 86_400_000);
  const all = await listDueTimers(bench.ctx.db, bench.clock.now(), 20);
  const found = all.find(({ timer }) => timer.kind === kind);
  assert.ok(found, `no ${kind} timer is due`);
  return found;
}

describe("a timer that fires in the very moment", () => {
  it("in which a person ends its run waits for that, and changes nothing after it", async () => {
    await using bench = await openStage([LONG]);
    const run = await start(bench, await declare(bench), { slug: "long" });
    const { id } = await due(bench, "run");
    const fired = await inTransaction(bench.ctx, async (tx) => {
      await lockRun(tx.db, run.id);
      const firing = fireTimer(bench.ctx, id);
      await somebodyWaits(bench);
      await deleteTimersOfRun(tx.db, run.id);
      return { firing };
    });
    assert.equal(await fired.firing, undefined);
  });

  it("in which its incident gets a new deadline waits for that, and fires at the new one", async () => {
    await using bench = await openStage([LONG]);
    const incident = await declare(bench);
    const timer = await due(bench, "update-due");
    const fireAt = new Date(bench.clock.now().getTime() + 60_000);
    const fired = await inTransaction(bench.ctx, async (tx) => {
      await lockIncident(tx.db, incident.id);
      const firing = fireTimer(bench.ctx, timer.id);
      await somebodyWaits(bench);
      await saveTimer(tx.db, { ...timer, id: tx.newId(), fireAt });
      return { firing };
    });
    assert.equal(await fired.firing, undefined);
  });
});
