// What a runbook may say and had better not: told, and stopping nobody.
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatProblem } from "../../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";

const put =
  "{id: put, kind: http, title: Put, connection: shop, method: PUT, path: /x, repeat: safe, irreversible: Gone}";
const flip =
  '{id: flip, kind: flag, title: Flip, connection: flags, project: p, env: e, flag: f, set: "on", undo: auto}';
const wait = "{id: wait, kind: wait, title: Wait, until: rate > 1, timeout: 3h}";
const manual = "{id: look, kind: manual, title: Look, timeout: 5m}";

function warnings(steps: readonly string[], head = ""): readonly string[] {
  const text = `muster: 1
id: test
title: Test
owner: group:leads
${head}metrics: {rate: {prometheus: prod, promql: up}}
steps:
${steps.map((step) => `  - ${step}\n`).join("")}`;
  const read = readRunbook(text, "test.yml");
  assert.ok(read.ok, read.ok ? "" : read.problems.map(formatProblem).join("\n"));
  return read.warnings.map(formatProblem);
}

const cases: readonly [string, readonly string[], string, readonly string[]][] = [
  [
    "a flag that nothing reads back is warned about",
    [flip, manual],
    "",
    ["test.yml:7:94: nothing reads back whether the flag is as set; add 'verify: {flag_state: …}'"],
  ],
  ["an effect that the monitoring judges right afterwards is not", [put, wait], "", []],
  [
    "a deadline that one wait alone may reach is warned about",
    [wait],
    "deadline: 2h\n",
    ["test.yml:5:11: the deadline is not longer than the step 'wait' alone may wait"],
  ],
  [
    "a runbook that starts by itself needs all its inputs from the alert or by default",
    [manual],
    "triggers: [{alert: A, mode: start, set: {a: alert.title}}]\ninputs: {a: {type: string, required: true}, b: {type: string, required: true}, c: {type: string, required: true, default: x}}\n",
    [
      "test.yml:5:29: it cannot start by itself and will only be suggested: nothing fills b; add it to 'set' or give it a default",
    ],
  ],
];
for (const [name, steps, head, told] of cases) {
  test(name, () => assert.deepEqual(warnings(steps, head), told));
}
