// Asking for an exception from a freeze, against a real database: what is looked up, who is asked, what is refused.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { neverSeen } from "../../../src/domain/freeze/standing.ts";
import { listAudit } from "../../../src/storage/audit.ts";
import { listLiveExceptions } from "../../../src/storage/freeze-exceptions.ts";
import { saveFrozenRepository } from "../../../src/storage/frozen-repositories.ts";
import { posts } from "../stage.ts";
import {
  again,
  answer,
  ask,
  asked,
  dms,
  hold,
  NEXT_SHA,
  openExceptionStage,
  request,
  SHA,
  tasks,
  vote,
  voters,
} from "./exception-scene.ts";

describe("asking for an exception", () => {
  it("asks GitHub first which commit it is, and nobody for a vote before", async () => {
    await using bench = await openExceptionStage();
    const exception = await ask(bench);
    assert.equal(exception.state, "asked");
    assert.equal(exception.headSha, "");
    assert.equal(exception.freezeId, bench.freeze.id);
    const { id: exceptionId } = exception;
    const task = { do: "find-pull", repository: "shop/web", pull: 12, exceptionId } as const;
    assert.deepEqual(await tasks(bench), [task]);
    assert.deepEqual(await voters(bench, exception), []);
    const early = await vote(bench, exception, "U0OLA");
    assert.equal(early.ok ? "" : early.refusal.code, "exception-incomplete");
  });

  it("asks all who may decide once the commit is known, besides the requester and the author", async () => {
    await using bench = await openExceptionStage({
      exceptions: { need: 1, from: ["any_responder", "group:leads"], validForMinutes: 60 },
    });
    const exception = await asked(bench, {}, "U0OLA");
    assert.equal(exception.authorUser, "U0PIOTR");
    assert.deepEqual([...exception.ballot.exclude].sort(), ["U0OLA", "U0PIOTR"]);
    assert.deepEqual([...exception.ballot.eligible].sort(), ["U0ANNA", "U0BEA", "U0MAREK"]);
    assert.deepEqual(await voters(bench, exception), ["U0BEA"]);
    const wanted = (await posts(bench)).filter(
      ({ message }) => message.kind === "exception-wanted",
    );
    assert.equal(wanted.length, 1, "anybody may decide: the thread asks");
  });

  it("says plainly where it is not known who the author is in Slack", async () => {
    await using bench = await openExceptionStage();
    const exception = await answer(bench, await ask(bench), { author: "stranger" });
    assert.equal(exception.author, "stranger");
    assert.equal(exception.authorUser, null);
  });

  it("twice for one commit is one request, also by twenty at once", async () => {
    await using bench = await openExceptionStage();
    const all = await Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        request(bench, {}, index % 2 ? "U0MAREK" : "U0ANNA"),
      ),
    );
    const ids = new Set(all.map((each) => (each.ok ? each.exception.id : "refused")));
    assert.equal(ids.size, 1, [...ids].join(", "));
    assert.equal(all.filter((each) => each.ok && each.isNew).length, 1);
    const [first] = await listLiveExceptions(bench.ctx.db);
    assert.ok(first);
    await answer(bench, first);
    const later = await request(bench, { headSha: SHA.slice(0, 7) }, "U0ANNA");
    assert.equal(later.ok && later.exception.id, first.id);
    assert.equal(later.ok && later.isNew, false);
  });

  it("once more without a commit finds that it is the same one, and says so", async () => {
    await using bench = await openExceptionStage();
    const first = await asked(bench);
    const second = await answer(bench, await ask(bench, {}, "U0ANNA"));
    assert.equal(second.state, "void");
    assert.match(second.settled?.why ?? "", new RegExp(`EXC-${first.number}`));
    assert.equal((await again(bench, first)).state, "asked");
    assert.deepEqual(await dms(bench, "U0ANNA"), ["exception-decided void"]);
  });

  it("for what no freeze holds is refused, naming what is frozen and what comes", async () => {
    await using bench = await openExceptionStage();
    const later = new Date(bench.clock.now().getTime() + 3_600_000).toISOString();
    const scope = { ...bench.freeze.scope, repositories: ["shop/legacy"] };
    const next = await hold(bench, { state: "scheduled", startsAt: later, scope });
    const refused = await request(bench, { repository: "shop/legacy" });
    assert.deepEqual(!refused.ok && refused.refusal, {
      code: "not-frozen",
      repository: "shop/legacy",
      next: { number: next.number, startsAt: later },
      frozen: ["shop/checkout", "shop/web"],
    });
    const [audit] = await listAudit(bench.ctx.db, "shop/legacy#12");
    assert.equal(audit?.outcome, "refused");
  });

  it("with a mistake in it is refused with what is wrong", async () => {
    await using bench = await openExceptionStage();
    const past = new Date(bench.clock.now().getTime() - 1).toISOString();
    const cases = [
      [{ repository: "shop/wep" }, "unknown-repository"],
      [{ pull: 0 }, "bad-pull"],
      [{ headSha: "main" }, "bad-commit"],
      [{ reason: "  " }, "reason-needed"],
      [{ reason: "x".repeat(2_000) }, "text-too-long"],
      [{ until: past }, "until-passed"],
    ] as const;
    for (const [change, code] of cases) {
      const refused = await request(bench, change);
      assert.equal(refused.ok ? "accepted" : refused.refusal.code, code);
    }
    assert.deepEqual(await listLiveExceptions(bench.ctx.db), []);
  });

  it("takes the name of a repository in any case", async () => {
    await using bench = await openExceptionStage();
    assert.equal((await ask(bench, { repository: "Shop/WEB" })).repository, "shop/web");
  });

  for (const [what, change, why] of [
    ["that does not exist", { is: "missing" }, /no such pull request/],
    ["whose newest commit is another", { headSha: NEXT_SHA }, /89abcde/],
    ["of a branch that is not held", { base: "topic" }, /no freeze holds topic/],
    ["that GitHub does not show", { is: "refused", message: "403 no" }, /403 no/],
  ] as const) {
    it(`about a pull request ${what} is void, and the requester hears why`, async () => {
      await using bench = await openExceptionStage();
      await saveFrozenRepository(bench.ctx.db, {
        ...neverSeen("shop/web", { state: "unknown", since: bench.freeze.startsAt }),
        defaultBranch: "main",
      });
      const exception = await answer(bench, await ask(bench, { headSha: SHA }), change);
      assert.equal(exception.state, "void");
      assert.match(exception.settled?.why ?? "", why);
      assert.deepEqual(await dms(bench, "U0MAREK"), ["exception-decided void"]);
      assert.deepEqual(await voters(bench, exception), []);
    });
  }

  it("without a GitHub to ask goes by the commit that was named whole, else it is void", async () => {
    await using bench = await openExceptionStage();
    const named = await answer(bench, await ask(bench, { headSha: SHA }), { is: "unconnected" });
    assert.equal(named.state, "asked");
    assert.equal(named.headSha, SHA);
    const unnamed = await answer(bench, await ask(bench, { pull: 13 }), { is: "unconnected" });
    assert.equal(unnamed.state, "void");
  });
});
