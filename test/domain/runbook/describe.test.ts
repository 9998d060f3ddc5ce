// A run as people see it: lines, marks, the current step, who and how long.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { describeRun } from "../../../src/domain/runbook/view/describe.ts";
import { sparkline } from "../../../src/domain/runbook/view/sparkline.ts";
import { anna, CHECK, ola, type Play, PUT, play } from "./play.ts";

const view = (run: Play) => describeRun(run.runbook, run.run(), run.now());

test("each step has its mark, and only the current one its buttons", () => {
  const run = play(CHECK);
  run.pass(5);
  run.read({ base: 94, rate: 80 });
  const { lines, current, position, total } = view(run);
  assert.deepEqual(
    lines.map(({ number, id, mark }) => [number, id, mark]),
    [
      [1, "look", "done"],
      [2, "act", "current"],
      [3, "fine", "pending"],
      [4, "out", "pending"],
    ],
  );
  assert.equal(lines[0]?.durationMs, 5_000);
  assert.deepEqual([position, total], [2, 2]);
  assert.deepEqual(
    current?.actions.map(({ action }) => action),
    ["done", "could-not", "skip", "assign", "pause", "abort"],
  );
  assert.equal(current?.dueAt, "2026-11-22T12:10:05.000Z");
});

test("who answered is told, and a blocked step is marked", () => {
  const run = play(CHECK);
  run.read({ base: 94, rate: 80 });
  run.click("could-not", { by: ola, note: "no rights" });
  const { lines, state } = view(run);
  assert.equal(state, "blocked");
  assert.deepEqual(
    [lines[1]?.mark, lines[1]?.by, lines[1]?.reason?.code],
    ["blocked", ola, "could-not"],
  );
});

test("an ended run tells who ended it, how long it took, and has no buttons", () => {
  const run = play(CHECK);
  run.pass(90);
  run.click("abort", { by: anna, note: "false alarm" });
  run.pass(3_600);
  const { current, outcome, endedBy, endNote, durationMs, position } = view(run);
  assert.deepEqual(
    [current, outcome, endedBy, endNote, durationMs, position],
    [undefined, "left_as_is", anna, "false alarm", 90_000, 2],
  );
});

test("what was filled in stands in the order of the form, whatever order the database kept", () => {
  const run = play(`  - id: reconcile
    kind: manual
    title: Reconcile
    timeout: 10m
    collect:
      uncertain: {type: integer, required: true}
      remark: {type: text}
      by_hand: {type: integer}
      ids: {type: text}
`);
  run.click("done", { values: { uncertain: "12", by_hand: "3", ids: "p-1" } });
  const [step] = run.run().steps;
  assert.ok(step);
  const stored = { ...step, output: { ids: "p-1", by_hand: 3, uncertain: 12 } };
  const { lines } = describeRun(run.runbook, { ...run.run(), steps: [stored] }, run.now());
  assert.deepEqual(Object.entries(lines[0]?.output ?? {}), [
    ["uncertain", 12],
    ["by_hand", 3],
    ["ids", "p-1"],
  ]);
});

describe("what was changed out there", () => {
  test("is unknown while the request is on its way, and after it was lost for good", () => {
    const run = play(PUT("    repeat: never\n"));
    assert.deepEqual(view(run).changes, []);
    run.click("run");
    assert.deepEqual(view(run).changes, []);
    run.sent();
    assert.equal(view(run).changes[0]?.certainty, "unknown");
    run.lost();
    run.click("abort", { note: "by hand from here" });
    assert.equal(view(run).changes[0]?.certainty, "unknown");
  });

  test("is nothing when the target refused", () => {
    const run = play(PUT("    repeat: never\n"));
    run.click("run");
    run.sent();
    run.answer({ status: 403 });
    assert.deepEqual(view(run).changes, []);
  });
});

describe("samples as a line", () => {
  const at = "2026-11-22T12:00:00.000Z";
  const of = (...values: (number | undefined)[]) =>
    values.map((value) =>
      value === undefined
        ? ({ at, verdict: "unknown" } as const)
        : ({ at, verdict: "false", value } as const),
    );
  const cases: readonly [string, (number | undefined)[], string][] = [
    ["rising", [0, 25, 50, 75, 100], "▁▃▅▆█"],
    ["flat", [7, 7, 7], "▅▅▅"],
    ["trembling by a tenth of a percent", [93.8, 93.9, 93.85], "▄▅▅"],
    ["with a gap nobody could read", [0, undefined, 10], "▁·█"],
    ["with nothing", [], ""],
    ["all unknown", [undefined, undefined], "··"],
  ];
  for (const [name, values, line] of cases) {
    test(name, () => assert.equal(sparkline(of(...values)), line));
  }
});
