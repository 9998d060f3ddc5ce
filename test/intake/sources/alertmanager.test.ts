import assert from "node:assert/strict";
import { test } from "node:test";
import { first, jsonDelivery, signalsOf, understood } from "../deliveries.ts";

test("an alert that fires carries key, priority, times, service and links", () => {
  const signals = signalsOf("alertmanager", "real-firing.json");
  assert.equal(signals.length, 1);
  const signal = first(signals);
  assert.equal(signal.alertKey, "e67515c8e3015730");
  assert.equal(signal.state, "firing");
  assert.equal(signal.kind, "alert");
  assert.equal(
    signal.title,
    "Spadek autoryzacji płatności o 3.4 pp względem baseline (bramka payu)",
  );
  assert.equal(signal.summary, "Próg: 2 pp. Wartość: 3.4. Uruchom runbook „bramka zapasowa”.");
  assert.equal(signal.priority, "P1");
  assert.equal(signal.labels["service"], "checkout");
  assert.equal(signal.occurredAt?.toISOString(), "2026-11-22T12:38:06.530Z");
  assert.equal(signal.groupKey, '{}:{alertname="PaymentAuthorizationDrop", service="checkout"}');
  const links = Object.fromEntries(signal.links.map(({ label, url }) => [label, url]));
  assert.equal(links["runbook"], "https://runbooks.example.com/fallback-gateway");
  assert.equal(links["dashboard"], "https://grafana.example.com/d/checkout");
  assert.match(links["source"] ?? "", /^http:\/\/vm:19090\/graph\?/);
  assert.match(links["silence"] ?? "", /^http:\/\/vm:19093\/#\/silences\/new\?filter=%7B/);
});

test("its recovery has the same key and the later time", () => {
  const [firing, resolved] = [
    first(signalsOf("alertmanager", "real-firing.json")),
    first(signalsOf("alertmanager", "real-resolved.json")),
  ];
  assert.equal(resolved.state, "recovered");
  assert.equal(resolved.alertKey, firing.alertKey);
  assert.deepEqual(resolved.startedAt, firing.startedAt);
  assert.ok(resolved.occurredAt && firing.occurredAt && resolved.occurredAt > firing.occurredAt);
});

test("a body that is firing on top recovers the one alert in it that is resolved", () => {
  const states = signalsOf("alertmanager", "real-group-mixed.json").map(({ labels, state }) => [
    labels["gateway"],
    state,
  ]);
  assert.deepEqual(states, [
    ["paypal", "firing"],
    ["payu", "firing"],
    ["stripe", "recovered"],
  ]);
});

test("the last body of a group recovers only the alerts it lists", () => {
  const signals = signalsOf("alertmanager", "real-group-rest-resolved.json");
  assert.deepEqual(
    signals.map(({ labels, state }) => [labels["gateway"], state]),
    [
      ["paypal", "recovered"],
      ["payu", "recovered"],
    ],
  );
});

test("severity decides where no priority label does", () => {
  const priorities = signalsOf("alertmanager", "real-group-3-firing.json").map(
    ({ labels, priority }) => `${labels["severity"]} ${priority}`,
  );
  assert.deepEqual(priorities.sort(), ["critical P1", "critical P1", "warning P3"]);
});

test("alerts that the sender cut off are counted and never recovered", () => {
  const alert = { status: "resolved", labels: { alertname: "A" }, fingerprint: "f" };
  const reading = understood(jsonDelivery("alertmanager", { alerts: [alert], truncatedAlerts: 7 }));
  assert.equal(reading.omitted, 7);
  assert.equal(reading.signals.length, 1);
  assert.match(reading.note ?? "", /7 more/);
});

test("the watchdog is a heartbeat, not an alert", () => {
  assert.equal(first(signalsOf("alertmanager", "watchdog.json")).kind, "heartbeat");
});

test("without a fingerprint the labels are the key, in any order", () => {
  const body = (labels: Record<string, string>) =>
    jsonDelivery("alertmanager", { alerts: [{ status: "firing", labels }] });
  const a = first(understood(body({ alertname: "A", host: "1" })).signals);
  const b = first(understood(body({ host: "1", alertname: "A" })).signals);
  const c = first(understood(body({ host: "2", alertname: "A" })).signals);
  assert.equal(a.alertKey, b.alertKey);
  assert.notEqual(a.alertKey, c.alertKey);
});

test("an alert without a name or summary is named by its labels", () => {
  const alert = { status: "firing", labels: { job: "shop", host: "1" } };
  const signal = first(understood(jsonDelivery("alertmanager", { alerts: [alert] })).signals);
  assert.equal(signal.title, "job=shop host=1");
});

test("labels and annotations of hostile form are made harmless", () => {
  const alert = {
    status: "firing",
    labels: { alertname: "A\u0000\u202e", n: 7, deep: { x: 1 }, none: null },
    annotations: {
      summary: `<!channel> ${"x".repeat(400)}`,
      runbook_url: "javascript:alert(1)",
      dashboard: "https://grafana.example.com/d/1",
    },
    startsAt: { not: "a time" },
    generatorURL: 7,
  };
  const signal = first(understood(jsonDelivery("alertmanager", { alerts: [alert] })).signals);
  assert.deepEqual(signal.labels, { alertname: "A", n: "7" });
  assert.ok(signal.title.startsWith("<!channel> x"), "escaping is the surface's");
  assert.equal(signal.title.length, 150);
  assert.deepEqual(
    signal.links.map(({ url }) => url),
    ["https://grafana.example.com/d/1"],
  );
  assert.equal(signal.startedAt, undefined);
});
