// Values a run is started with: as people type them, judged by type, bounds and rules.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { formatProblem } from "../../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import type { Scalar } from "../../../src/domain/runbook/language/json.ts";
import { checkInputs } from "../../../src/domain/runbook/run/inputs.ts";
import { runbook as words } from "../../../src/words/en/runbook.ts";

const now = new Date("2026-11-22T12:00:00Z");

function check(inputs: string, given: Record<string, Scalar | undefined>) {
  const source = `muster: 1\nid: test\ntitle: T\nowner: group:a\ninputs: ${inputs}\nsteps:\n  - {id: a, kind: manual, title: A, timeout: 5m}\n`;
  const read = readRunbook(source, "test.yml");
  assert.ok(read.ok, read.ok ? "" : read.problems.map(formatProblem).join("\n"));
  return { read, checked: checkInputs(read.runbook, given, { zone: "UTC" }, now) };
}

describe("a value of its type", () => {
  const cases: readonly [string, Scalar, Scalar][] = [
    ["{type: string}", "  main ", "main"],
    ["{type: text}", "two\nlines", "two\nlines"],
    ["{type: integer, min: 1, max: 5}", "5", 5],
    ["{type: number}", "-2.5", -2.5],
    ["{type: boolean}", "Yes", true],
    ["{type: boolean}", false, false],
    ["{type: enum, values: [a, b]}", "b", "b"],
    ["{type: duration}", "15m", "15m"],
    ["{type: datetime}", "2026-11-27T08:00:00+01:00", "2026-11-27T07:00:00.000Z"],
    ["{type: url}", "https://shop.example/x?y=1", "https://shop.example/x?y=1"],
    ["{type: user}", "U012AB3CD", "U012AB3CD"],
    ["{type: string, pattern: '[a-z]+'}", "abc", "abc"],
  ];
  for (const [input, given, value] of cases) {
    test(`${input} takes ${JSON.stringify(given)}`, () => {
      const { checked } = check(`{x: ${input}}`, { x: given });
      assert.deepEqual(checked, { ok: true, inputs: { x: value }, warnings: [] });
    });
  }
});

describe("a value that is refused says what would be right", () => {
  const cases: readonly [string, Scalar | undefined, string, string][] = [
    ["{type: string, required: true}", undefined, "required", "A value is needed."],
    ["{type: string, required: true}", "  ", "required", "A value is needed."],
    ["{type: string}", "two\nlines", "more-than-one-line", "Write a single line."],
    ["{type: text}", "a\u0000b", "control-characters", "Remove the control characters."],
    ["{type: text}", "x".repeat(1_001), "too-great", "At most this many characters: 1000."],
    ["{type: integer}", "5.5", "not-a-whole-number", "Write a whole number."],
    ["{type: integer, max: 5}", "6", "too-great", "At most: 5."],
    ["{type: number, min: 2}", "1", "too-small", "At least: 2."],
    ["{type: number}", "1e999", "not-a-number", "Write a number, such as 2.5."],
    ["{type: boolean}", "maybe", "not-yes-or-no", "Write yes or no."],
    ["{type: enum, values: [a, b]}", "c", "not-listed", "Take one of a, b."],
    ["{type: duration}", "soon", "not-a-duration", "Write a duration, such as 30s, 15m, 2h or 3d."],
    [
      "{type: datetime}",
      "2026-11-27T08:00",
      "not-a-time",
      "Write a time with its offset, such as 2026-11-27T08:00+01:00; in Slack also 22:00, tomorrow 22:00 or 48h.",
    ],
    [
      "{type: datetime}",
      "2026-13-45T08:00:00Z",
      "not-a-time",
      "Write a time with its offset, such as 2026-11-27T08:00+01:00; in Slack also 22:00, tomorrow 22:00 or 48h.",
    ],
    [
      "{type: url}",
      "javascript:alert(1)",
      "not-a-url",
      "Write an address that begins with https:// or http://.",
    ],
    ["{type: string, pattern: '[a-z]+'}", "abc1", "wrong-form", "The form is [a-z]+."],
  ];
  for (const [input, given, code, sentence] of cases) {
    test(`${input} refuses ${JSON.stringify(given)?.slice(0, 20)}: ${code}`, () => {
      const { read, checked } = check(`{x: ${input}}`, { x: given });
      assert.ok(!checked.ok);
      const [problem] = checked.problems;
      assert.equal(problem?.code, code);
      assert.equal(problem && words.inputProblem(problem, read.runbook.inputs["x"]), sentence);
    });
  }
});

test("a default stands in for what is left out, and nothing for what is optional", () => {
  const { checked } = check("{a: {type: integer, default: 3}, b: {type: string}}", { a: "" });
  assert.deepEqual(checked, { ok: true, inputs: { a: 3 }, warnings: [] });
});

test("an input that the runbook does not have is refused", () => {
  const { checked } = check("{a: {type: string}}", { b: "x" });
  assert.deepEqual(checked, {
    ok: false,
    problems: [{ input: "b", code: "no-such-input", known: ["a"] }],
  });
});

test("rules between inputs are kept, and unusual values are pointed out", () => {
  const inputs =
    "{a: {type: integer}, b: {type: integer, check: inputs.b > inputs.a, warn_if: inputs.b > 10}}";
  assert.deepEqual(check(inputs, { a: 5, b: 5 }).checked, {
    ok: false,
    problems: [{ input: "b", code: "rule", rule: "inputs.b > inputs.a", given: 5 }],
  });
  assert.deepEqual(check(inputs, { a: 5, b: 50 }).checked, {
    ok: true,
    inputs: { a: 5, b: 50 },
    warnings: [{ input: "b", rule: "inputs.b > 10" }],
  });
});
