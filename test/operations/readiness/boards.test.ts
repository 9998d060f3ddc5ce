// A campaign's board in a real database: who may speak, what is looked up, what is written down, what comes by itself.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import type { SaidState } from "../../../src/domain/readiness/board.ts";
import { openItems, openKey } from "../../../src/domain/readiness/standing.ts";
import { addActionItem } from "../../../src/operations/add-action-item.ts";
import { changeActionItem } from "../../../src/operations/change-action-item.ts";
import { fireTimer } from "../../../src/operations/fire-timer.ts";
import { decideGo, sayReadiness, voteGo } from "../../../src/operations/readiness/change-board.ts";
import { listOwedItems } from "../../../src/operations/readiness/list-owed-items.ts";
import { openReadiness } from "../../../src/operations/readiness/open-board.ts";
import { readStanding } from "../../../src/operations/readiness/read-standing.ts";
import { armReadiness } from "../../../src/operations/readiness/sweep-readiness.ts";
import { startDrill } from "../../../src/operations/start-drill.ts";
import { writePostMortem } from "../../../src/operations/write-post-mortem.ts";
import { listActionItems } from "../../../src/storage/action-items.ts";
import { listAudit } from "../../../src/storage/audit.ts";
import { insertFreeze } from "../../../src/storage/freezes.ts";
import { findReadinessBoard } from "../../../src/storage/readiness.ts";
import { timers } from "../../../src/storage/tables/records.ts";
import { sampleFreeze } from "../../domain/readiness/samples.ts";
import type { Workbench } from "../../support/operations.ts";
import { answerWorld } from "../../support/shelf.ts";
import { by, declare, owed, posts, press } from "../stage.ts";
import { campaign, KEY, openBoard, openBoards } from "./boards.ts";

const standing = async (bench: Workbench) =>
  await readStanding({ ...bench.ctx, now: bench.clock.now() }, campaign);

async function stateOf(bench: Workbench, id: string) {
  const found = (await standing(bench)).items.find(({ item }) => item.id === id);
  assert.ok(found, `there is no item ${id}`);
  return { state: found.state, facts: found.finding?.facts.map(({ kind }) => kind) ?? [] };
}

const say = async (bench: Workbench, user: string, item: string, state: SaidState = "ready") =>
  await sayReadiness(bench.as(user), {
    ...{ board: KEY, item, state, evidence: "as agreed", by: by(user) },
  });

const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? "ok" : result.refusal.code;

const paints = async (bench: Workbench) =>
  (await owed(bench)).filter((e) => e.kind === "paint" && e.projection === "readiness").length;

