// The course of a freeze by the clock and by what GitHub was read back as; nothing is called so before it is.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { letGo } from "../../../src/operations/freezes/change-freeze.ts";
import { freezeBoard } from "../../../src/operations/freezes/read-freeze-board.ts";
import { by } from "../stage.ts";
import {
  at,
  declare,
  draftOf,
  eventsOf,
  fireDue,
  forward,
  HOUR,
  jump,
  messages,
  NOBODY_ASKED,
  openFreezeStage,
  postsOf,
  reconcile,
  reread,
  takeTasks,
} from "./scene.ts";

const isReconcile = (task: { readonly do: string }): boolean => task.do === "reconcile";

describe("a freeze", () => {
  it("is active only once every repository was read back, lifted only once every one is open", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    assert.equal(freeze.state, "scheduled");
    await reconcile(bench);
    const [staged] = await freezeBoard(bench.ctx);
    assert.equal(staged?.standing.staged, 2);
    await takeTasks(bench);
    await forward(bench, 30);
    assert.equal((await takeTasks(bench)).filter(isReconcile).length, 2);
    assert.equal((await reread(bench, freeze)).state, "scheduled");
    await reconcile(bench, ["shop/web"]);
    assert.equal((await reread(bench, freeze)).state, "scheduled");
    const [partly] = await freezeBoard(bench.ctx);
    assert.deepEqual([partly?.standing.held, partly?.standing.of], [1, 2]);
    await reconcile(bench, ["shop/checkout"]);
    assert.equal((await reread(bench, freeze)).state, "active");
    await forward(bench, 72);
    assert.equal((await reread(bench, freeze)).state, "lifting");
    await reconcile(bench, ["shop/web"]);
    assert.equal((await reread(bench, freeze)).state, "lifting");
    await reconcile(bench, ["shop/checkout"]);
    assert.equal((await reread(bench, freeze)).state, "lifted");
    assert.deepEqual(await freezeBoard(bench.ctx), []);
  });

  it("makes four posts in all; the start edits the third", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await forward(bench, 31);
    assert.deepEqual(await postsOf(bench, freeze), ["announced", "day-before", "hour-before"]);
    await reconcile(bench);
    await forward(bench, 72);
    await reconcile(bench);
    await forward(bench, 50);
    const posts = ["announced", "day-before", "end", "hour-before"];
    assert.deepEqual(await postsOf(bench, freeze), posts);
  });

  it("that was declared within its last day has a post of its own for the start", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench, { startsAt: at(12) });
    await forward(bench, 13);
    assert.deepEqual(await postsOf(bench, freeze), ["announced", "hour-before", "start"]);
  });

  it("is not announced a day before by a Muster that comes back in its last hour", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await jump(bench, 29.5);
    assert.deepEqual(await postsOf(bench, freeze), ["announced", "hour-before"]);
  });

  it("is over after a clock that jumps over both its ends, and is never said to have been active", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await reconcile(bench);
    await jump(bench, 500);
    assert.equal((await reread(bench, freeze)).state, "lifting");
    assert.ok((await takeTasks(bench)).some(isReconcile));
    await reconcile(bench);
    assert.equal((await reread(bench, freeze)).state, "lifted");
    assert.equal((await eventsOf(bench, freeze)).includes("freeze.active"), false);
  });

  it("is in the right state after one sweep, even where its own timers were lost", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    const loseTimers = async () =>
      await bench.database.sql`delete from timers where key not like '%:sweep'`;
    await loseTimers();
    await bench.clock.forward(31 * HOUR);
    await takeTasks(bench);
    await fireDue(bench);
    assert.ok((await takeTasks(bench)).some(isReconcile));
    await reconcile(bench);
    assert.equal((await reread(bench, freeze)).state, "active");
    await loseTimers();
    await bench.clock.forward(72 * HOUR);
    await fireDue(bench);
    assert.equal((await reread(bench, freeze)).state, "lifting");
  });

  it("begins and ends once when replicas fire the same timers", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await bench.clock.forward(30 * HOUR);
    await Promise.all([fireDue(bench), fireDue(bench), fireDue(bench)]);
    await Promise.all([reconcile(bench), reconcile(bench)]);
    await bench.clock.forward(72 * HOUR);
    await Promise.all([fireDue(bench), fireDue(bench)]);
    const events = await eventsOf(bench, freeze);
    const many = (what: string) => events.filter((each) => each === what).length;
    assert.deepEqual([many("freeze.active"), many("freeze.ended")], [1, 1]);
  });

  it("is tried for ever while something is not open, and release managers hear of it", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await forward(bench, 30);
    await reconcile(bench);
    await forward(bench, 72);
    await reconcile(bench, ["shop/web"]);
    await reconcile(bench, ["shop/checkout"], () => ({ state: "unknown", error: "502" }));
    await takeTasks(bench);
    await forward(bench, 5);
    const late = await listLate(bench, "U0BEA");
    // 15, 30, 45, 60, 75 minutes, then hourly: 2:15, 3:15, 4:15.
    assert.equal(late.length, 8);
    assert.deepEqual(
      late[0]?.repositories.map(({ repository }) => repository),
      ["shop/checkout"],
    );
    assert.ok((await takeTasks(bench)).some(isReconcile));
    await reconcile(bench);
    assert.equal((await reread(bench, freeze)).state, "lifted");
    await forward(bench, 5);
    assert.equal((await listLate(bench, "U0BEA")).length, 8);
  });

  it("of which something is not held a quarter of an hour after its start is told, and not called active", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await forward(bench, 30);
    await reconcile(bench, ["shop/web"]);
    await reconcile(bench, ["shop/checkout"], () => ({ state: "failed", error: "404" }));
    await forward(bench, 10);
    const late = await listLate(bench, "U0OLA");
    assert.equal(late.length, 5);
    assert.equal(late[0]?.task, "hold");
    assert.equal((await reread(bench, freeze)).state, "scheduled");
  });

  it("whose end Muster slept over is asked to be let go as soon as it is back", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    await declare(bench, { lift: { mode: "ask", earlyNeed: 0, extendNeed: 0 } });
    await forward(bench, 30);
    await reconcile(bench);
    await jump(bench, 73.5);
    const asked = (await messages(bench)).filter(({ message }) => message.kind === "freeze-waits");
    assert.deepEqual(asked.map(({ to }) => to.in === "dm" && to.user).sort(), [
      "U0ANNA",
      "U0BEA",
      "U0OLA",
    ]);
  });

  it("whose repositories GitHub will not hold is active all the same, and counted as not held", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const freeze = await declare(bench);
    await forward(bench, 30);
    await reconcile(bench, ["shop/web"]);
    const advisory = { state: "unenforced", mode: "advisory" } as const;
    await reconcile(bench, ["shop/checkout"], () => advisory);
    assert.equal((await reread(bench, freeze)).state, "active");
    const [board] = await freezeBoard(bench.ctx);
    assert.deepEqual([board?.standing.held, board?.standing.unenforced], [1, 1]);
  });

  it("that holds until somebody lets go asks for that after one, four and twelve hours, and opens then", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const lift = { mode: "ask", earlyNeed: 0, extendNeed: 0 } as const;
    const freeze = await declare(bench, { lift });
    await forward(bench, 30);
    await reconcile(bench);
    const early = await letGo(bench.as("U0BEA"), freeze.id, by("U0BEA"));
    assert.ok(!early.ok && early.refusal.code === "freeze-state");
    await forward(bench, 72 + 40);
    assert.equal((await reread(bench, freeze)).state, "active", "nothing lifts by itself");
    const asked = (await messages(bench)).flatMap(({ to, message }) =>
      message.kind === "freeze-waits" && to.in === "dm" && to.user === "U0BEA"
        ? [(Date.parse(message.againAt) - Date.parse(message.endsAt)) / HOUR]
        : [],
    );
    assert.deepEqual(asked, [1, 4, 12, 24, 48]);
    assert.ok((await eventsOf(bench, freeze)).includes("freeze.waits"));
    const done = await letGo(bench.as("U0BEA"), freeze.id, by("U0BEA"));
    assert.ok(done.ok);
    await reconcile(bench);
    assert.equal((await reread(bench, freeze)).state, "lifted");
  });
});

