// What ends an exception: a push, a merge, the clock, a person, the end of the freeze.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PullSeen } from "../../../src/domain/freeze/follow-pull.ts";
import { inTransaction } from "../../../src/operations/context.ts";
import { revokeException } from "../../../src/operations/freezes/revoke-exception.ts";
import { reviewExceptions, settlePull } from "../../../src/operations/freezes/settle-exception.ts";
import { listFreezeEvents, lockFreeze, saveFreeze } from "../../../src/storage/freezes.ts";
import type { Workbench } from "../../support/operations.ts";
import { by } from "../stage.ts";
import {
  again,
  answer,
  approved,
  ask,
  asked,
  dms,
  FACTS,
  forget,
  forward,
  NEXT_SHA,
  openExceptionStage,
  SHA,
  tasks,
  vote,
} from "./exception-scene.ts";

const seen = (bench: Workbench, change: Partial<PullSeen> = {}): PullSeen => ({
  ...FACTS,
  number: 12,
  isOpen: true,
  isMerged: false,
  mergeSha: null,
  mergedAt: null,
  mergedBy: null,
  at: new Date(bench.clock.now().getTime() + 1_000),
  ...change,
});

describe("an exception ends", () => {
  it("when another commit is pushed, and its requester hears of it", async () => {
    await using bench = await openExceptionStage();
    const exception = await approved(bench);
    await forget(bench);
    const pushed = seen(bench, { headSha: NEXT_SHA, before: SHA });
    await settlePull(bench.ctx, "shop/web", pushed);
    const done = await again(bench, exception);
    assert.equal(done.state, "void");
    assert.match(done.settled?.why ?? "", /another commit/);
    assert.deepEqual(await dms(bench, "U0MAREK"), ["exception-decided void"]);
    assert.deepEqual(await tasks(bench), [{ do: "tell-pull", repository: "shop/web", pull: 12 }]);
  });

  it("not by news that is older than itself", async () => {
    await using bench = await openExceptionStage();
    const exception = await approved(bench);
    const old = new Date(bench.clock.now().getTime() - 60_000);
    await settlePull(bench.ctx, "shop/web", seen(bench, { headSha: NEXT_SHA, at: old }));
    await settlePull(bench.ctx, "shop/web", seen(bench, { isOpen: false, at: old }));
    assert.equal((await again(bench, exception)).state, "approved");
  });

  it("used, when that commit is merged; void, when it was merged without it", async () => {
    await using bench = await openExceptionStage();
    const used = await approved(bench);
    const merged = { isOpen: false, isMerged: true, mergeSha: NEXT_SHA, mergedBy: "piotr-dev" };
    await settlePull(bench.ctx, "shop/web", seen(bench, merged));
    assert.equal((await again(bench, used)).state, "used");
    assert.match((await again(bench, used)).settled?.why ?? "", /piotr-dev/);
    const other = await answer(bench, await ask(bench, { pull: 13 }));
    await settlePull(bench.ctx, "shop/web", seen(bench, { ...merged, number: 13 }));
    assert.equal((await again(bench, other)).state, "void");
  });

  it("when its time is over: the commit is blocked again", async () => {
    await using bench = await openExceptionStage();
    const exception = await approved(bench);
    await forget(bench);
    await forward(bench, 119);
    assert.equal((await again(bench, exception)).state, "approved");
    await forward(bench, 1);
    assert.equal((await again(bench, exception)).state, "expired");
    assert.deepEqual(await tasks(bench), [{ do: "tell-pull", repository: "shop/web", pull: 12 }]);
    assert.deepEqual(await dms(bench, "U0MAREK"), ["exception-decided expired"]);
  });

  it("without a word when the freeze is over", async () => {
    await using bench = await openExceptionStage();
    const exception = await asked(bench);
    await forget(bench);
    await inTransaction(bench.ctx, async (tx) => {
      const freeze = await lockFreeze(tx.db, bench.freeze.id);
      assert.ok(freeze);
      const ended = { at: tx.now.toISOString(), by: tx.actor, why: "early" } as const;
      await saveFreeze(tx.db, { ...freeze, state: "lifted", ended });
      await reviewExceptions(tx, freeze.scope.repositories);
    });
    await forward(bench, 0);
    assert.equal((await again(bench, exception)).state, "void");
    assert.deepEqual(await dms(bench, "U0MAREK"), []);
    const late = await vote(bench, exception, "U0OLA");
    assert.equal(late.ok ? "" : late.refusal.code, "exception-over");
  });

  it("when it is revoked: by a release manager with a reason, or by whoever asked", async () => {
    await using bench = await openExceptionStage();
    const first = await approved(bench);
    const revoke = async (id: string, user: string, reason = "Not now") =>
      await revokeException(bench.as(user), id, { by: by(user), reason });
    const stranger = await revoke(first.id, "U0PIOTR");
    assert.equal(stranger.ok ? "" : stranger.refusal.code, "not-allowed");
    const mute = await revoke(first.id, "U0BEA", " ");
    assert.equal(mute.ok ? "" : mute.refusal.code, "reason-needed");
    await forget(bench);
    assert.ok((await revoke(first.id, "U0BEA")).ok);
    assert.equal((await again(bench, first)).state, "revoked");
    assert.deepEqual(await tasks(bench), [{ do: "tell-pull", repository: "shop/web", pull: 12 }]);
    assert.deepEqual(await dms(bench, "U0MAREK"), ["exception-decided revoked"]);
    const twice = await revoke(first.id, "U0BEA");
    assert.equal(twice.ok ? "" : twice.refusal.code, "exception-over");
    const own = await asked(bench, { pull: 14 });
    await forget(bench);
    assert.ok((await revoke(own.id, "U0MAREK")).ok);
    assert.deepEqual(await dms(bench, "U0MAREK"), [], "whoever took it back knows");
  });

  it("and each step of it stands in the trail", async () => {
    await using bench = await openExceptionStage();
    const exception = await ask(bench);
    await bench.clock.forward(1_000);
    await answer(bench, exception);
    for (const user of ["U0OLA", "U0BEA"]) {
      await bench.clock.forward(1_000);
      await vote(bench, exception, user);
    }
    await bench.clock.forward(1_000);
    await settlePull(bench.ctx, "shop/web", seen(bench, { headSha: NEXT_SHA }));
    const { freeze, clock } = bench;
    const wanted = { freezeId: freeze.id, repositories: [], from: new Date(0), to: clock.now() };
    const events = await listFreezeEvents(bench.ctx.db, wanted);
    assert.deepEqual(
      events.map(({ what }) => what),
      ["requested", "put-to-vote", "voted", "approved", "voided"].map(
        (each) => `exception.${each}`,
      ),
    );
    assert.ok(events.every(({ exceptionId }) => exceptionId === exception.id));
  });
});
