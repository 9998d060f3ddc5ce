// How a board stands, what people may say on it, and what follows from votes and decisions.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ItemState, ReadinessBoard, SaidState } from "../../../src/domain/readiness/board.ts";
import { boardKey, isTimeToOpen, nextSweep } from "../../../src/domain/readiness/calendar.ts";
import {
  type BoardDecided,
  decideGo,
  type Opened,
  sayItem,
  voteGo,
} from "../../../src/domain/readiness/decide-board.ts";
import type { Finding } from "../../../src/domain/readiness/finding.ts";
import { openItems, openKey, standingOf } from "../../../src/domain/readiness/standing.ts";
import { ANNA, BEA, LOAD, ROTA, sampleBoard, sampleCampaign } from "./samples.ts";

const READY: Finding = { state: "ready", facts: [] };
const SHORT: Finding = { state: "not-ready", facts: [] };
const EARLY = new Date("2026-11-20T12:00:00Z");
/** Due three days before midnight in Warsaw: 23:00 UTC. */
const DUE = new Date("2026-11-23T23:00:00Z");

function stand(board: ReadinessBoard, rota: Finding = SHORT, now = EARLY): Opened {
  return { ...standingOf({ campaign: sampleCampaign(), board }, { rota }, now), board };
}
const stateOf = (opened: Opened, id: string): ItemState | undefined =>
  opened.items.find(({ item }) => item.id === id)?.state;

function next(decided: BoardDecided): ReadinessBoard {
  assert.ok(decided.ok, JSON.stringify(decided));
  return decided.next;
}
function refused(decided: BoardDecided): string {
  assert.ok(!decided.ok);
  return decided.refusal.code;
}
const say = (opened: Opened, item: string, state: SaidState, evidence = "") =>
  sayItem(opened, { item, state, evidence }, { by: ANNA, now: EARLY });

describe("how an item stands", () => {
  it("is not said, and overdue from the moment it is due", () => {
    const before = new Date(DUE.getTime() - 1);
    assert.equal(stateOf(stand(sampleBoard(), SHORT, before), "load"), "unsaid");
    assert.equal(stateOf(stand(sampleBoard(), SHORT, DUE), "load"), "overdue");
  });

  it("is what was said last, with the evidence, and stays overdue while it is not ready", () => {
    const first = next(say(stand(sampleBoard()), "load", "not-ready", "p95 is 3 s"));
    assert.equal(stateOf(stand(first), "load"), "not-ready");
    const late = stand(first, SHORT, DUE).items.find(({ item }) => item.id === "load");
    assert.equal(late?.isOverdue, true);
    const second = next(say(stand(first), "load", "ready", "https://load.example/7"));
    assert.equal(stateOf(stand(second), "load"), "ready");
    assert.equal(second.said["load"]?.evidence, "https://load.example/7");
    assert.deepEqual(
      second.record.map((entry) => entry.kind === "said" && [entry.title, entry.state]),
      [
        ["Load test passed", "not-ready"],
        ["Load test passed", "ready"],
      ],
    );
  });

  it("is found where it is looked up: people can waive it or lower it, never raise it", () => {
    assert.equal(stateOf(stand(sampleBoard(), READY), "rota"), "ready");
    assert.equal(refused(say(stand(sampleBoard()), "rota", "ready")), "looked-up");
    const waived = next(say(stand(sampleBoard()), "rota", "waived", "Bea covers alone"));
    assert.equal(stateOf(stand(waived), "rota"), "waived");
    assert.equal(stateOf(stand(waived, READY), "rota"), "ready");
    const lowered = next(say(stand(sampleBoard(), READY), "rota", "not-ready", "Piotr is ill"));
    assert.equal(stateOf(stand(lowered, READY), "rota"), "not-ready");
    const back = next(say(stand(lowered, READY), "rota", "ready"));
    assert.equal(stateOf(stand(back, READY), "rota"), "ready");
    assert.equal(stateOf(stand(back, SHORT), "rota"), "not-ready");
  });

  it("is unknown where it cannot be told, and never as good as ready", () => {
    const board = stand(sampleBoard(), { state: "unknown", facts: [] });
    assert.equal(stateOf(board, "rota"), "unknown");
    assert.ok(openItems(board).some(({ id }) => id === "rota"));
  });

  it("is waived only with a reason, and an item that nobody asks for is refused", () => {
    assert.equal(refused(say(stand(sampleBoard()), "load", "waived", "  ")), "reason-needed");
    assert.equal(refused(say(stand(sampleBoard()), "gone", "ready")), "no-such-item");
    assert.equal(
      refused(say(stand(sampleBoard()), "load", "ready", "x".repeat(1_001))),
      "text-too-long",
    );
  });
});

