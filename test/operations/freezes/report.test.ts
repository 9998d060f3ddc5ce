// What a freeze says before and after its end: what merges by itself, what passed it, and how each repository was held.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PullRef } from "../../../src/domain/freeze/freeze.ts";
import { changeFreeze } from "../../../src/operations/freezes/change-freeze.ts";
import { recordPreflight } from "../../../src/operations/freezes/record-preflight.ts";
import { recordReconciled } from "../../../src/operations/freezes/record-reconciled.ts";
import { freezeReport } from "../../../src/operations/freezes/tell-report.ts";
import { findFrozenRepository } from "../../../src/storage/frozen-repositories.ts";
import type { Workbench } from "../../support/operations.ts";
import { by } from "../stage.ts";
import {
  at,
  declare,
  forward,
  messages,
  NOBODY_ASKED,
  openFreezeStage,
  REPOS,
  reconcile,
  reread,
  takeTasks,
} from "./scene.ts";

const PULL: PullRef = {
  repository: "shop/web",
  number: 12,
  title: "Bigger <banner>",
  url: "https://github.com/shop/web/pull/12",
  author: "bea-dev",
};

async function look(bench: Workbench, freezeId: string, repository: string, pulls: PullRef[]) {
  await recordPreflight(bench.ctx, freezeId, {
    ...{ repository, mode: "app_check", findings: [], defaultBranch: "main" },
    ...{ openPulls: 3, autoMerge: pulls, at: bench.clock.now().toISOString() },
  });
}

async function news(bench: Workbench) {
  return (await messages(bench)).flatMap(({ to, message }) =>
    message.kind === "freeze-news" && to.in === "freeze-thread" ? [message.news] : [],
  );
}

describe("pull requests that merge by themselves", () => {
  it("are looked for an hour before the end, and named once every repository was looked at", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    // An old look says nothing about now.
    await look(bench, freeze.id, "shop/web", [PULL]);
    await forward(bench, 30);
    await reconcile(bench);
    await takeTasks(bench);
    await forward(bench, 71);
    const looks = (await takeTasks(bench)).filter((task) => task.do === "preflight");
    assert.equal(looks.length, 2);
    await look(bench, freeze.id, "shop/web", [PULL]);
    assert.deepEqual(await news(bench), []);
    await look(bench, freeze.id, "shop/checkout", []);
    await look(bench, freeze.id, "shop/checkout", []);
    const [told, ...more] = await news(bench);
    assert.deepEqual(told, { what: "auto-merge", pulls: [PULL], count: 1 });
    assert.deepEqual(more, []);
  });

  it("are looked for when somebody asks to lift it before its time", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, { lift: { mode: "auto", earlyNeed: 1, extendNeed: 1 } });
    await forward(bench, 30);
    await reconcile(bench);
    await takeTasks(bench);
    const wish = { by: by("U0OLA"), reason: "the campaign was called off" };
    assert.ok((await changeFreeze(bench.as("U0OLA"), freeze.id, { kind: "lift" }, wish)).ok);
    const looks = (await takeTasks(bench)).filter((task) => task.do === "preflight");
    assert.equal(looks.length, 2);
    for (const each of REPOS) {
      await look(bench, freeze.id, each, each === "shop/web" ? [PULL] : []);
    }
    const kinds = (await news(bench)).map(({ what }) => what);
    assert.deepEqual(kinds, ["asked", "auto-merge"]);
  });

  it("that are known are named at the end where nobody answered an hour before", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await forward(bench, 101.5);
    await look(bench, freeze.id, "shop/web", [PULL]);
    await forward(bench, 1);
    const kinds = (await news(bench)).map(({ what }) => what);
    assert.deepEqual([...kinds].sort(), ["auto-merge", "ended"]);
  });
});

describe("the report of a freeze", () => {
  it("says how each repository was held, and every line of it is an event that was written down", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await reconcile(bench);
    await forward(bench, 30);
    await reconcile(bench, ["shop/web"]);
    await forward(bench, 2);
    await reconcile(bench, ["shop/checkout"]);
    await forward(bench, 10);
    const known = await findFrozenRepository(bench.ctx.db, "shop/web");
    assert.ok(known);
    const merged = { what: "pull.merged", key: "merge-1", detail: { pull: 12 } };
    const bypassed = { what: "rule.bypassed", key: "suite-9", detail: { actor: "root" } };
    // No spell of its own: it is held as before.
    const renamed = { what: "repository.renamed", key: "renamed:shop/www", detail: {} };
    await recordReconciled(bench.ctx, "shop/web", known, [merged, bypassed, renamed]);
    // The next look sees the same again.
    await recordReconciled(bench.ctx, "shop/web", known, [merged, bypassed, renamed]);
    await forward(bench, 60);
    await reconcile(bench);
    assert.equal((await reread(bench, freeze)).state, "lifted");
    const report = await freezeReport(bench.ctx, freeze.id);
    assert.ok(report);
    assert.deepEqual(
      report.repositories.map(({ repository, heldFrom, openFrom, gapMinutes }) => {
        return [repository, heldFrom, openFrom, gapMinutes];
      }),
      [
        ["shop/checkout", at(32), at(102), 120],
        ["shop/web", at(30), at(102), 0],
      ],
    );
    assert.deepEqual([report.merged.length, report.bypassed.length], [1, 1]);
    assert.match(report.merged[0]?.id ?? "", /^[0-9a-f-]{36}$/);
    const told = (await news(bench)).filter(({ what }) => what === "report");
    assert.equal(told.length, 1);
  });

  it("of a freeze that never held anything says so", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await forward(bench, 110);
    await reconcile(bench);
    const report = await freezeReport(bench.ctx, freeze.id);
    assert.deepEqual(
      report?.repositories.map(({ heldFrom, gapMinutes }) => [heldFrom, gapMinutes]),
      REPOS.map(() => [null, 72 * 60]),
    );
  });
});
