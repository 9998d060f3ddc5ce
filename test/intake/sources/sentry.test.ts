import assert from "node:assert/strict";
import { test } from "node:test";
import {
  delivery,
  first,
  fixture,
  jsonDelivery,
  refused,
  signalsOf,
  understood,
} from "../deliveries.ts";

const sent = (resource: string, at = "1795351200") => ({
  headers: { "sentry-hook-resource": resource, "sentry-hook-timestamp": at },
});

test("a metric alert fires and recovers under one key, in the order it was sent", () => {
  const critical = first(signalsOf("sentry", "metric-critical.json", sent("metric_alert")));
  const resolved = first(
    signalsOf("sentry", "metric-resolved.json", sent("metric_alert", "1795352000")),
  );
  assert.equal(critical.alertKey, "metric:9017");
  assert.equal(critical.state, "firing");
  assert.equal(critical.priority, "P2");
  assert.equal(critical.title, "Critical: Błędy koszyka");
  assert.equal(critical.labels["project"], "sklep-web");
  assert.equal(critical.startedAt?.toISOString(), "2026-11-22T12:36:00.000Z");
  assert.equal(resolved.alertKey, critical.alertKey);
  assert.equal(resolved.state, "recovered");
  assert.ok(
    resolved.occurredAt && critical.occurredAt && resolved.occurredAt > critical.occurredAt,
  );
});

test("a step down from critical to warning is no recovery", () => {
  const body = JSON.parse(Buffer.from(fixture("sentry/metric-critical.json")).toString());
  const signal = first(understood(jsonDelivery("sentry", { ...body, action: "warning" })).signals);
  assert.equal(signal.state, "firing");
  assert.equal(signal.priority, "P3");
});

test("an issue alert and the resolve of its issue share a key", () => {
  const event = first(signalsOf("sentry", "event-checkout.json", sent("event_alert")));
  const resolved = first(signalsOf("sentry", "issue-resolved.json", sent("issue")));
  assert.equal(event.alertKey, "issue:1638821441");
  assert.equal(resolved.alertKey, event.alertKey);
  assert.equal(resolved.state, "recovered");
  assert.equal(event.priority, "P3");
  assert.equal(event.summary, "pay(checkout)\npay /checkout.js:178");
});

test("nothing that identifies a buyer is kept in a signal", () => {
  const signal = first(signalsOf("sentry", "event-checkout.json", sent("event_alert")));
  const kept = JSON.stringify(signal);
  for (const secret of ["203.0.113.25", "kupujacy", "sid", "id:7"]) {
    assert.ok(!kept.includes(secret), secret);
  }
  assert.equal(signal.labels["environment"], "production");
});

test("an event without issue_id is keyed by the address of its issue", () => {
  const signal = first(signalsOf("sentry", "event-python.json", sent("event_alert")));
  assert.equal(signal.alertKey, "issue:1635244907");
  assert.equal(signal.title, "Exception: Custom exception!");
});

test("an ignored or archived issue is muted, an assigned one says nothing", () => {
  const body = JSON.parse(Buffer.from(fixture("sentry/issue-created.json")).toString());
  const read = (action: string) =>
    understood(jsonDelivery("sentry", { ...body, action }, sent("issue").headers)).signals;
  assert.equal(first(read("created")).state, "firing");
  assert.equal(first(read("ignored")).state, "muted");
  assert.equal(first(read("archived")).state, "muted");
  assert.deepEqual(read("assigned"), []);
});

test("the older plugin, which signs nothing, is understood", () => {
  const checkout = first(signalsOf("sentry", "plugin-checkout-503.json"));
  assert.equal(checkout.alertKey, "issue:4616132098");
  assert.equal(checkout.title, "Order submission failed");
  assert.equal(checkout.occurredAt?.toISOString(), "2024-03-09T13:36:25.873Z");
  assert.equal(first(signalsOf("sentry", "plugin-javascript.json")).alertKey, "issue:1982047746");
});

test("comments and installations are no alerts; an unknown body is refused", () => {
  const comment = jsonDelivery(
    "sentry",
    { action: "created", data: { comment: "x" } },
    sent("comment").headers,
  );
  assert.deepEqual(understood(comment).signals, []);
  assert.match(refused(jsonDelivery("sentry", { hello: 1 })), /data\.metric_alert/);
  assert.match(refused(delivery("sentry", { body: Buffer.from("{") })), /not JSON/);
});
