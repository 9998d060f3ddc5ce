// Conditions: what is refused when a file is read, and what is true, false or unknown in a run.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Bindings } from "../../../src/domain/runbook/language/bindings.ts";
import {
  checkExpression,
  evaluateExpression,
  metricsIn,
} from "../../../src/domain/runbook/language/expression.ts";
import type { Scope } from "../../../src/domain/runbook/language/scope.ts";
import type { Reading } from "../../../src/domain/runbook/state/reason.ts";

const scope: Scope = {
  inputs: { from: "string", hours: "integer", pause: "duration", opens: "datetime" },
  metrics: { rate: "number", base: "number", healthy: "boolean", mode: "string" },
  barredMetrics: [],
  outputs: { decide: { value: "string" }, switch: { revision: "integer" }, broken: "opaque" },
};

const at = "2026-11-22T12:00:00.000Z";
const known = (value: number | boolean | string): Reading => ({ ok: true, value, at });

const bindings: Bindings = {
  inputs: { from: "stripe", hours: 72, pause: "10m", opens: "2026-11-22T11:00:00Z" },
  metrics: { rate: known(91.5), base: known(94), healthy: known(true), mode: known("normal") },
  outputs: { switch: { revision: 4 } },
  facts: {
    alert: { name: "PaymentAuthRateDrop", title: "Auth down", labels: { gateway: "stripe" } },
    zone: "Europe/Warsaw",
  },
  run: { id: "r1", startedAt: at, startedBy: { id: "U1", name: "Anna" } },
  now: new Date(at),
};

const evaluate = (text: string, metrics: Record<string, Reading> = {}) =>
  evaluateExpression(text, scope, { ...bindings, metrics: { ...bindings.metrics, ...metrics } });

describe("a condition is checked when the file is read", () => {
  const cases: readonly [string, string, number][] = [
    ["rat > 1", "unknown name 'rat'; did you mean 'rate'?", 0],
    ["base - rate > 2 && inputs.form == 'x'", "unknown name 'form'; did you mean 'from'?", 26],
    ["steps.decide.output.valu == 'x'", "unknown name 'valu'; did you mean 'value'?", 20],
    ["rate", "gives double, but a condition is true or false", 0],
    ["rate > 'a'", "no such overload: double > string", 0],
    ["rate >", "Unexpected token: EOF", 6],
    ["inputs.from.matches('s.*')", "no function 'matches' here; there are startsWith", 0],
    ["[1, 2].all(x, x > 0)", "no function 'all' here", 0],
    ["rnd(rate) > 1", "no function 'rnd' here; did you mean", 0],
    ["rate > 1 && mode", "Logical operator requires bool operands, got 'string'", 0],
  ];
  for (const [text, message, offset] of cases) {
    test(`${text} is refused`, () => {
      const fault = checkExpression(text, scope);
      assert.ok(fault?.message.startsWith(message), fault?.message);
      assert.equal(fault?.offset, offset);
    });
  }

  test("a metric where none is read says where it can be", () => {
    const fault = checkExpression("rate > 1", { ...scope, metrics: {}, barredMetrics: ["rate"] });
    assert.equal(
      fault?.message,
      "the metric 'rate' cannot be used here; metrics are read in pass, until and known_if only",
    );
  });

  test("outputs of a step that could not be read are not judged", () => {
    assert.equal(checkExpression("steps.broken.output.anything == 'x'", scope), undefined);
  });
});

