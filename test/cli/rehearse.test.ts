// `rehearse` on the command line: the story, the summary, the exit code.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, run } from "./console.ts";

const CONFIG = `teams:
  web:
    on_call: ["@anna", "@piotr"]
connections:
  shop:
    kind: http
    base_url: https://shop.example
services:
  checkout: {}
`;

const RUNBOOK = `muster: 1
id: full-shop
title: Close the shop
owner: oncall:web
permissions:
  operate: [oncall:web]
inputs:
  why:
    type: string
    required: true
    pattern: "[A-Z]+-[0-9]+"
steps:
  - id: sure
    kind: choice
    title: Close because of {{ inputs.why }}?
    timeout: 5m
    options:
      - {value: "yes", label: Close}
      - {value: "no", label: Not yet, goto: end}
  - id: close
    kind: http
    title: Close
    connection: shop
    method: PUT
    path: /v1/door
    body: {open: false}
    repeat: safe
    verify: {http: shop, path: /v1/door, pointer: /open, equals: false}
    undo: {body: {open: true}, valid_for: 1h}
    approval: {need: 1, from: [oncall:web], exclude: [operator]}
`;

const files = (runbook: string) => ({ "muster.yml": CONFIG, "runbooks/full-shop.yml": runbook });

test("a path is told with who clicks, what is sent and how it is undone", async (t) => {
  const cwd = await folderOf(t, files(RUNBOOK));
  const { code, out, err } = await run(["rehearse", "runbooks/full-shop.yml", "--path", "1"], {
    cwd,
  });
  assert.equal(code, 0, [...out, ...err].join("\n"));
  const story = out.map((line) => line.replace(/^ +(\d:\d\d:\d\d)? +/, "")).join("\n");
  for (const line of [
    "anna starts the run with why: AB-12",
    "[Close] [Not yet]",
    "anna presses [Close]",
    'Will send PUT /v1/door at shop {"open":false}',
    'Undo: PUT /v1/door at shop {"open":true} (for 1 h)',
    "piotr presses [Approve]",
    "anna presses [Run]",
    "The run is over: done",
  ]) {
    assert.ok(story.includes(line), `${line} is not in\n${story}`);
  }
});

test("told together, each path begins where it parts from one that was told", async (t) => {
  const cwd = await folderOf(t, files(RUNBOOK));
  const { out, err } = await run(["rehearse", "runbooks/full-shop.yml", "why=OPS-7"], { cwd });
  const heads = out.filter((line) => line.startsWith("Path "));
  const [, of = ""] = /^Path 1 of (\d+): /.exec(heads[0] ?? "") ?? [];
  assert.equal(heads.length, Number(of));
  assert.ok(heads.length > 5);
  assert.equal(out.filter((line) => line.includes("starts the run")).length, 1);
  assert.match(
    err.join("\n"),
    new RegExp(`^full-shop: ${of} paths \\(2 ways through it, .*0 problems`),
  );
});

test("--quiet says only how it came out, for every runbook of a folder", async (t) => {
  const other = RUNBOOK.replace("id: full-shop", "id: other");
  const cwd = await folderOf(t, { ...files(RUNBOOK), "runbooks/other.yml": other });
  const { code, out, err } = await run(["rehearse", "--quiet", "runbooks"], { cwd });
  assert.equal(code, 0);
  assert.deepEqual(out, []);
  assert.deepEqual(
    err.map((line) => line.split(":")[0]),
    ["full-shop", "other"],
  );
});

test("an approval that nobody can give, and a runbook that cannot be read, fail with their place", async (t) => {
  const alone = RUNBOOK.replace("need: 1, from: [oncall:web]", "need: 2, from: [oncall:web]");
  const broken = RUNBOOK.replace("undo: {", "ndo: {").replace("id: full-shop", "id: broken");
  const cwd = await folderOf(t, { ...files(alone), "runbooks/broken.yml": broken });
  const { code, out } = await run(["rehearse", "-q", "runbooks"], { cwd });
  assert.equal(code, 1);
  assert.deepEqual(out, [
    "runbooks/broken.yml:29:5: no key 'ndo' in this http step; did you mean 'undo'?",
    "runbooks/full-shop.yml:30:31: nobody can give this approval: it needs 2, and there is @anna, @piotr, less 1 for operator",
  ]);
});

test("what nobody can guess has to be given, and wrong words are answered with the right ones", async (t) => {
  const cwd = await folderOf(t, files(RUNBOOK.replace("[A-Z]+-[0-9]+", "[a-z]{3}:[0-9]{9}")));
  const unknown = await run(["rehearse", "-q", "runbooks/full-shop.yml"], { cwd });
  assert.equal(unknown.code, 1);
  assert.deepEqual(unknown.err, [
    "runbooks/full-shop.yml: nothing fits the input 'why' by itself; give it a value: why=…",
  ]);
  const given = await run(["rehearse", "-q", "runbooks/full-shop.yml", "why=ops:123456789"], {
    cwd,
  });
  assert.equal(given.code, 0, given.err.join("\n"));
  const refused = await run(["rehearse", "-q", "runbooks/full-shop.yml", "why=x"], { cwd });
  assert.equal(refused.code, 1);
  assert.match(refused.err.join("\n"), /no values are accepted as inputs: why \(wrong-form\)/);
  const stray = await run(["rehearse", "-q", "runbooks/full-shop.yml", "wy=x"], { cwd });
  assert.match(stray.err.join("\n"), /there is no input 'wy'; did you mean 'why'\?/);
  assert.equal((await run(["rehearse"], { cwd })).code, 2);
  assert.equal((await run(["rehearse", "a.yml", "--loud"], { cwd })).code, 2);
  assert.equal((await run(["rehearse", "a.yml", "--path", "x"], { cwd })).code, 2);
});
