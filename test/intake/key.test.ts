import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryKey, sameBytesMs, shorten } from "../../src/intake/key.ts";
import { type SourceName, sourceOf } from "../../src/intake/sources.ts";
import { delivery, receivedAt } from "./deliveries.ts";

const key = (source: SourceName, parts: Parameters<typeof delivery>[1]) =>
  deliveryKey(sourceOf(source), delivery(source, parts));
const body = Buffer.from("{}");

test("a sender's own delivery id counts for ever, whatever the bytes", () => {
  const headers = { "request-id": "abc" };
  const later = new Date(receivedAt.getTime() + 86_400_000);
  assert.equal(key("sentry", { headers, body }), key("sentry", { headers, receivedAt: later }));
  assert.notEqual(key("sentry", { headers }), key("sentry", { headers, hook: "another" }));
});

test("equal bytes are one delivery within a minute and news after it", () => {
  const at = (ms: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, 0, ms));
  const first = key("alertmanager", { body, receivedAt: at(0) });
  assert.equal(key("alertmanager", { body, receivedAt: at(sameBytesMs - 1) }), first);
  assert.notEqual(key("alertmanager", { body, receivedAt: at(sameBytesMs) }), first);
  assert.notEqual(key("alertmanager", { body: Buffer.from("{ }"), receivedAt: at(0) }), first);
  assert.notEqual(key("alertmanager", { body, query: "a=1", receivedAt: at(0) }), first);
  assert.notEqual(key("alertmanager", { body, hook: "another", receivedAt: at(0) }), first);
});

test("long keys are hashed, not cut: what differs at the end stays apart", () => {
  assert.equal(shorten("fingerprint"), "fingerprint");
  assert.notEqual(shorten(`${"x".repeat(1_000)}1`), shorten(`${"x".repeat(1_000)}2`));
  assert.ok(shorten("x".repeat(1_000)).length <= 64);
  assert.ok(shorten("").length > 0);
});
