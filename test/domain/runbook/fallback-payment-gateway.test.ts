// The runbook that ships: from the alert to the end, as a team would walk it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formatProblem } from "../../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../../src/domain/runbook/format/read.ts";
import { checkInputs } from "../../../src/domain/runbook/run/inputs.ts";
import { suggestRunbooks } from "../../../src/domain/runbook/run/suggest.ts";
import type { Person } from "../../../src/domain/runbook/state/stamp.ts";
import { describeRun } from "../../../src/domain/runbook/view/describe.ts";
import { anna, ola, type Play, play } from "./play.ts";

const file = "runbooks/fallback-payment-gateway.yml";
const source = readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
const read = readRunbook(source, file, { prod: "prometheus", "routing-admin": "http" });
assert.ok(read.ok, read.ok ? "" : read.problems.map(formatProblem).join("\n"));
const { runbook, warnings } = read;

const now = new Date("2026-11-22T12:00:00Z");
const alert = { name: "PaymentAuthRateDrop", title: "Auth down", labels: { gateway: "stripe" } };

test("it has no warnings", () => {
  assert.deepEqual(warnings, []);
});

test("the alert suggests it and says which gateway is ill", () => {
  const [suggestion] = suggestRunbooks([runbook], [alert], now);
  assert.equal(suggestion?.runbook.id, "fallback-payment-gateway");
  assert.deepEqual(suggestion?.inputs, { from: "stripe", to: "payu" });
  assert.deepEqual(suggestion?.missing, []);
});

test("a gateway is not replaced by itself", () => {
  const ill = { ...alert, labels: { gateway: "payu" } };
  const [suggestion] = suggestRunbooks([runbook], [ill], now);
  assert.deepEqual(suggestion?.inputs, { from: "payu" });
  assert.deepEqual(suggestion?.missing, ["to"]);
  const checked = checkInputs(runbook, { from: "payu", to: "payu" }, { zone: "UTC" }, now);
  assert.deepEqual(checked, {
    ok: false,
    problems: [{ input: "to", code: "rule", rule: "inputs.to != inputs.from", given: "payu" }],
  });
});

test("another alert does not suggest it", () => {
  assert.deepEqual(suggestRunbooks([runbook], [{ ...alert, name: "DiskFull" }], now), []);
});

const down = { auth_from: 11, base_from: 94.2, n_from: 240, ours_5xx: 0.1 };

function begun(): Play {
  return play(runbook, { from: "stripe", to: "payu" });
}

function approve(run: Play, by: Person): void {
  const sha8 = run.current().approval?.requestSha.slice(0, 8) ?? "";
  run.click("approve", { by, sha8 });
}

/** Good samples, one after another, until the wait is over. */
function hold(run: Play, values: Readonly<Record<string, number>>, samples: number): void {
  const { cursor } = run.run();
  for (let n = 1; run.run().cursor === cursor; n += 1) {
    assert.ok(n <= samples, `${cursor} still waits after ${samples} samples`);
    run.read(values);
    const due = run.run().cursor === cursor ? run.current().timers.sample : undefined;
    if (due === undefined) continue;
    run.pass((Date.parse(due) - run.now().getTime()) / 1_000);
    run.fire("sample");
  }
}

test("on its way it moves the traffic, proves it, and tells people", () => {
  const run = begun();
  run.read(down);
  run.read({ probe_to: 99.5 });
  run.read(down);
  assert.equal(
    run.current().text,
    "stripe authorizes 11 %, its baseline is 94.2 %. A payment that timed out counts as charged until its status has been read; never charge it again by hand.",
  );
  run.click("choose", { option: "full" });
  run.readBack({ gateway: "stripe", fallback: null, fallback_pct: 0, revision: 1 });
  const preview = describeRun(runbook, run.run(), run.now()).current?.effect;
  const [change] = preview?.changes ?? [];
  assert.ok(change?.kind === "http");
  assert.deepEqual(
    [change.method, change.path, change.body, preview?.before, preview?.after],
    ["PUT", "/v1/routes/stripe", { fallback: "payu", fallback_pct: 100 }, 0, 100],
  );
  approve(run, ola);
  run.click("run", { by: anna });
  run.sent();
  run.answer({ status: 200, json: { fallback_pct: 100, revision: 2 } });
  run.readBack({ fallback_pct: 100 });
  assert.deepEqual(run.step("switch").output, { revision: 2 });
  hold(run, { n_to: 300, auth_to: 93.9, base_from: 94.2 }, 5);
  assert.deepEqual(run.asked("announce")[0]?.to, ["incident", "stakeholders"]);
  assert.ok(run.asked("announce")[0]?.text.includes("payu instead of stripe"));
  run.click("run", { text: "Cards work; some wallets do not." });
  assert.equal(run.asked("announce")[0]?.text, "Cards work; some wallets do not.");
  run.click("done", { values: { uncertain: 3, refunded: 0 }, note: "3 payments settled" });
  hold(run, { probe_from: 99 }, 11);
  assert.equal(run.run().cursor, "back");
});

test("the traffic is given back only while the route is as we left it, by a second person's leave", () => {
  const run = begun();
  for (const readings of [down, { probe_to: 99.5 }, down]) run.read(readings);
  run.click("choose", { option: "full" });
  approve(run, ola);
  run.click("run", { by: anna });
  run.sent();
  run.answer({ status: 200, json: { fallback_pct: 100, revision: 2 } });
  run.readBack({ fallback_pct: 100 });
  for (const step of ["recovered", "tell_customers", "in_flight", "primary_back"]) {
    assert.equal(run.run().cursor, step);
    run.click("skip", { note: "known" });
  }
  run.readBack({ revision: 3 });
  assert.deepEqual(run.current().reason, { code: "conflict", expected: 2, found: 3 });
  run.click("retry");
  run.readBack({ revision: 2 });
  approve(run, ola);
  run.click("run", { by: anna });
  run.readBack({ revision: 2 });
  const [sent] = run.asked("send-request");
  assert.ok(sent?.change.kind === "http");
  assert.deepEqual(
    [sent.effect.step, sent.effect.direction, sent.change.path, sent.change.body],
    ["switch", "undo", "/v1/routes/stripe", { fallback_pct: 0 }],
  );
  run.sent();
  run.answer({ status: 200 });
  run.readBack({ fallback_pct: 0 });
  const [change] = describeRun(runbook, run.run(), run.now()).changes;
  assert.deepEqual(
    [change?.step, change?.certainty, change?.undo?.state],
    ["switch", "done", "undone"],
  );
});

test("when our own checkout is broken it says that it does not apply, and changes nothing", () => {
  const run = begun();
  run.read({ ...down, ours_5xx: 4 });
  assert.equal(run.run().outcome, "not_applicable");
  assert.deepEqual(describeRun(runbook, run.run(), run.now()).changes, []);
});

test("when there is too little traffic to judge by it asks", () => {
  const run = begun();
  run.read({ ...down, n_from: 3 });
  assert.deepEqual(run.current().reason, {
    code: "unknown",
    unknowns: [{ cause: "below-floor", name: "n_from >= 50" }],
  });
});