describe("go and no-go", () => {
  const vote = (opened: Opened, which: "go" | "no-go", note = "", by = ANNA) =>
    voteGo(opened, { vote: which, note }, { by, now: EARLY });

  it("counts one vote a person, the last one; the record keeps all", () => {
    const one = next(vote(stand(sampleBoard()), "no-go", "The load test failed"));
    const two = next(vote(stand(one), "go"));
    const three = next(vote(stand(two), "go", "", BEA));
    assert.deepEqual(
      three.votes.map(({ by, vote: which }) => `${by.name} ${which}`),
      ["Anna go", "Bea go"],
    );
    assert.equal(three.record.length, 3);
    assert.equal(refused(vote(stand(sampleBoard()), "no-go")), "reason-needed");
  });

  const decide = (opened: Opened, go: boolean, note = "", inSpiteOf: string | null = null) =>
    decideGo(opened, { go, note, inSpiteOf }, { by: BEA, now: EARLY });

  it("goes at once where nothing is open", () => {
    const ready = next(say(stand(sampleBoard(), READY), "load", "ready"));
    const decided = next(decide(stand(ready, READY), true));
    assert.deepEqual(decided.decision?.open, []);
    assert.equal(refused(vote(stand(decided, READY), "go")), "go-decided");
  });

  it("goes with items open only in spite of exactly those, with a reason, and lists them", () => {
    const opened = stand(sampleBoard());
    assert.equal(refused(decide(opened, true, "We must")), "items-open");
    const seen = openKey(openItems(opened));
    assert.equal(refused(decide(opened, true, "", seen)), "reason-needed");
    const less = openKey(openItems(opened).slice(1));
    assert.equal(refused(decide(opened, true, "We must", less)), "items-open");
    const decided = next(decide(opened, true, "We must", seen));
    assert.deepEqual(
      decided.decision?.open.map(({ id, state }) => `${id} ${state}`),
      ["load unsaid", "rota not-ready"],
    );
    assert.equal(decided.record.at(-1)?.kind, "decided");
  });

  it("is decided anew only with a reason; items are still said after it", () => {
    const ready = next(say(stand(sampleBoard(), READY), "load", "ready"));
    assert.equal(refused(decide(stand(ready, READY), false)), "reason-needed");
    const first = next(decide(stand(ready, READY), false, "Stripe is down"));
    assert.equal(refused(decide(stand(first, READY), true)), "reason-needed");
    const second = next(decide(stand(first, READY), true, "Stripe is back"));
    assert.equal(second.decision?.go, true);
    assert.equal(second.record.filter(({ kind }) => kind === "decided").length, 2);
    assert.ok(say(stand(second, READY), "load", "not-ready", "Slow again").ok);
  });
});

describe("the calendar of a board", () => {
  it("names it by the year in which the campaign begins where it takes place", () => {
    assert.equal(boardKey(sampleCampaign()), "black-friday/2026");
    const newYear = sampleCampaign({ startsAt: "2026-12-31T23:30:00.000Z" });
    assert.equal(boardKey(newYear), "black-friday/2027");
    assert.equal(boardKey({ ...newYear, zone: "America/New_York" }), "black-friday/2026");
  });

  it("opens it three days before, and no more once the campaign has begun", () => {
    const campaign = sampleCampaign();
    assert.equal(isTimeToOpen(campaign, new Date(DUE.getTime() - 1)), false);
    assert.equal(isTimeToOpen(campaign, DUE), true);
    assert.equal(isTimeToOpen(campaign, new Date(campaign.startsAt)), false);
  });

  const looks: readonly [string, string, string | undefined][] = [
    ["two weeks before, from far away", "2026-01-01T00:00:00Z", "2026-11-12T23:00:00.000Z"],
    ["every five minutes from then on", "2026-11-20T12:00:00Z", "2026-11-20T12:05:00.000Z"],
    ["at the very moment it opens", "2026-11-23T22:58:00Z", "2026-11-23T23:00:00.000Z"],
    ["while it lasts", "2026-11-28T12:00:00Z", "2026-11-28T12:05:00.000Z"],
    ["once more at its end", "2026-11-30T22:57:00Z", "2026-11-30T22:59:00.000Z"],
    ["never again after it", "2026-11-30T22:59:00Z", undefined],
  ];
  for (const [when, now, at] of looks) {
    it(`looks again ${when}`, () => {
      assert.equal(nextSweep([sampleCampaign()], new Date(now))?.toISOString(), at);
    });
  }

  it("looks for whichever campaign comes first", () => {
    const later = sampleCampaign({
      startsAt: "2027-11-26T23:00:00.000Z",
      endsAt: "2027-11-29T23:00:00.000Z",
    });
    const now = new Date("2026-11-20T12:00:00Z");
    assert.equal(
      nextSweep([later, sampleCampaign({ readiness: [LOAD, ROTA] })], now)?.toISOString(),
      "2026-11-20T12:05:00.000Z",
    );
  });
});
