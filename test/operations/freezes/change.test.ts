// Changes of a freeze: longer, shorter, lifted, cancelled; each with a reason, and by approval where it is asked.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FreezeChange } from "../../../src/domain/freeze/freeze.ts";
import { changeFreeze, liftForRun } from "../../../src/operations/freezes/change-freeze.ts";
import { listAudit } from "../../../src/storage/audit.ts";
import type { Workbench } from "../../support/operations.ts";
import { by } from "../stage.ts";
import {
  at,
  declare,
  forward,
  NOBODY_ASKED,
  openFreezeStage,
  postsOf,
  reconcile,
  reread,
  takeTasks,
  vote,
} from "./scene.ts";

const ASKED = { lift: { mode: "auto", earlyNeed: 1, extendNeed: 1 } } as const;
const AT_ONCE = { lift: { mode: "auto", earlyNeed: 0, extendNeed: 0 } } as const;
const why = { by: by("U0OLA"), reason: "the campaign goes on" };

describe("a change of a freeze", () => {
  it("needs a reason, and fits where the freeze is", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const { id } = await declare(bench);
    const code = async (change: FreezeChange, reason = "because") => {
      const wish = { by: by("U0OLA"), reason };
      const changed = await changeFreeze(bench.as("U0OLA"), id, change, wish);
      return changed.ok ? "ok" : changed.refusal.code;
    };
    assert.equal(await code({ kind: "extend", endsAt: at(110) }, " "), "reason-needed");
    assert.equal(await code({ kind: "extend", endsAt: at(100) }), "freeze-window");
    assert.equal(await code({ kind: "shorten", endsAt: at(110) }), "freeze-window");
    assert.equal(await code({ kind: "shorten", endsAt: at(29) }), "freeze-window");
    assert.equal(await code({ kind: "lift" }), "freeze-state");
    const trail = await listAudit(bench.ctx.db, id);
    assert.equal(trail.filter(({ outcome }) => outcome === "refused").length, 5);
  });

  it("waits for its approval and holds nothing up; granted, the end and its timers move", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, ASKED);
    await forward(bench, 30);
    await reconcile(bench);
    const longer = { kind: "extend", endsAt: at(126) } as const;
    const asked = await changeFreeze(bench.as("U0OLA"), freeze.id, longer, why);
    assert.ok(asked.ok);
    assert.equal(asked.freeze.endsAt, at(102));
    const second = await changeFreeze(bench.as("U0OLA"), freeze.id, { kind: "lift" }, why);
    assert.ok(!second.ok && second.refusal.code === "proposal-open");
    await takeTasks(bench);
    const granted = await vote(bench, asked.freeze, "U0BEA");
    assert.ok(granted.ok);
    assert.equal(granted.freeze.endsAt, at(126));
    // Its pull requests are told the new end.
    assert.equal((await takeTasks(bench)).filter((task) => task.do === "tell-pulls").length, 2);
    await forward(bench, 73);
    assert.equal((await reread(bench, freeze)).state, "active");
    await forward(bench, 24);
    assert.equal((await reread(bench, freeze)).state, "lifting");
    const trail = await listAudit(bench.ctx.db, freeze.id);
    const extended = trail.find(({ action }) => action === "freeze.extended");
    assert.equal(extended?.detail["reason"], why.reason);
  });

  it("that is denied leaves the freeze as it is, and another one may be asked", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, ASKED);
    await forward(bench, 30);
    const lift = { kind: "lift" } as const;
    const asked = await changeFreeze(bench.as("U0OLA"), freeze.id, lift, why);
    assert.ok(asked.ok);
    const denied = await vote(bench, asked.freeze, "U0BEA", { vote: "deny", note: "not yet" });
    assert.ok(denied.ok);
    assert.equal(denied.freeze.state, "scheduled");
    assert.equal(denied.freeze.ended, null);
    assert.ok((await changeFreeze(bench.as("U0OLA"), freeze.id, lift, why)).ok);
  });

  it("that is still undecided when the freeze ends is void, and a late vote is told so", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, ASKED);
    await forward(bench, 30);
    await reconcile(bench);
    const longer = { kind: "extend", endsAt: at(126) } as const;
    const asked = await changeFreeze(bench.as("U0OLA"), freeze.id, longer, why);
    assert.ok(asked.ok);
    await forward(bench, 73);
    assert.equal((await reread(bench, freeze)).state, "lifting");
    const late = await vote(bench, asked.freeze, "U0BEA");
    assert.ok(!late.ok && late.refusal.code === "freeze-state");
  });

  it("to an end that has passed lifts it", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, AT_ONCE);
    await forward(bench, 40);
    await reconcile(bench);
    const shorter = { kind: "shorten", endsAt: at(35) } as const;
    const changed = await changeFreeze(bench.as("U0OLA"), freeze.id, shorter, why);
    assert.ok(changed.ok);
    assert.equal(changed.freeze.state, "lifting");
    assert.equal(changed.freeze.ended?.why, "early");
  });

  it("before the start cancels it, and takes away what was staged", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, AT_ONCE);
    await reconcile(bench);
    await takeTasks(bench);
    const changed = await changeFreeze(bench.as("U0OLA"), freeze.id, { kind: "cancel" }, why);
    assert.ok(changed.ok);
    assert.equal(changed.freeze.state, "cancelled");
    assert.equal((await takeTasks(bench)).filter((task) => task.do === "reconcile").length, 2);
    assert.deepEqual(await postsOf(bench, freeze), ["announced", "end"]);
    // Until it is read back as open it is looked at again and again.
    await forward(bench, 0.1);
    assert.ok((await takeTasks(bench)).some((task) => task.do === "reconcile"));
    await reconcile(bench);
    await forward(bench, 1);
    assert.deepEqual(await takeTasks(bench), []);
  });

  it("that was to cancel it, approved after the start, lifts it instead", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, ASKED);
    const asked = await changeFreeze(bench.as("U0OLA"), freeze.id, { kind: "cancel" }, why);
    assert.ok(asked.ok);
    await forward(bench, 30);
    await reconcile(bench);
    const granted = await vote(bench, asked.freeze, "U0BEA");
    assert.ok(granted.ok);
    assert.equal(granted.freeze.state, "lifting");
  });

  it("takes its own declaration back before it is approved, and nobody is asked for that", async () => {
    await using bench = await openFreezeStage();
    const freeze = await declare(bench);
    const changed = await changeFreeze(bench.as("U0OLA"), freeze.id, { kind: "cancel" }, why);
    assert.ok(changed.ok);
    assert.equal(changed.freeze.state, "cancelled");
    assert.deepEqual(await postsOf(bench, freeze), []);
  });

  it("by the undo of a run calls it off before its start, and again is the same", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, ASKED);
    const [first, second] = [await undo(bench, freeze.id), await undo(bench, freeze.id)];
    assert.ok(first.ok && second.ok);
    assert.equal(first.freeze.state, "cancelled");
    assert.equal(second.freeze.version, first.freeze.version);
  });

  it("by the undo of a run is no way around the approval that an early end needs", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, ASKED);
    await forward(bench, 30);
    await reconcile(bench);
    const [asked, again] = [await undo(bench, freeze.id), await undo(bench, freeze.id)];
    assert.ok(asked.ok && again.ok);
    assert.equal(asked.freeze.state, "active");
    assert.equal(asked.freeze.proposal?.change.kind, "lift");
    assert.equal(again.freeze.version, asked.freeze.version, "nobody is asked twice");
    const own = await vote(bench, asked.freeze, "U0OLA");
    assert.ok(!own.ok, "whoever undoes it does not approve that");
    const granted = await vote(bench, asked.freeze, "U0BEA");
    assert.equal(granted.ok && granted.freeze.state, "lifting");
    const after = await undo(bench, freeze.id);
    assert.equal(after.ok && after.freeze.proposal, null);
  });

  it("by the undo of a run lifts at once where nobody has to approve it", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, AT_ONCE);
    await forward(bench, 30);
    await reconcile(bench);
    const lifted = await undo(bench, freeze.id);
    assert.equal(lifted.ok && lifted.freeze.state, "lifting");
  });
});

const undo = async (bench: Workbench, freezeId: string) =>
  await liftForRun(bench.as("U0OLA"), freezeId, { by: by("U0OLA"), reason: "undone" });
