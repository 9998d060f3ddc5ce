// Drafting and declaring a freeze: what is looked at first, who approves, and what is refused.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inTransaction } from "../../../src/operations/context.ts";
import { declareAtOnce, declareFreeze } from "../../../src/operations/freezes/declare-freeze.ts";
import { discardDraft, draftFreeze } from "../../../src/operations/freezes/draft-freeze.ts";
import { recordPreflight } from "../../../src/operations/freezes/record-preflight.ts";
import { listAudit } from "../../../src/storage/audit.ts";
import { listRefsStartingWith } from "../../../src/storage/projections.ts";
import { by } from "../stage.ts";
import {
  at,
  declare,
  draft,
  draftOf,
  eventsOf,
  forward,
  jump,
  messages,
  openFreezeStage,
  postsOf,
  REPOS,
  reconcile,
  reread,
  takeTasks,
  vote,
} from "./scene.ts";

describe("a draft", () => {
  it("has each repository looked at before anybody declares it, and announces nothing", async () => {
    await using bench = await openFreezeStage();
    const freeze = await draft(bench);
    assert.equal(freeze.state, "drafted");
    const tasks = await takeTasks(bench);
    assert.deepEqual(
      tasks.map((task) => [task.do, task.repository]),
      REPOS.map((each) => ["preflight", each]),
    );
    await recordPreflight(bench.ctx, freeze.id, {
      ...{ repository: "shop/web", mode: "advisory", findings: ["Upgrade to GitHub Pro"] },
      ...{ defaultBranch: "main", openPulls: 3, autoMerge: [], at: at(0) },
    });
    const { preflight } = await reread(bench, freeze);
    assert.deepEqual(
      preflight?.map(({ mode }) => mode),
      ["advisory"],
    );
    assert.deepEqual(await postsOf(bench, freeze), []);
  });

  it("is refused with what is wrong with it: window, repositories, reason", async () => {
    await using bench = await openFreezeStage();
    const scope = (repositories: readonly string[]) => ({ ...draftOf().scope, repositories });
    const cases = [
      [{ endsAt: at(20) }, "freeze-window"],
      [{ startsAt: at(-9), endsAt: at(-1) }, "freeze-window"],
      [{ endsAt: at(30 + 24 * 367) }, "freeze-window"],
      [{ reason: "  " }, "reason-needed"],
      [{ title: "" }, "text-needed"],
      [{ scope: scope([]) }, "no-repositories"],
      [{ scope: scope(["shop/wbe"]) }, "unknown-repository"],
    ] as const;
    for (const [change, code] of cases) {
      const drafted = await draftFreeze(bench.as("U0OLA"), draftOf(change), by("U0OLA"));
      assert.ok(!drafted.ok);
      assert.equal(drafted.refusal.code, code);
      if (drafted.refusal.code === "unknown-repository") {
        assert.equal(drafted.refusal.near, "shop/web");
      }
    }
  });

  it("is made by release managers alone, and the refusal is written down", async () => {
    await using bench = await openFreezeStage();
    const refused = await draftFreeze(bench.as("U0MAREK"), draftOf(), by("U0MAREK"));
    assert.ok(!refused.ok && refused.refusal.code === "not-allowed");
    assert.deepEqual(refused.refusal.who, ["group:release-managers"]);
    const trail = await listAudit(bench.ctx.db, "freeze");
    assert.deepEqual(
      trail.map(({ outcome }) => outcome),
      ["refused"],
    );
  });

  it("that is discarded is over, and cannot be declared any more", async () => {
    await using bench = await openFreezeStage();
    const { id } = await draft(bench);
    const discarded = await discardDraft(bench.as("U0OLA"), id, by("U0OLA"));
    assert.ok(discarded.ok);
    assert.equal(discarded.freeze.state, "cancelled");
    assert.deepEqual(await postsOf(bench, { id }), []);
    const again = await declareFreeze(bench.as("U0OLA"), id, by("U0OLA"));
    assert.ok(!again.ok && again.refusal.code === "freeze-state");
  });
});