describe("a campaign's board", () => {
  it("is opened once however many ask at once, and is drawn anew for each", async () => {
    await using bench = await openBoards();
    const users = ["U0BEA", "U0ANNA", "U0OLA", "U0MAREK"];
    const opened = await Promise.all(users.map(async (user) => await openBoard(bench, user)));
    assert.equal(opened.filter(({ isNew }) => isNew).length, 1);
    assert.ok((await paints(bench)) >= 1);
    const trail = await listAudit(bench.ctx.db, KEY);
    assert.deepEqual(
      trail.map(({ action }) => action),
      ["readiness.open"],
    );
  });

  it("lets owners and release managers say how an item stands, and names them to others", async () => {
    await using bench = await openBoards();
    await openBoard(bench);
    assert.equal(codeOf(await say(bench, "U0ANNA", "load")), "ok");
    assert.equal(codeOf(await say(bench, "U0OLA", "limits")), "ok");
    assert.equal(codeOf(await say(bench, "U0BEA", "limits", "not-ready")), "ok");
    const refused = await say(bench, "U0MAREK", "load");
    assert.deepEqual(!refused.ok && refused.refusal, {
      ...{ code: "not-allowed", what: "say how this stands" },
      who: ["user:U0ANNA", "group:releases"],
    });
    assert.equal(codeOf(await say(bench, "U0ANNA", "cdn")), "not-allowed");
    const trail = await listAudit(bench.ctx.db, KEY);
    assert.deepEqual(
      trail.map(({ action, outcome }) => `${action} ${outcome}`),
      [
        ...["readiness.change refused", "readiness.change refused"],
        ...[
          "readiness.say done",
          "readiness.say done",
          "readiness.say done",
          "readiness.open done",
        ],
      ],
    );
  });

  it("keeps every vote and every word where many come at the same moment", async () => {
    await using bench = await openBoards();
    await openBoard(bench);
    const users = ["U0ANNA", "U0PIOTR", "U0OLA", "U0BEA", "U0MAREK"];
    await Promise.all(
      users.map(async (user) => {
        const vote = user === "U0MAREK" ? "no-go" : "go";
        const wish = { board: KEY, vote, note: "seen", by: by(user) } as const;
        assert.equal(codeOf(await voteGo(bench.as(user), wish)), "ok");
      }),
    );
    const board = await findReadinessBoard(bench.ctx.db, KEY);
    assert.equal(board?.votes.length, 5);
    assert.equal(board?.record.length, 5);
  });

  it("is decided by release managers alone, in spite of what they saw, and remembers that", async () => {
    await using bench = await openBoards();
    await openBoard(bench);
    const wish = { board: KEY, go: true, note: "Marketing has paid", inSpiteOf: null };
    const anna = await decideGo(bench.as("U0ANNA"), { ...wish, by: by("U0ANNA") });
    assert.equal(codeOf(anna), "not-allowed");
    const first = await decideGo(bench.as("U0BEA"), { ...wish, by: by("U0BEA") });
    assert.equal(codeOf(first), "items-open");
    const seen = openKey(openItems(await standing(bench)));
    await say(bench, "U0BEA", "cdn");
    const stale = { ...wish, inSpiteOf: seen, by: by("U0BEA") };
    assert.equal(codeOf(await decideGo(bench.as("U0BEA"), stale)), "items-open");
    const now = openKey(openItems(await standing(bench)));
    const decided = await decideGo(bench.as("U0BEA"), { ...stale, inSpiteOf: now });
    assert.ok(decided.ok);
    const board = await findReadinessBoard(bench.ctx.db, KEY);
    assert.equal(
      board?.decision?.open.some(({ id }) => id === "load"),
      true,
    );
    assert.equal(
      board?.decision?.open.some(({ id }) => id === "cdn"),
      false,
    );
    const [last] = await listAudit(bench.ctx.db, KEY);
    assert.equal(last?.action, "readiness.decide");
    const vote = { board: KEY, vote: "go", note: "", by: by("U0OLA") } as const;
    assert.equal(codeOf(await voteGo(bench.as("U0OLA"), vote)), "go-decided");
  });

  it("takes no word before it is opened, nor once the campaign is over", async () => {
    await using bench = await openBoards();
    assert.equal(codeOf(await say(bench, "U0BEA", "cdn")), "no-board");
    await openBoard(bench);
    assert.equal(codeOf(await say(bench, "U0BEA", "gone")), "no-such-item");
    await bench.clock.forward(Date.parse(campaign.endsAt) - bench.clock.now().getTime());
    assert.equal(codeOf(await say(bench, "U0BEA", "cdn")), "campaign-over");
    await using other = await openBoards();
    await other.clock.forward(Date.parse(campaign.endsAt) - other.clock.now().getTime());
    const late = await openReadiness(other.as("U0BEA"), campaign, by("U0BEA"));
    assert.equal(codeOf(late), "campaign-over");
  });
});

