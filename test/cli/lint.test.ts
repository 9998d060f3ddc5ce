import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
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
teams:
  payments:
    on_call: ["@anna"]
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

const STEP = `  - id: over
    kind: end
    outcome: success
    suggest: [frist, third]
`;

test("a suggestion of a runbook that is not there and a command of two runbooks are told", async (t) => {
  const command = "triggers:\n  - command: look\n";
  const other = RUNBOOK.replace("id: first", "id: second").replace("title: First", "title: Second");
  const cwd = await folderOf(t, {
    "muster.yml": CONFIG,
    "runbooks/first.yml": RUNBOOK.replace("metrics:", `${command}metrics:`),
    "runbooks/second.yml": other
      .replace("metrics:", `${command}metrics:`)
      .replace(/ {2}- id: over\n.*$/s, STEP),
  });
  const { code, out } = await run(["lint", "runbooks/second.yml"], { cwd });
  assert.equal(code, 1);
  assert.deepEqual(out, [
    "runbooks/second.yml:6:14: 'look' starts 'first' already",
    "runbooks/second.yml:21:15: there is no runbook 'frist'; did you mean 'first'?",
    "runbooks/second.yml:21:22: there is no runbook 'third'; there are second, first",
  ]);
});

test("principals that are nobody are warned about, effects without a click need autonomy", async (t) => {
  const effect = `  - id: act
    kind: http
    title: Act
    connection: admin
    method: PUT
    path: /x
    repeat: safe
    run: auto
    irreversible: gone
    approval:
      need: 1
      from: [group:bosses]
`;
  const text = RUNBOOK.replace("owner: oncall:payments", "owner: oncall:search").replace(
    "  - id: over",
    `${effect}  - id: over`,
  );
  const admin = "connections:\n  admin:\n    kind: http\n    base_url: http://localhost:1\n";
  const config = CONFIG.replace("connections:\n", admin);
  const cwd = await folderOf(t, { "muster.yml": config, "runbooks/first.yml": text });
  const { code, out } = await run(["lint"], { cwd });
  assert.equal(code, 1);
  const wrong =
    "runbooks/first.yml:23:10: 'run: auto' lets this effect happen without a click; write click, or set 'autonomy: true' in muster.yml";
  assert.deepEqual(out, [wrong]);
  await writeFile(join(cwd, "muster.yml"), `${config}autonomy: true\n`);
  const allowed = await run(["lint"], { cwd });
  assert.equal(allowed.code, 0);
  assert.deepEqual(allowed.out, [
    "runbooks/first.yml:4:8: warning: 'oncall:search' is nobody: 'teams' in muster.yml has no 'search', there are payments",
    "runbooks/first.yml:20:13: warning: nothing reads back whether this PUT took effect; add 'verify'",
    "runbooks/first.yml:27:14: warning: 'group:bosses' is nobody: 'groups' in muster.yml has no 'bosses', there are none",
  ]);
});
