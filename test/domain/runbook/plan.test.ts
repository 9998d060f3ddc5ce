// A plan tells what a run would read, send and undo, before anything is done.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planRun } from "../../../src/domain/runbook/plan/plan.ts";
import { SWITCH } from "../../operations/runbooks.ts";
import { shelfOf } from "../../support/shelf.ts";

const AHEAD = `muster: 1
id: ahead
title: Look ahead
owner: user:U1
inputs:
  host:
    type: string
    required: true
metrics:
  errors:
    prometheus: prod
    promql: rate(errors{host="{{ inputs.host }}"}[5m])
steps:
  - id: look
    kind: check
    title: "Errors on {{ inputs.host }} are {{ metrics.errors | round }}"
    pass: errors < 5.0
    on_fail: ask
    on_unknown: ask
  - id: who
    kind: choice
    title: Which one
    timeout: 1h
    options:
      - {value: a, label: The first}
      - {value: b, label: The second, goto: end}
  - id: off
    kind: flag
    title: Off
    when: steps.who.output.value == "a"
    connection: flags
    project: shop
    env: production
    flag: "new-{{ steps.who.output.value }}"
    set: "off"
    undo: auto
  - id: restart
    kind: http
    title: Restart
    connection: admin
    method: POST
    path: "/v1/hosts/{{ steps.who.output.value }}/restart"
    repeat: never
    irreversible: It was down anyway
`;

const wish = {
  facts: { zone: "UTC" },
  by: { id: "U0ANNA", name: "Anna" },
  now: new Date("2026-11-27T18:00:00Z"),
  autonomy: false,
};

function plan(source: string, inputs: Record<string, string>) {
  const [shelved] = shelfOf(source).list();
  assert.ok(shelved);
  return planRun(shelved.runbook, { ...wish, inputs });
}

describe("a plan", () => {
  it("shows each request as it would be sent, its read-back and how it is taken back", () => {
    const { steps, lock } = plan(SWITCH, { from: "stripe & co" });
    const [move] = steps;
    assert.equal(lock, "gateway stripe &amp; co");
    assert.ok(move?.change?.ok && move.change.value.kind === "http");
    assert.equal(move.change.value.path, "/v1/routes/stripe%20%26%20co");
    assert.deepEqual(move.change.value.body, { weight: 0 });
    assert.equal(move.verify?.equals, 0);
    assert.ok(move.undo?.kind === "request" && move.undo.change.ok);
    assert.equal(move.approval?.need, 2);
    assert.equal(move.isAutomatic, false);
  });

  it("takes a rehearsed value where only the run will know, and says so", () => {
    const tell = plan(SWITCH, { from: "stripe" }).steps[1];
    assert.match(tell?.announcement?.text ?? "", /Route r-1 &amp; more/);
    assert.deepEqual(tell?.assumed, [{ name: "steps.move.output.route", value: "r-1" }]);
  });

  it("names what nobody can know yet, in texts and in paths", () => {
    const [look, who, off, restart] = plan(AHEAD, { host: "web-1" }).steps;
    assert.match(look?.title ?? "", /^Errors on web-1 are /);
    const [metric] = look?.reads ?? [];
    assert.ok(metric?.kind === "metric" && metric.query.ok);
    const { source } = metric.query.value;
    assert.equal(source.kind === "prometheus" && source.promql, 'rate(errors{host="web-1"}[5m])');
    assert.equal(look?.condition, "errors < 5.0");
    assert.deepEqual(who?.options, [{ label: "The first" }, { label: "The second", goto: "end" }]);
    assert.ok(off?.change?.ok && off.change.value.kind === "flag");
    assert.equal(off.change.value.flag, "new-«steps.who.output.value»");
    assert.deepEqual(off.undo, { kind: "auto" });
    assert.equal(off.when, 'steps.who.output.value == "a"');
    assert.ok(restart?.change?.ok && restart.change.value.kind === "http");
    assert.equal(restart.change.value.path, "/v1/hosts/«steps.who.output.value»/restart");
    assert.deepEqual(restart.undo, { kind: "irreversible", why: "It was down anyway" });
  });
});
