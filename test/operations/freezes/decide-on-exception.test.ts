// Deciding on an exception: whose vote counts, and what follows from it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { allows } from "../../../src/domain/freeze/exception.ts";
import { neverSeen } from "../../../src/domain/freeze/standing.ts";
import { listAudit } from "../../../src/storage/audit.ts";
import { saveFrozenRepository } from "../../../src/storage/frozen-repositories.ts";
import {
  again,
  approved,
  asked,
  dms,
  forget,
  forward,
  hold,
  NEXT_SHA,
  openExceptionStage,
  SHA,
  tasks,
  vote,
} from "./exception-scene.ts";

describe("deciding on an exception", () => {
  it("two approvals let that commit pass, for as long as the policy says", async () => {
    await using bench = await openExceptionStage();
    const exception = await asked(bench);
    await forget(bench);
    assert.ok((await vote(bench, exception, "U0OLA")).ok);
    assert.equal((await again(bench, exception)).state, "asked");
    assert.deepEqual(await tasks(bench), []);
    assert.ok((await vote(bench, exception, "U0BEA")).ok);
    const now = bench.clock.now();
    const done = await again(bench, exception);
    assert.equal(done.state, "approved");
    assert.equal(done.expiresAt, new Date(now.getTime() + 120 * 60_000).toISOString());
    assert.ok(allows(done, SHA, now));
    assert.equal(allows(done, NEXT_SHA, now), false);
    assert.deepEqual(await tasks(bench), [{ do: "tell-pull", repository: "shop/web", pull: 12 }]);
    assert.deepEqual(await dms(bench, "U0MAREK"), ["exception-decided approved"]);
  });

  it("is never wanted for longer than it was asked for", async () => {
    await using bench = await openExceptionStage();
    const until = new Date(bench.clock.now().getTime() + 30 * 60_000).toISOString();
    assert.equal((await approved(bench, { until })).expiresAt, until);
  });

  it("one denial with its note is enough", async () => {
    await using bench = await openExceptionStage();
    const exception = await asked(bench);
    const silent = await vote(bench, exception, "U0OLA", { vote: "deny", note: " " });
    assert.equal(silent.ok ? "" : silent.refusal.code, "reason-needed");
    assert.ok((await vote(bench, exception, "U0OLA", { vote: "deny", note: "Wait" })).ok);
    assert.equal((await again(bench, exception)).state, "denied");
    const late = await vote(bench, exception, "U0BEA");
    assert.equal(late.ok ? "" : late.refusal.code, "exception-over");
  });

  it("is not for the requester, the author, strangers, or anybody twice", async () => {
    await using bench = await openExceptionStage({
      exceptions: { need: 2, from: ["group:leads", "user:U0PIOTR"], validForMinutes: 60 },
    });
    const exception = await asked(bench, {}, "U0OLA");
    const code = async (user: string) => {
      const voted = await vote(bench, exception, user);
      return voted.ok ? "counted" : voted.refusal.code;
    };
    assert.equal(await code("U0OLA"), "exception-excluded");
    assert.equal(await code("U0PIOTR"), "exception-excluded");
    assert.equal(await code("U0MAREK"), "not-allowed");
    assert.equal(await code("U0BEA"), "counted");
    assert.equal(await code("U0BEA"), "vote-twice");
    assert.equal((await again(bench, exception)).state, "asked");
    const trail = await listAudit(bench.ctx.db, exception.id);
    assert.equal(trail.filter(({ outcome }) => outcome === "refused").length, 4);
  });

  it("goes by the strictest of the freezes that hold the repository", async () => {
    await using bench = await openExceptionStage({
      exceptions: { need: 1, from: ["user:U0ANNA"], validForMinutes: 30 },
    });
    const strict = await hold(bench, {
      exceptions: { need: 2, from: ["group:leads"], validForMinutes: 600 },
    });
    const exception = await approved(bench);
    assert.equal(exception.freezeId, strict.id);
    const end = new Date(bench.clock.now().getTime() + 30 * 60_000).toISOString();
    assert.equal(exception.expiresAt, end, "the shortest time that any of them allows");
  });

  it("needs nobody where the policy needs nobody", async () => {
    await using bench = await openExceptionStage({
      exceptions: { need: 0, from: [], validForMinutes: 60 },
    });
    assert.equal((await asked(bench)).state, "approved");
  });

  it("has Muster merge it where nobody else may", async () => {
    await using bench = await openExceptionStage();
    await saveFrozenRepository(bench.ctx.db, {
      ...neverSeen("shop/web", { state: "unknown", since: bench.freeze.startsAt }),
      ...{ mode: "bot_merge", state: "frozen", defaultBranch: "main" },
    });
    const { id: exceptionId } = await approved(bench);
    const merge = (await tasks(bench)).filter((task) => task.do === "merge");
    assert.deepEqual(merge, [{ do: "merge", repository: "shop/web", exceptionId }]);
  });

  it("is reminded of, those who have not voted, until it is decided", async () => {
    await using bench = await openExceptionStage();
    const exception = await asked(bench);
    await vote(bench, exception, "U0OLA");
    await forward(bench, 31);
    assert.deepEqual(await dms(bench, "U0BEA"), ["exception-reminder"]);
    assert.deepEqual(await dms(bench, "U0OLA"), []);
    await vote(bench, exception, "U0BEA");
    await forget(bench);
    await forward(bench, 100);
    assert.deepEqual(await dms(bench, "U0BEA"), []);
  });
});