describe("a condition is true or false", () => {
  const cases: readonly [string, boolean][] = [
    ["base - rate > 2", true],
    ["rate >= base - 2", false],
    ["rate - 2 >= 89.5 && 2 - rate < 0", true],
    ["base == 94 && 94 == base && base != 95", true],
    ["inputs.hours < 48 || inputs.hours > 71", true],
    ["inputs.hours / 5 == 14", true],
    ["rate / 2 > 45.7 && 183 / rate == 2", true],
    ["abs(rate - base) > 2.4 && round(rate) == 92 && min(rate, 5) == 5 && max(1, 2) == 2", true],
    ["alert.labels.gateway == inputs.from && alert.name.startsWith('Payment')", true],
    ["healthy && mode in ['normal', 'slow'] && size(inputs.from) == 6", true],
    ["has(steps.decide.output.value) && steps.decide.output.value == 'full'", false],
    ["steps.switch.output.revision + 1 == 5", true],
    [
      "inputs.pause > duration('5m') && inputs.opens < now && now - inputs.opens == duration('1h')",
      true,
    ],
    ["run.started_by == 'Anna' && run.started_at <= now", true],
    ["base > 0 && rate > 0 ? true : false", true],
    ["inputs.hours > 100 && inputs.hours / 0 > 1", false],
  ];
  for (const [text, value] of cases) {
    test(`${text} is ${value}`, () => {
      assert.equal(checkExpression(text, scope), undefined);
      assert.deepEqual(evaluate(text), { value });
    });
  }
});

describe("a condition is unknown", () => {
  test("when a metric it names is unknown, whatever the rest says", () => {
    const gone: Reading = { ok: false, cause: "no-data", detail: "empty result" };
    assert.deepEqual(evaluate("rate < 1 && base > 1", { base: gone }), {
      unknown: [{ cause: "no-data", name: "base", detail: "empty result" }],
    });
    assert.deepEqual(evaluate("rate > 1 || base > 1", { base: gone }), {
      unknown: [{ cause: "no-data", name: "base", detail: "empty result" }],
    });
  });

  test("and it names every unknown metric at once", () => {
    const verdict = evaluate("rate > base", {
      rate: { ok: false, cause: "stale" },
      base: { ok: false, cause: "many-series" },
    });
    assert.deepEqual(verdict, {
      unknown: [
        { cause: "stale", name: "rate" },
        { cause: "many-series", name: "base" },
      ],
    });
  });

  const zeros = [
    "base / (rate - rate) > 1",
    "base / (rate - rate) > 1 && false",
    "base / (rate - rate) > 1 || true",
    "0.0 / (rate - rate) == 1.0",
    "inputs.hours / (inputs.hours - 72) > 0",
    "inputs.hours % (inputs.hours - 72) == 0",
  ];
  for (const text of zeros) {
    test(`${text} divides by zero`, () => {
      assert.equal(checkExpression(text, scope), undefined);
      assert.deepEqual(evaluate(text), { unknown: [{ cause: "division-by-zero", name: text }] });
    });
  }

  test("when it needs the output of a step that gave none", () => {
    const text = "steps.decide.output.value == 'full'";
    assert.deepEqual(evaluate(text), {
      unknown: [{ cause: "missing", name: text, detail: "No such key: value" }],
    });
  });

  test("when a run without an alert is asked about its labels", () => {
    const verdict = evaluateExpression("alert.labels.gateway == 'stripe'", scope, {
      ...bindings,
      facts: { zone: "UTC" },
    });
    assert.ok("unknown" in verdict && verdict.unknown[0]?.cause === "missing");
  });
});

test("the metrics of a condition are found, once each and in order", () => {
  assert.deepEqual(metricsIn("base - rate > 2 && rate > 1 && inputs.from == 'rate'", scope), [
    "base",
    "rate",
  ]);
});

test("an unknown metric never lets a condition pass, whatever surrounds it", () => {
  const leaf = fc.constantFrom(
    "rate > 1",
    "base < 100",
    "healthy",
    "inputs.hours > 1",
    "true",
    "!healthy",
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc
        .tuple(tie("tree"), fc.constantFrom("&&", "||"), tie("tree"))
        .map((t) => `(${t.join(" ")})`),
    ),
  }));
  fc.assert(
    fc.property(tree, (text) => {
      const verdict = evaluate(text, { rate: { ok: false, cause: "query-error" } });
      assert.equal("unknown" in verdict, text.includes("rate"));
    }),
    { numRuns: 60, seed: 7 },
  );
});