describe("what is looked up", () => {
  it("is the rota, as Slack knows its people", async () => {
    await using bench = await openBoards();
    assert.equal((await stateOf(bench, "rota")).state, "ready");
    const alone = { payments: { name: "payments", title: "Payments", onCall: ["@anna", "@gone"] } };
    await using other = await openBoards({ teams: alone });
    assert.equal((await stateOf(other, "rota")).state, "not-ready");
  });

  it("is a drill that came to a good end, not one that was given up", async () => {
    await using bench = await openBoards();
    assert.equal((await stateOf(bench, "drill")).state, "not-ready");
    const wish = { slug: "pay-fallback", inputs: { from: "stripe" }, by: by("U0MAREK") };
    const given = await startDrill(bench.as("U0MAREK"), wish);
    assert.ok(given.ok);
    await press(bench, given.run, "U0MAREK", { action: "abort", note: "no time" });
    assert.equal((await stateOf(bench, "drill")).state, "not-ready");
    const started = await startDrill(bench.as("U0MAREK"), wish);
    assert.ok(started.ok, JSON.stringify(started));
    await answerWorld(bench.ctx, { read: () => ({ weight: 100 }) });
    for (const user of ["U0ANNA", "U0OLA"]) {
      await press(bench, started.run, user, { action: "approve" });
    }
    await press(bench, started.run, "U0MAREK", { action: "run" });
    await answerWorld(bench.ctx);
    await press(bench, started.run, "U0MAREK", { action: "run" });
    await press(bench, started.run, "U0MAREK", { action: "done" });
    assert.equal((await stateOf(bench, "drill")).state, "ready");
    await bench.clock.forward(31 * 86_400_000);
    assert.equal((await stateOf(bench, "drill")).state, "not-ready");
  });

  it("is what P1 incidents left to do, by the day it was due", async () => {
    await using bench = await openBoards();
    const incident = await declare(bench);
    const item = { text: "Raise the limit", owner: "U0ANNA", createdBy: "U0ANNA" };
    await addActionItem(bench.ctx, incident.id, { ...item, dueOn: "2026-11-27" });
    await addActionItem(bench.ctx, incident.id, { ...item, dueOn: null });
    assert.equal((await stateOf(bench, "actions")).state, "ready");
    // Midnight in Warsaw comes an hour before that in UTC.
    await bench.clock.forward(5 * 3_600_000 + 60_000);
    assert.deepEqual(await stateOf(bench, "actions"), { state: "not-ready", facts: ["action"] });
    await openBoard(bench, "U0ANNA");
    const [late] = await listActionItems(bench.ctx.db, incident.id);
    const before = await paints(bench);
    const finished = await changeActionItem(
      bench.as("U0OLA"),
      late?.id ?? "",
      { kind: "finish" },
      "U0OLA",
    );
    assert.ok(finished.ok);
    assert.equal((await stateOf(bench, "actions")).state, "ready");
    assert.equal(await paints(bench), before, "one picture is owed, and shows it");
    const trail = await listAudit(bench.ctx.db, incident.id);
    assert.ok(trail.some(({ action }) => action === "action-item.finish"));
    assert.match(await writePostMortem(bench.ctx, incident), /- \[x\] Raise the limit/);
  });

  it("is the freeze over the whole campaign, once it is decided", async () => {
    await using bench = await openBoards();
    assert.deepEqual(await stateOf(bench, "freeze"), { state: "not-ready", facts: ["gap"] });
    const times = { startsAt: "2026-12-02T23:00:00.000Z", endsAt: "2026-12-08T08:00:00.000Z" };
    const { number: _, version: _version, ...freeze } = sampleFreeze(times);
    await insertFreeze(bench.ctx.db, { ...freeze, id: randomUUID(), state: "proposed" });
    assert.deepEqual((await stateOf(bench, "freeze")).facts, ["gap", "freeze-waits"]);
    await insertFreeze(bench.ctx.db, { ...freeze, id: randomUUID() });
    assert.deepEqual(await stateOf(bench, "freeze"), { state: "ready", facts: ["held"] });
  });

  it("is who can decide on exceptions, and what no file says is unknown", async () => {
    await using bench = await openBoards();
    assert.equal((await stateOf(bench, "policy")).state, "ready");
    assert.deepEqual(await stateOf(bench, "review"), {
      ...{ state: "unknown", facts: ["review-unsaid"] },
    });
    await using nobody = await openBoards({ groups: { releases: ["@bea"], leads: [] } });
    assert.equal((await stateOf(nobody, "policy")).state, "not-ready");
  });
});

