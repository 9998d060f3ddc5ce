import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryKey, shorten } from "../../src/intake/key.ts";
import { type SourceName, sourceOf } from "../../src/intake/sources.ts";
import { delivery } from "./deliveries.ts";

const key = (source: SourceName, parts: Parameters<typeof delivery>[1]) =>
  deliveryKey(sourceOf(source), delivery(source, parts));
const body = Buffer.from("{}");

test("a sender's own delivery id counts for ever, whatever the bytes", () => {
  const headers = { "request-id": "abc" };
  assert.deepEqual(key("sentry", { headers, body }), key("sentry", { headers }));
  assert.equal(key("sentry", { headers }).isKeyedByBody, false);
});

test("without one the bytes and the query are the key, and say that they are", () => {
  const first = key("alertmanager", { body });
  assert.deepEqual(key("alertmanager", { body, receivedAt: new Date(0) }), first);
  assert.equal(first.isKeyedByBody, true);
  assert.notDeepEqual(key("alertmanager", { body: Buffer.from("{ }") }), first);
  assert.notDeepEqual(key("alertmanager", { body, query: "a=1" }), first);
});

test("long keys are hashed, not cut: what differs at the end stays apart", () => {
  assert.equal(shorten("fingerprint"), "fingerprint");
  assert.notEqual(shorten(`${"x".repeat(1_000)}1`), shorten(`${"x".repeat(1_000)}2`));
  assert.ok(shorten("x".repeat(1_000)).length <= 64);
  assert.ok(shorten("").length > 0);
  assert.notEqual(shorten("a\u0000"), shorten("a"));
});
