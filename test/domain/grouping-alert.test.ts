import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type AlertCourse, decideAlert } from "../../src/domain/alert-course.ts";
import { createSignal, type Signal, type SignalState } from "../../src/domain/signal.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 12) + minutes * 60_000);

function signal(state: SignalState, occurred?: number, started?: number): Signal {
  return createSignal({
    alertKey: "k",
    state,
    title: "t",
    ...(occurred !== undefined && { occurredAt: at(occurred) }),
    ...(started !== undefined && { startedAt: at(started) }),
  });
}

/** Lets signals arrive one after the other: [state, the sender's minute or none, our minute of arrival]. */
function follow(...arrivals: readonly (readonly [SignalState, number | undefined, number])[]) {
  let known: AlertCourse | undefined;
  const verdicts = arrivals.map(([state, occurred, arrived]) => {
    const { verdict, next } = decideAlert(known, signal(state, occurred, occurred), at(arrived));
    known = next;
    return verdict;
  });
  assert.ok(known);
  return { verdicts, last: known };
}

test("fires, repeats, recovers, fires again", () => {
  const { verdicts, last } = follow(
    ["firing", 0, 1],
    ["firing", 0, 6],
    ["recovered", 8, 9],
    ["recovered", 8, 14],
    ["firing", 10, 11],
  );
  assert.deepEqual(verdicts, ["new-occurrence", "repeat", "recovered", "repeat", "new-occurrence"]);
  assert.equal(last.state, "firing");
  assert.equal(last.occurrence, 2);
  assert.equal(last.count, 1);
  assert.deepEqual(last.startedAt, at(10));
  assert.deepEqual(last.firstSeenAt, at(1));
  assert.equal(last.recoveredAt, null);
});

test("repeats only count and move the last sight", () => {
  const { last } = follow(["firing", 0, 1], ["firing", 0, 6], ["firing", 0, 11]);
  assert.equal(last.count, 3);
  assert.deepEqual(last.lastSeenAt, at(11));
  assert.deepEqual(last.startedAt, at(0));
});

test("a firing that arrives after the recovery it came before is ignored", () => {
  const { verdicts, last } = follow(["firing", 0, 1], ["recovered", 5, 5], ["firing", 0, 6]);
  assert.equal(verdicts.at(-1), "older-state");
  assert.equal(last.state, "recovered");
});

test("the recovery of an earlier occurrence does not end the present one", () => {
  const { verdicts, last } = follow(
    ["firing", 0, 0],
    ["recovered", 2, 2],
    ["firing", 3, 3],
    ["recovered", 2, 4],
  );
  assert.equal(verdicts.at(-1), "older-state");
  assert.equal(last.state, "firing");
});

test("a recovery of something never seen firing is kept, and its late firing is ignored", () => {
  const { verdicts, last } = follow(["recovered", 5, 5], ["firing", 0, 6], ["firing", 7, 7]);
  assert.deepEqual(verdicts, ["unknown-alert", "older-state", "new-occurrence"]);
  assert.equal(last.occurrence, 1);
});

test("an alert that insists on its old start long after the recovery is heard", () => {
  const { verdicts, last } = follow(
    ["firing", 0, 0],
    ["recovered", 5, 5],
    ["firing", 0, 15],
    ["firing", 0, 21],
    ["recovered", 30, 30],
  );
  assert.deepEqual(verdicts.slice(2), ["older-state", "new-occurrence", "recovered"]);
  assert.equal(last.occurrence, 2);
});

test("senders that state no time are taken in the order of arrival", () => {
  const { verdicts } = follow(
    ["firing", undefined, 0],
    ["recovered", undefined, 1],
    ["firing", undefined, 2],
    ["recovered", undefined, 3],
  );
  assert.deepEqual(verdicts, ["new-occurrence", "recovered", "new-occurrence", "recovered"]);
});

test("a sender's clock that runs ahead cannot keep an alert firing", () => {
  for (const ahead of [2, 600]) {
    const { verdicts, last } = follow(["firing", ahead, 0], ["recovered", undefined, 1]);
    assert.deepEqual(verdicts, ["new-occurrence", "recovered"]);
    assert.ok(last.startedAt <= at(0));
  }
});

test("acknowledged and muted are told and move nothing; of an unknown alert they only leave a trace", () => {
  const { verdicts, last } = follow(["firing", 0, 0], ["acknowledged", 1, 1], ["muted", 2, 2]);
  assert.deepEqual(verdicts, ["new-occurrence", "acknowledged", "muted"]);
  assert.equal(last.state, "firing");
  assert.deepEqual(follow(["muted", 0, 0], ["firing", 1, 1]).verdicts, [
    "unknown-alert",
    "new-occurrence",
  ]);
});

test("a firing from between two recoveries that comes after both starts nothing", () => {
  const { verdicts, last } = follow(
    ["firing", 0, 10],
    ["recovered", 1, 11],
    ["recovered", 3, 12],
    ["firing", 2, 13],
  );
  assert.deepEqual(verdicts, ["new-occurrence", "recovered", "repeat", "older-state"]);
  assert.equal(last.state, "recovered");
});

test("in whatever order and however often they arrive, the newest state stands", () => {
  const states = fc.array(fc.constantFrom<SignalState>("firing", "recovered"), {
    minLength: 1,
    maxLength: 6,
  });
  const arrivals = states.chain((sent) => {
    const indexes = sent.map((_, index) => index);
    const all = fc.shuffledSubarray(indexes, { minLength: indexes.length });
    const again = fc.array(fc.constantFrom(...indexes), { maxLength: 4 });
    return fc.tuple(fc.constant(sent), all, again);
  });
  fc.assert(
    fc.property(arrivals, ([sent, order, again]) => {
      let known: AlertCourse | undefined;
      for (const [step, index] of [...order, ...again].entries()) {
        const arrived = new Date(at(10).getTime() + step * 1_000);
        known = decideAlert(known, signal(sent[index] ?? "firing", index, index), arrived).next;
      }
      assert.equal(known?.state, sent.at(-1));
    }),
    { seed: 7 },
  );
});