describe("a repository", () => {
  it("that GitHub refuses is told in the thread once for many", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    await declare(bench);
    await reconcile(bench, undefined, () => ({ state: "failed", error: "404: no admin" }));
    await forward(bench, 30);
    await reconcile(bench);
    const told = (await messages(bench)).flatMap(({ message }) =>
      message.kind === "freeze-news" && message.news.what === "repository" ? [message.news] : [],
    );
    assert.deepEqual(
      told.map(({ state }) => state),
      ["failed"],
    );
  });

  it("is held until no freeze wants it any more", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const web = { ...draftOf().scope, repositories: ["shop/web"] };
    const first = await declare(bench);
    const second = await declare(bench, { scope: web, startsAt: at(60), endsAt: at(150) });
    await forward(bench, 30);
    await reconcile(bench);
    await forward(bench, 30);
    // It is held by the first already: the second is active as soon as it begins.
    assert.equal((await reread(bench, second)).state, "active");
    await forward(bench, 42);
    await reconcile(bench);
    assert.equal((await reread(bench, first)).state, "lifted");
    const [board] = await freezeBoard(bench.ctx);
    assert.deepEqual(
      board?.repositories.map(({ state }) => state),
      ["frozen"],
    );
    await forward(bench, 48);
    await reconcile(bench);
    assert.equal((await reread(bench, second)).state, "lifted");
  });

  it("that another freeze only wants later is open before the first is called lifted", async () => {
    await using bench = await openFreezeStage(NOBODY_ASKED);
    const first = await declare(bench);
    await declare(bench, { startsAt: at(200), endsAt: at(300) });
    await forward(bench, 30);
    await reconcile(bench);
    await forward(bench, 72);
    assert.equal((await reread(bench, first)).state, "lifting");
    await reconcile(bench);
    assert.equal((await reread(bench, first)).state, "lifted");
  });
});

async function listLate(bench: Parameters<typeof messages>[0], user: string) {
  return (await messages(bench)).flatMap(({ to, message }) =>
    message.kind === "freeze-late" && to.in === "dm" && to.user === user ? [message] : [],
  );
}
