// What people hear of a rule that somebody took away by hand, and who may have it put back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DriftAnswer } from "../../../src/domain/freeze/drift.ts";
import { putBack } from "../../../src/operations/freezes/put-back.ts";
import type { Workbench } from "../../support/operations.ts";
import { by } from "../stage.ts";
import {
  declare,
  draftOf,
  eventsOf,
  forward,
  messages,
  NOBODY_ASKED,
  openFreezeStage,
  reconcile,
  takeTasks,
} from "./scene.ts";

const WEB = "shop/web";

/** A look shows that it is gone; the webhook named `login`, or nobody was named. */
async function takeAway(
  bench: Workbench,
  { repository = WEB, login = "bea-dev", follows = "left-alone" as DriftAnswer } = {},
): Promise<void> {
  const detail = { ruleset: 7, follows, ...(login !== "" && { login }) };
  await reconcile(bench, [repository], () => ({
    state: "drifted",
    driftToldAt: bench.clock.now().toISOString(),
    found: [{ what: "rule.removed", detail }],
  }));
}

/** Who heard of a drift, in order: `thread`, or the person of a direct message. */
async function heard(bench: Workbench) {
  return (await messages(bench)).flatMap(({ to, message }) => {
    if (message.kind !== "freeze-news" || message.news.what !== "drift") return [];
    const { repository, by: who, follows } = message.news;
    return [{ to: to.in === "dm" ? to.user : to.in, repository, who, follows }];
  });
}

async function freezeNow(bench: Workbench, change: Parameters<typeof declare>[1] = {}) {
  const freeze = await declare(bench, change);
  await forward(bench, 30);
  await reconcile(bench, freeze.scope.repositories);
  return freeze;
}

describe("a rule that somebody took away", () => {
  it("is told once in the thread, and once to each release manager and its declarer, with who did it", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    await freezeNow(bench);
    await takeAway(bench);
    await reconcile(bench, [WEB], () => ({ state: "drifted" }));
    await reconcile(bench, [WEB], () => ({ state: "unknown", error: "away" }));
    await reconcile(bench, [WEB], () => ({ state: "drifted" }));
    const told = await heard(bench);
    const people = ["freeze-thread", "U0ANNA", "U0BEA", "U0OLA"];
    assert.deepEqual(told.map(({ to }) => to).sort(), people.sort());
    assert.ok(told.every(({ who, repository }) => who === "bea-dev" && repository === WEB));
  });

  it("is told to its declarer where muster.yml names no release manager", async () => {
    const settings = { ...NOBODY_ASKED, managers: ["any_responder"] };
    await using bench = await openFreezeStage(settings);
    await freezeNow(bench);
    await takeAway(bench, { login: "" });
    const [thread, dm, ...more] = await heard(bench);
    assert.deepEqual([thread?.to, dm?.to, dm?.who, more], ["freeze-thread", "U0OLA", null, []]);
  });

  it("from many repositories at once is told of each in the thread, and of three by direct message", async () => {
    const repositories = [1, 2, 3, 4, 5].map((number) => `shop/part-${number}`);
    await using bench = await openFreezeStage(NOBODY_ASKED, { repositories });
    await freezeNow(bench, { scope: { ...draftOf().scope, repositories } });
    for (const repository of repositories) await takeAway(bench, { repository });
    const told = await heard(bench);
    assert.equal(told.filter(({ to }) => to === "freeze-thread").length, 5);
    assert.equal(told.filter(({ to }) => to === "U0OLA").length, 3);
  });

  it("that Muster puts back by itself is told in the thread alone, until it gives up", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    await freezeNow(bench, { drift: "reassert" });
    await takeAway(bench, { follows: "put-back" });
    assert.deepEqual(
      (await heard(bench)).map(({ to }) => to),
      ["freeze-thread"],
    );
    await takeAway(bench, { follows: "given-up" });
    assert.equal((await heard(bench)).length, 1 + 1 + 3);
  });

  it("is put back when a release manager says so, and for nobody else", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await freezeNow(bench);
    const wish = { freezeId: freeze.id, repository: WEB };
    const early = await putBack(bench.as("U0BEA"), { ...wish, by: by("U0BEA") });
    assert.ok(!early.ok && early.refusal.code === "not-drifted");
    await takeAway(bench);
    await takeTasks(bench);
    const marek = await putBack(bench.as("U0MAREK"), { ...wish, by: by("U0MAREK") });
    assert.ok(!marek.ok && marek.refusal.code === "not-allowed");
    assert.deepEqual(marek.refusal.who, ["group:release-managers"]);
    assert.deepEqual(await takeTasks(bench), []);
    const bea = await putBack(bench.as("U0BEA"), { ...wish, by: by("U0BEA") });
    assert.ok(bea.ok);
    assert.ok((await putBack(bench.as("U0BEA"), { ...wish, by: by("U0BEA") })).ok);
    assert.deepEqual(await takeTasks(bench), [{ do: "reconcile", repository: WEB }]);
    assert.ok((await eventsOf(bench, freeze)).includes("freeze.put-back"));
    await reconcile(bench, [WEB]);
    const news = (await messages(bench)).flatMap(({ message }) =>
      message.kind === "freeze-news" ? [message.news.what] : [],
    );
    assert.deepEqual(news.slice(-2), ["put-back", "repository"]);
  });
});
