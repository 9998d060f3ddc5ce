// A check: true, false, or unknown, which passes nowhere.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CHECK, play } from "./play.ts";

describe("a check", () => {
  test("reads its metrics at once, each with its rendered query", () => {
    const run = play(CHECK);
    const [intent] = run.asked("read-metrics");
    assert.deepEqual(intent?.queries, [
      { name: "base", source: { kind: "prometheus", connection: "prod", promql: "base" } },
      {
        name: "rate",
        source: { kind: "prometheus", connection: "prod", promql: 'rate{g="stripe"}' },
      },
    ]);
  });

  test("passes", () => {
    const run = play(CHECK);
    run.read({ base: 94, rate: 80 });
    assert.equal(run.step("look").state, "succeeded");
    assert.equal(run.run().cursor, "act");
  });

  test("fails and follows its own way, marked as failed", () => {
    const run = play(CHECK);
    run.read({ base: 94, rate: 93 });
    assert.equal(run.step("look").state, "failed");
    assert.deepEqual(run.step("look").reason, { code: "check-failed" });
    assert.equal(run.run().outcome, "not_applicable");
  });

  const unknowns: readonly [string, Parameters<ReturnType<typeof play>["read"]>[0], object][] = [
    [
      "no data",
      { base: 94, rate: { ok: false, cause: "no-data" } },
      { cause: "no-data", name: "rate" },
    ],
    ["a missing reading", { base: 94 }, { cause: "no-data", name: "rate" }],
    ["NaN", { base: 94, rate: "NaN" }, { cause: "not-a-number", name: "rate", detail: "NaN" }],
    [
      "infinity",
      { base: "+Inf", rate: 80 },
      { cause: "not-a-number", name: "base", detail: "+Inf" },
    ],
    [
      "a wrong type",
      { base: true, rate: 80 },
      { cause: "wrong-type", name: "base", detail: "true" },
    ],
    [
      "an old sample",
      { base: 94, rate: { ok: true, value: 80, at: "2026-11-22T11:57:59.000Z" } },
      { cause: "stale", name: "rate", detail: "2026-11-22T11:57:59.000Z" },
    ],
    ["too little to judge by", { base: 94, rate: 0 }, { cause: "below-floor", name: "rate > 0" }],
  ];
  for (const [name, values, unknown] of unknowns) {
    test(`with ${name} is unknown, which is neither passed nor failed`, () => {
      const run = play(CHECK);
      run.read(values);
      assert.equal(run.step("look").state, "needs_decision");
      assert.deepEqual(run.step("look").reason, { code: "unknown", unknowns: [unknown] });
    });
  }

  test("that nobody answers within a minute is unknown", () => {
    const run = play(CHECK);
    run.pass(60);
    run.fire("read");
    assert.equal(run.step("look").state, "needs_decision");
  });

  test("offers the author's own way out when it asks", () => {
    const run = play(CHECK);
    run.read({});
    run.click("go-to", { target: "out" });
    assert.equal(run.run().outcome, "not_applicable");
    assert.equal(run.step("look").state, "failed");
  });

  test("run by a click does not read before", () => {
    const run = play(CHECK.replace("known_if:", "run: click\n    known_if:"));
    assert.equal(run.current().state, "ready");
    assert.equal(run.asked("read-metrics").length, 0);
    run.click("run");
    assert.equal(run.asked("read-metrics").length, 1);
  });
});
