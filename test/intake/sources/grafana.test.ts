import assert from "node:assert/strict";
import { test } from "node:test";
import { delivery, first, jsonDelivery, refused, signalsOf, understood } from "../deliveries.ts";

test("each alert of a mixed body has its own state", () => {
  assert.deepEqual(
    signalsOf("grafana", "v9-mixed.json").map(({ alertKey, state }) => [alertKey, state]),
    [
      ["aaafafe0953f0962", "recovered"],
      ["fb31814ac93dbe7d", "recovered"],
      ["6f9cd313db421ef1", "firing"],
    ],
  );
});

test("values, panel, dashboard, image and silence come along; without a severity it is P3", () => {
  const signal = first(signalsOf("grafana", "v11-values-image.json"));
  assert.equal(signal.priority, "P3");
  assert.equal(signal.value, "A=2473545728, B=0, C=1, minute=9");
  assert.deepEqual(
    signal.links.map(({ label }) => label),
    ["dashboard", "panel", "source", "silence", "image"],
  );
});

test("relative links are completed by Grafana's own address", () => {
  const signal = first(signalsOf("grafana", "missing-series.json"));
  assert.ok(
    signal.links.some(({ url }) => url === "https://grafana.sklep.example/alerting/silence/new"),
  );
});

test("a dead datasource means the monitoring is blind, not that the rule fired", () => {
  const signal = first(signalsOf("grafana", "no-data.json"));
  assert.equal(signal.kind, "blind");
  assert.equal(signal.priority, "P3", "whatever severity the rule has");
  assert.equal(signal.title, "Koszyk 5xx");
});

test("a resolve because the series vanished recovers nothing", () => {
  const signals = signalsOf("grafana", "missing-series.json");
  assert.ok(signals.every(({ state }) => state !== "recovered"));
  assert.equal(first(signals).kind, "blind");
  assert.notEqual(first(signals).alertKey, "bb02", "the alert itself keeps its state");
});

test("the test button opens nothing", () => {
  assert.equal(first(signalsOf("grafana", "test-button.json")).kind, "notice");
});

test("the test of Grafana 8 without states per alert and with Go times is understood", () => {
  const signal = first(
    understood(
      jsonDelivery("grafana", {
        status: "firing",
        alerts: [
          {
            labels: { alertname: "TestAlert8" },
            startsAt: "2026-05-27 15:36:00.1 +0000 UTC m=+8560",
          },
        ],
      }),
    ).signals,
  );
  assert.equal(signal.state, "firing");
  assert.equal(signal.startedAt?.toISOString(), "2026-05-27T15:36:00.100Z");
});

test("legacy alerting fires and recovers by rule", () => {
  const firing = first(signalsOf("grafana", "legacy-alerting.json"));
  const ok = first(signalsOf("grafana", "legacy-ok.json"));
  assert.equal(firing.state, "firing");
  assert.equal(firing.title, "Zeta CPU alert");
  assert.equal(firing.value, "user=97.007606");
  assert.equal(firing.labels["instance"], "zeta.domain");
  assert.equal(ok.state, "recovered");
  assert.equal(ok.alertKey, firing.alertKey);
});

test("legacy states that say nothing of the alert are left out", () => {
  for (const state of ["paused", "pending", "constructor"]) {
    const reading = understood(jsonDelivery("grafana", { ruleId: 7, state }));
    assert.deepEqual(reading.signals, []);
  }
  const noData = understood(
    jsonDelivery("grafana", { ruleId: 7, state: "no_data", evalMatches: null }),
  );
  assert.equal(first(noData.signals).kind, "blind");
});

test("rule ids above 2^53 stay apart", () => {
  const key = (id: string) =>
    first(
      understood(delivery("grafana", { body: Buffer.from(`{"ruleId":${id},"state":"ok"}`) }))
        .signals,
    ).alertKey;
  assert.equal(key("9007199254740993"), "rule::9007199254740993");
  assert.notEqual(key("9007199254740993"), key("9007199254740992"));
});

test("a body of the user's own template is read as a generic alert, else refused", () => {
  const own = understood(jsonDelivery("grafana", { title: "Own", state: "resolved", id: "x" }));
  assert.equal(first(own.signals).state, "recovered");
  assert.match(refused(jsonDelivery("grafana", { nothing: true })), /Grafana's own/);
});