describe("a declaration", () => {
  it("is asked of everybody who may approve, but whoever asks; granted, the rule is staged at once", async () => {
    await using bench = await openFreezeStage();
    const freeze = await declare(bench);
    assert.equal(freeze.state, "proposed");
    const asked = await listRefsStartingWith(bench.ctx.db, "freeze-vote", `${freeze.id}/`);
    assert.deepEqual(asked.map((ref) => ref.split("/").at(-1)).sort(), ["U0ANNA", "U0BEA"]);
    const own = await vote(bench, freeze, "U0OLA");
    assert.ok(!own.ok && own.refusal.code === "vote-excluded");
    const stranger = await vote(bench, freeze, "U0MAREK");
    assert.ok(!stranger.ok && stranger.refusal.code === "not-allowed");
    await takeTasks(bench);
    const granted = await vote(bench, freeze, "U0BEA");
    assert.ok(granted.ok);
    assert.equal(granted.freeze.state, "scheduled");
    const tasks = await takeTasks(bench);
    assert.deepEqual(
      tasks.map((task) => task.do),
      ["reconcile", "reconcile"],
    );
    assert.deepEqual(await postsOf(bench, freeze), ["announced"]);
    const late = await vote(bench, freeze, "U0ANNA");
    assert.ok(!late.ok && late.refusal.code === "vote-over");
    assert.deepEqual(await eventsOf(bench, freeze), [
      "freeze.drafted",
      "freeze.proposed",
      "freeze.voted",
      "freeze.scheduled",
    ]);
  });

  it("of several approvals takes each person once, and one denial denies, with its reason", async () => {
    await using bench = await openFreezeStage({
      approval: { need: 2, from: ["group:release-managers"] },
    });
    const freeze = await declare(bench);
    assert.ok((await vote(bench, freeze, "U0BEA")).ok);
    const twice = await vote(bench, freeze, "U0BEA");
    assert.ok(!twice.ok && twice.refusal.code === "vote-twice");
    const silent = await vote(bench, freeze, "U0ANNA", { vote: "deny" });
    assert.ok(!silent.ok && silent.refusal.code === "reason-needed");
    const denied = await vote(bench, freeze, "U0ANNA", { vote: "deny", note: "stock take" });
    assert.ok(denied.ok);
    assert.equal(denied.freeze.state, "denied");
    assert.deepEqual(await postsOf(bench, freeze), []);
    await forward(bench, 200);
    assert.equal((await reread(bench, freeze)).state, "denied");
  });

  it("that two people deny and approve at once is decided once", async () => {
    await using bench = await openFreezeStage();
    const freeze = await declare(bench);
    const votes = await Promise.all([
      vote(bench, freeze, "U0BEA"),
      vote(bench, freeze, "U0ANNA", { vote: "deny", note: "no" }),
    ]);
    assert.equal(votes.filter(({ ok }) => ok).length, 1);
    const { state } = await reread(bench, freeze);
    assert.equal(state, votes[0].ok ? "scheduled" : "denied");
  });

  it("that too few people could approve is refused at once, and names them", async () => {
    await using bench = await openFreezeStage({
      approval: { need: 3, from: ["group:release-managers"] },
    });
    const { id } = await draft(bench);
    const refused = await declareFreeze(bench.as("U0OLA"), id, by("U0OLA"));
    assert.ok(!refused.ok && refused.refusal.code === "too-few-voters");
    assert.deepEqual([...refused.refusal.eligible].sort(), ["U0ANNA", "U0BEA"]);
    assert.equal((await reread(bench, { id })).state, "drafted");
  });

  it("that nobody decided on by its start holds nothing, says so, and begins when it is approved", async () => {
    await using bench = await openFreezeStage();
    const freeze = await declare(bench);
    await forward(bench, 31);
    const waiting = await reread(bench, freeze);
    assert.equal(waiting.state, "proposed");
    const told = (await messages(bench)).map(({ to, message }) =>
      [message.kind, to.in === "dm" ? to.user : to.in].join(" "),
    );
    assert.ok(told.includes("freeze-undecided U0OLA"));
    assert.ok(told.includes("freeze-vote-reminder U0BEA"));
    const granted = await vote(bench, waiting, "U0BEA");
    assert.ok(granted.ok);
    await reconcile(bench);
    assert.equal((await reread(bench, freeze)).state, "active");
    // It was announced when it began: one post says both.
    assert.deepEqual(await postsOf(bench, freeze), ["announced"]);
  });

  it("that nobody decided on by its end is denied, and never held anything", async () => {
    await using bench = await openFreezeStage();
    const freeze = await declare(bench);
    await jump(bench, 103);
    assert.equal((await reread(bench, freeze)).state, "denied");
    assert.equal(
      (await takeTasks(bench)).some((task) => task.do === "reconcile"),
      false,
    );
  });

  it("by the effect of a run is the same freeze however often it is made", async () => {
    await using bench = await openFreezeStage();
    const of = {
      runId: "11111111-1111-4111-8111-111111111111",
      effectId: "22222222-2222-4222-8222-222222222222",
      by: by("U0MAREK"),
    };
    const make = async () =>
      await inTransaction(
        bench.as("U0MAREK"),
        async (tx) => await declareAtOnce(tx, draftOf(), of),
      );
    const made = await Promise.all([make(), make(), make()]);
    const ids = made.map((each) => (each.ok ? each.freeze.id : "refused"));
    assert.equal(new Set(ids).size, 1);
    const [first] = made;
    assert.ok(first?.ok);
    assert.equal(first.freeze.state, "scheduled");
  });
});
