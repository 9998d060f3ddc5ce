import assert from "node:assert/strict";
import { test } from "node:test";
import { formatProblem } from "../../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import { usesOf } from "../../../src/domain/runbook/run/uses.ts";

const TEXT = `muster: 1
id: uses
title: Uses
owner: any_responder
inputs:
  flag: { type: string, required: true }
  repo: { type: repo, required: true }
metrics:
  errors: { prometheus: prod, promql: errors }
  error: { prometheus: other, promql: error }
  probe: { http: admin, path: /probe, pointer: /ok }
steps:
  - { id: seen, kind: check, title: "Now {{ metrics.probe }}", pass: "errors > 1", on_fail: ask, on_unknown: ask }
  - { id: quiet, kind: wait, title: Quiet, until: "errors < 1", every: 30s, timeout: 5m, on_timeout: ask }
  - id: switch
    kind: http
    title: Switch
    connection: routing
    method: PUT
    path: /x
    repeat: safe
    verify: { http: admin, path: /x, pointer: /ok, equals: true }
    undo: { only_if: { http: audit, path: /x, pointer: /ok, equals: true } }
  - { id: fixed, kind: flag, title: F, connection: flags, project: shop, env: production, flag: reviews, set: "off", undo: auto }
  - { id: named, kind: flag, title: N, connection: flags, project: shop, env: production, flag: "{{ inputs.flag }}", set: "off", undo: auto }
  - { id: back, kind: github, title: B, op: rollback_deployment, repo: "{{ inputs.repo }}", environment: production, undo: auto }
  - id: flow
    kind: github
    title: W
    op: dispatch
    repo: shop/web
    workflow: set.yml
    ref: main
    undo: { op: dispatch, workflow: unset.yml }
  - { id: done, kind: end, outcome: success }
`;

const read = readRunbook(TEXT, "uses.yml");
assert.ok(read.ok, read.ok ? "" : read.problems.map(formatProblem).join("\n"));
const { runbook } = read;

test("each use is told once, with the steps that need it; a metric that nobody asks for is none", () => {
  const place = { connection: "flags", project: "shop", env: "production" };
  assert.deepEqual(usesOf(runbook), [
    { kind: "prometheus", connection: "prod", steps: ["seen", "quiet"] },
    { kind: "http", connection: "admin", steps: ["seen", "switch"] },
    { kind: "http", connection: "routing", steps: ["switch"] },
    { kind: "http", connection: "audit", steps: ["switch"] },
    { kind: "flag", ...place, flag: "reviews", steps: ["fixed"] },
    { kind: "flag", ...place, steps: ["named"] },
    { kind: "dispatch", repo: "shop/web", workflow: "set.yml", steps: ["flow"] },
    { kind: "dispatch", repo: "shop/web", workflow: "unset.yml", steps: ["flow"] },
  ]);
});

test("with its inputs a run knows the flags and repositories that they name", () => {
  const uses = usesOf(runbook, { flag: "reviews", repo: "shop/api" });
  const flags = uses.filter(({ kind }) => kind === "flag");
  assert.deepEqual(
    flags.map(({ steps }) => steps),
    [["fixed", "named"]],
  );
  const rollback = { kind: "redeploy", repo: "shop/api", environment: "production" };
  assert.deepEqual(
    uses.find(({ kind }) => kind === "redeploy"),
    { ...rollback, steps: ["back"] },
  );
});
