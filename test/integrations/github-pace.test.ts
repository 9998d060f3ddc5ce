import assert from "node:assert/strict";
import { test } from "node:test";
import { createPace, type SlotWish } from "../../src/integrations/github/freeze/pace.ts";

const START = Date.parse("2026-11-27T18:00:00Z");

/** Carries out all wishes under a clock of its own, as jobs do that come back when they were told to. */
function play(wishes: readonly Omit<SlotWish, "now">[]) {
  const pace = createPace();
  const waiting = wishes.map((wish, order) => ({ wish, order, at: START }));
  const done: { readonly key: string; readonly kind: string; readonly at: number }[] = [];
  while (waiting.length > 0) {
    waiting.sort((one, other) => one.at - other.at || one.order - other.order);
    const next = waiting[0];
    if (!next) break;
    const wait = pace.take({ ...next.wish, now: new Date(next.at) });
    if (wait > 0) next.at += wait;
    else {
      done.push({ ...next.wish, at: next.at - START });
      waiting.shift();
    }
  }
  return done;
}

const many = (count: number, kind: SlotWish["kind"]) =>
  Array.from({ length: count }, (_, index) => ({ key: `${kind} ${index}`, kind }));

test("the rules of 200 repositories take 200 seconds, one a second", () => {
  const done = play(many(200, "rule"));
  assert.deepEqual(
    done.map(({ at }) => at),
    Array.from({ length: 200 }, (_, second) => second * 1_000),
  );
});

test("rules go before messages, which have waited longer", () => {
  const done = play([...many(20, "message"), ...many(10, "rule")]);
  const kinds = done.map(({ kind }) => kind);
  assert.deepEqual(
    kinds.slice(1, 11),
    Array.from({ length: 10 }, () => "rule"),
  );
  const gaps = done.slice(1).map(({ at }, index) => at - (done[index]?.at ?? 0));
  assert.ok(gaps.every((gap) => gap >= 1_000));
});

test("no more messages an hour than GitHub likes, and rules all the same", () => {
  const done = play(many(1_000, "message"));
  const inFirstHour = done.filter(({ at }) => at < 3_600_000);
  assert.equal(inFirstHour.length, 450);
  assert.ok((done.at(-1)?.at ?? 0) < 3 * 3_600_000);
});

test("when GitHub asks for rest nobody is told anything before it is over", () => {
  const pace = createPace();
  const now = new Date(START);
  assert.equal(pace.take({ key: "a", kind: "rule", now }), 0);
  pace.restFor(120_000);
  assert.equal(pace.take({ key: "b", kind: "rule", now }), 120_000);
  const later = new Date(START + 120_000);
  assert.equal(pace.take({ key: "b", kind: "rule", now: later }), 0);
  assert.equal(pace.take({ key: "c", kind: "message", now: later }), 1_000);
});
