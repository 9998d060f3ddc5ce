// A wait: the condition must hold without a gap, and unknown is neither good nor bad.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { play } from "./play.ts";

const WAIT = (more = "") => `  - id: back
    kind: wait
    title: Back to normal
    until: rate >= base - 1
    known_if: rate > 10
    hold: 1m
    every: 15s
    timeout: 20m
${more}  - {id: next, kind: manual, title: Next, timeout: 10m}
`;

type Values = Parameters<ReturnType<typeof play>["read"]>[0];

const good: Values = { rate: 93.5, base: 94 };
const bad: Values = { rate: 80, base: 94 };
const unknown: Values = { rate: 5, base: 94 };

/** Answers the reading under way, then takes the next sample after `seconds`. */
function sample(run: ReturnType<typeof play>, values: Values, seconds = 15) {
  run.read(values);
  if (run.run().cursor !== "back") return;
  run.pass(seconds);
  run.fire("sample");
}

describe("waiting until a condition holds", () => {
  test("samples at once and then at its pace", () => {
    const run = play(WAIT());
    assert.deepEqual(
      run.asked("set-timer").map(({ timer, fireAt }) => [timer, fireAt]),
      [
        ["timeout", "2026-11-22T12:20:00.000Z"],
        ["sample", "2026-11-22T12:00:15.000Z"],
      ],
    );
    assert.equal(run.asked("read-metrics")[0]?.purpose, "sample");
  });

  test("succeeds when it has held long enough", () => {
    const run = play(WAIT());
    for (let n = 0; n < 4; n += 1) sample(run, good);
    assert.equal(run.run().cursor, "back");
    run.read(good);
    assert.equal(run.step("back").state, "succeeded");
    assert.equal(run.step("back").settledAt, "2026-11-22T12:01:00.000Z");
    assert.equal(run.run().cursor, "next");
  });

  test("an answer that comes a little sooner than the first did costs no further sample", () => {
    const run = play(WAIT());
    run.pass(0.4);
    run.read(good);
    for (const seconds of [14.6, 15, 15, 15]) {
      run.pass(seconds);
      run.fire("sample");
      run.read(good);
    }
    assert.equal(run.step("back").state, "succeeded");
  });

  test("begins anew after one bad sample", () => {
    const run = play(WAIT());
    for (const values of [good, good, bad, good, good, good]) sample(run, values);
    assert.equal(run.step("back").wait?.heldSince, "2026-11-22T12:00:45.000Z");
    sample(run, good);
    run.read(good);
    assert.equal(run.step("back").state, "succeeded");
  });

  test("never counts an unknown sample", () => {
    const run = play(WAIT());
    for (const values of [good, good, unknown, good]) sample(run, values);
    assert.equal(run.step("back").wait?.heldSince, "2026-11-22T12:00:45.000Z");
  });

  test("begins anew after a gap in which nobody looked", () => {
    const run = play(WAIT());
    sample(run, good);
    sample(run, good, 31);
    sample(run, good);
    assert.equal(run.step("back").wait?.heldSince, "2026-11-22T12:00:46.000Z");
    assert.equal(run.step("back").state, "waiting");
  });

  test("says once that it has been unknown for two minutes", () => {
    const run = play(WAIT());
    const said: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      run.read(unknown);
      if (run.asked("say-unknown").length > 0) said.push(n * 15);
      run.pass(15);
      run.fire("sample");
    }
    assert.deepEqual(said, [120]);
  });

  test("keeps the last twenty samples with their value", () => {
    const run = play(WAIT());
    for (let n = 0; n < 25; n += 1) sample(run, { rate: 50 + n, base: 94 });
    const samples = run.step("back").wait?.samples ?? [];
    assert.equal(samples.length, 20);
    assert.deepEqual([samples[0]?.value, samples.at(-1)?.value], [55, 74]);
  });

  test("goes on looking when an answer is lost", () => {
    const run = play(WAIT());
    run.pass(15);
    run.fire("sample");
    assert.equal(run.asked("read-metrics")[0]?.reading, 2);
    run.read(good);
    assert.equal(run.step("back").wait?.samples.length, 1);
  });

  test("that is still bad in the end asks, and says so", () => {
    const run = play(WAIT());
    run.read(bad);
    run.pass(1_185);
    run.fire("sample");
    run.read(bad);
    run.pass(15);
    run.fire("timeout");
    assert.deepEqual(run.current().reason, { code: "timed-out", afterMs: 1_200_000 });
  });

  test("that is unknown in the end asks in other words", () => {
    const run = play(WAIT("    on_timeout: next\n"));
    run.read(unknown);
    run.pass(1_200);
    run.fire("timeout");
    assert.deepEqual(run.current().reason, {
      code: "timed-out-unknown",
      afterMs: 1_200_000,
      unknowns: [{ cause: "below-floor", name: "rate > 10" }],
    });
  });

  test("may go where the author says when it is still bad", () => {
    const run = play(WAIT("    on_timeout: next\n"));
    run.read(bad);
    run.pass(1_185);
    run.fire("sample");
    run.read(bad);
    run.pass(15);
    run.fire("timeout");
    assert.equal(run.run().cursor, "next");
    assert.equal(run.step("back").state, "failed");
  });
});

describe("waiting for a time", () => {
  const FOR = "  - {id: pause, kind: wait, title: Pause, for: 10m}\n";

  test("ends by itself", () => {
    const run = play(FOR);
    assert.deepEqual(run.asked("set-timer")[0]?.fireAt, "2026-11-22T12:10:00.000Z");
    run.pass(600);
    run.fire("elapsed");
    assert.equal(run.run().outcome, "success");
  });

  test("can be cut short by a person with a reason", () => {
    const run = play(FOR);
    run.click("skip", { note: "traffic is back" });
    assert.equal(run.run().outcome, "success_with_skips");
  });
});

describe("at its time-out a wait is unknown, and not still bad,", () => {
  test("where no sample was ever answered", () => {
    const run = play(WAIT("    on_timeout: {goto: next}\n"));
    run.pass(1_200);
    run.fire("timeout");
    assert.equal(run.current().reason?.code, "timed-out-unknown");
    assert.equal(run.run().cursor, "back");
  });

  test("where nobody has looked for a while", () => {
    const run = play(WAIT("    on_timeout: {goto: next}\n"));
    sample(run, bad);
    run.pass(1_185);
    run.fire("timeout");
    assert.equal(run.current().reason?.code, "timed-out-unknown");
    assert.equal(run.run().cursor, "back");
  });
});
