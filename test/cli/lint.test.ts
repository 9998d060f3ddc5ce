import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, run } from "./console.ts";

const RUNBOOK = `muster: 1
id: first
title: First
owner: oncall:payments
metrics:
  rate:
    prometheus: prod
    promql: up
steps:
  - id: look
    kind: check
    title: Look at it
    pass: rate > 1
    on_fail: ask
    on_unknown: ask
  - id: over
    kind: end
    outcome: success
`;

const CONFIG = `connections:
  prod:
    kind: prometheus
    base_url: \${PROM_URL}
    token: \${PROM_TOKEN}
services:
  checkout: {}
routes:
  - match: { alertname: x }
    service: checkout
    runbook: first
`;

test("the shipped configuration and runbooks are right", async () => {
  const { code, out } = await run(["lint"]);
  assert.deepEqual(out, []);
  assert.equal(code, 0);
});

test("secrets need not be at hand where files are only checked", async (t) => {
  const cwd = await folderOf(t, { "muster.yml": CONFIG, "runbooks/first.yml": RUNBOOK });
  const { code, out, err } = await run(["lint"], { cwd });
  assert.deepEqual(out, []);
  assert.equal(code, 0);
  assert.deepEqual(err, ["2 files checked, 0 problems."]);
});

test("every problem of every file is a line with its place, and the exit code is 1", async (t) => {
  const cwd = await folderOf(t, {
    "muster.yml": CONFIG.replace("runbook: first", "runbook: frist").replace(
      "checkout: {}",
      "x: {}",
    ),
    "runbooks/first.yml": RUNBOOK.replace("prometheus: prod", "prometheus: prd"),
    "runbooks/second.yml": "muster: 1\nid: second\n",
  });
  const { code, out } = await run(["lint"], { cwd });
  assert.equal(code, 1);
  for (const line of out) assert.match(line, /^(muster\.yml|runbooks\/\w+\.yml):\d+:\d+: \S/);
  const text = out.join("\n");
  assert.match(text, /^muster\.yml:10:14: .*no service "checkout"/m);
  assert.match(text, /^muster\.yml:11:14: There is no runbook "frist"\. Did you mean first\?/m);
  assert.match(text, /^runbooks\/first\.yml:7:17: .*prd/m);
  assert.match(text, /^runbooks\/second\.yml:/m);
});

test("only the files that are named are checked, a runbook with the connections of muster.yml", async (t) => {
  const cwd = await folderOf(t, {
    "muster.yml": `${CONFIG}slak: {}\n`,
    "runbooks/first.yml": RUNBOOK,
    "runbooks/second.yml": "muster: 1\nid: second\n",
  });
  const { code, out, err } = await run(["lint", "runbooks/first.yml"], { cwd });
  assert.deepEqual(out, []);
  assert.equal(code, 0);
  assert.deepEqual(err, ["1 file checked, 0 problems."]);
  assert.equal((await run(["lint", "runbooks"], { cwd })).code, 1);
  assert.match((await run(["lint", "muster.yml"], { cwd })).out.join(), /Unknown key "slak"/);
});

test("a file that is not there is a problem", async (t) => {
  const cwd = await folderOf(t, { "muster.yml": "" });
  const { code, out } = await run(["lint", "runbooks/nope.yml"], { cwd });
  assert.equal(code, 1);
  assert.deepEqual(out, ["runbooks/nope.yml: There is no such file."]);
});
