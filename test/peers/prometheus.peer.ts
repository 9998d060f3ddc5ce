import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ConnectionUse } from "../../src/domain/runbook/state/intent.ts";
import { lookAtUses } from "../../src/integrations/preflight/look-at-uses.ts";
import { queryPrometheus } from "../../src/integrations/prometheus.ts";
import { openTargets, type Targets } from "../../src/integrations/targets.ts";
import { connectionTo } from "../support/connection.ts";
import { type PrometheusServer, startPrometheus } from "./start-prometheus.ts";

const GITHUB = { access: null, apiUrl: "http://127.0.0.1:1", repositories: [], environments: null };

let prometheus: PrometheusServer;
let targets: Targets;

before(async () => {
  prometheus = await startPrometheus();
  const kind = "prometheus";
  targets = openTargets({
    connections: {
      prod: connectionTo(prometheus.url, { kind, name: "prod" }),
      elsewhere: connectionTo(`${prometheus.url}/nowhere`, { kind, name: "elsewhere" }),
    },
    github: GITHUB,
  });
});

after(async () => {
  await targets?.[Symbol.asyncDispose]();
  await prometheus?.[Symbol.asyncDispose]();
});

async function query(promql: string, connection = "prod") {
  const caller = targets.find(connection);
  assert.ok(caller);
  return await queryPrometheus(caller, promql);
}

test("one fresh series is one number, and an expression as well", async () => {
  prometheus.show(`auth_pct{gateway="stripe"} 98.5\nauth_pct{gateway="payu"} 97`);
  await prometheus.untilScraped();
  const before = Date.now();
  const one = await query('auth_pct{gateway="stripe"}');
  assert.ok(one.ok);
  assert.equal(one.value, 98.5);
  const ageMs = before - Date.parse(one.at);
  assert.ok(ageMs > -1_000 && ageMs < 5_000, `${ageMs} ms old`);
  const sum = await query("sum(auth_pct)");
  assert.equal(sum.ok && sum.value, 195.5);
  const scalar = await query("scalar(sum(auth_pct)) / 2");
  assert.equal(scalar.ok && scalar.value, 97.75);
  assert.equal((await query("1 + 1")).ok, true);
});

test("what is no single number is told apart: no data, many series, a range, a mistake", async () => {
  assert.deepEqual(await query("no_such_series"), { ok: false, cause: "no-data" });
  const many = { ok: false, cause: "many-series", detail: "2 series" };
  assert.deepEqual(await query("auth_pct"), many);
  const range = await query("auth_pct[1m]");
  assert.equal(range.ok ? "" : range.cause, "wrong-type");
  const mistake = await query("sum(");
  assert.equal(mistake.ok ? "" : mistake.cause, "query-error");
  assert.match(mistake.ok ? "" : (mistake.detail ?? ""), /^bad_data: .*parse error/);
});

test("NaN and infinity are no numbers", async () => {
  prometheus.show("empty_ratio NaN\nendless +Inf");
  await prometheus.untilScraped();
  for (const [promql, detail] of [
    ["empty_ratio", "NaN"],
    ["endless", "+Inf"],
    ["vector(0) / 0", "NaN"],
  ] as const) {
    assert.deepEqual(await query(promql), { ok: false, cause: "not-a-number", detail }, promql);
  }
});

test("a series that is shown no more has no data at once", async () => {
  prometheus.show("going 1");
  await prometheus.untilScraped();
  assert.equal((await query("going")).ok, true);
  prometheus.show("other 1");
  await prometheus.untilScraped();
  assert.deepEqual(await query("going"), { ok: false, cause: "no-data" });
});

test("a sample that is old says so, although Prometheus still answers with it", async () => {
  const sampled = Date.now() - 3 * 60_000;
  prometheus.show(`pushed 5 ${sampled}`);
  await prometheus.untilScraped();
  const reading = await query("pushed");
  assert.ok(reading.ok);
  assert.equal(reading.value, 5);
  assert.equal(Date.parse(reading.at), sampled);
});

test("a look finds whether a Prometheus is there", async () => {
  const uses: ConnectionUse[] = ["prod", "elsewhere"].map((connection) => ({
    ...{ kind: "prometheus", connection, steps: ["one"] },
  }));
  const found = await lookAtUses(targets, uses, { isDrill: false });
  assert.deepEqual(
    found.map(({ connection }) => connection),
    ["elsewhere"],
  );
  assert.match(found[0]?.message ?? "", /answers 404, and not as a Prometheus does/);
});