describe("by itself", () => {
  const sweep = async (bench: Workbench) => {
    const rows = await bench.ctx.db.select().from(timers);
    const row = rows.find(({ timer }) => timer.kind === "readiness-sweep");
    assert.ok(row && row.firedAt === null, "the sweep is armed");
    await bench.clock.forward(Math.max(0, row.fireAt.getTime() - bench.clock.now().getTime()));
    const muster = { ...bench.ctx, actor: { type: "muster", via: "timer" } } as const;
    await Promise.all([fireTimer(muster, row.id), fireTimer(muster, row.id)]);
  };
  const forwardTo = async (bench: Workbench, at: string) =>
    await bench.clock.forward(Date.parse(at) - bench.clock.now().getTime());

  it("the board is opened three days before, once, though two replicas look", async () => {
    await using bench = await openBoards();
    await armReadiness(bench.ctx);
    await sweep(bench);
    assert.equal(await findReadinessBoard(bench.ctx.db, KEY), undefined);
    await forwardTo(bench, "2026-12-01T22:58:00.000Z");
    await sweep(bench);
    await sweep(bench);
    assert.equal(bench.clock.now().toISOString(), "2026-12-01T23:00:00.000Z");
    const board = await findReadinessBoard(bench.ctx.db, KEY);
    assert.equal(board?.openedBy, null);
    assert.equal(board?.remindedAt, "2026-12-01T23:00:00.000Z");
    await sweep(bench);
    assert.deepEqual(await posts(bench), []);
  });

  it("one that somebody opened days before is called to mind in a message of its own, once", async () => {
    await using bench = await openBoards();
    await openBoard(bench);
    await say(bench, "U0ANNA", "load");
    await armReadiness(bench.ctx);
    await forwardTo(bench, "2026-12-01T23:00:00.000Z");
    for (let times = 0; times < 3; times += 1) await sweep(bench);
    const told = (await posts(bench)).filter(
      ({ message }) => message.kind === "readiness-reminder",
    );
    assert.equal(told.length, 1);
    assert.deepEqual(told[0]?.to, { in: "channel", channel: "releases" });
    const { message } = told[0] ?? {};
    assert.ok(message?.kind === "readiness-reminder");
    assert.deepEqual([message.ready, message.of], [4, 9]);
    assert.ok(!message.open.includes("Load test passed"));
  });

  it("a Muster that was away over the moment opens it on return, but not once it has begun", async () => {
    await using bench = await openBoards();
    await forwardTo(bench, "2026-12-04T22:00:00.000Z");
    await armReadiness(bench.ctx);
    await sweep(bench);
    assert.ok(await findReadinessBoard(bench.ctx.db, KEY));
    await using late = await openBoards();
    await forwardTo(late, "2026-12-05T01:00:00.000Z");
    await armReadiness(late.ctx);
    await sweep(late);
    assert.equal(await findReadinessBoard(late.ctx.db, KEY), undefined);
  });

  it("looks no more after the last campaign", async () => {
    await using bench = await openBoards();
    await armReadiness(bench.ctx);
    await forwardTo(bench, campaign.endsAt);
    await sweep(bench);
    const left = (await bench.ctx.db.select().from(timers)).filter(({ firedAt }) => !firedAt);
    assert.deepEqual(left, []);
  });
});

describe("what one person has to get ready", () => {
  const idsOf = async (bench: Workbench, user: string) =>
    (await listOwedItems(bench.ctx, user)).map(({ standing: { item } }) => item.id);

  it("is theirs, open, and due within three days or overdue", async () => {
    await using bench = await openBoards();
    assert.deepEqual(await idsOf(bench, "U0ANNA"), []);
    await bench.clock.forward(2 * 86_400_000);
    await openBoard(bench);
    assert.deepEqual(await idsOf(bench, "U0ANNA"), ["load"]);
    assert.deepEqual(await idsOf(bench, "U0OLA"), ["limits"]);
    assert.deepEqual(await idsOf(bench, "U0BEA"), ["cdn", "drill", "review", "freeze"]);
    assert.deepEqual(await idsOf(bench, "U0MAREK"), []);
    await say(bench, "U0ANNA", "load");
    assert.deepEqual(await idsOf(bench, "U0ANNA"), []);
    await bench.clock.forward(3 * 86_400_000);
    assert.deepEqual(await idsOf(bench, "U0OLA"), ["limits"]);
  });
});
