// The fingerprint of a request: what people approved is what is sent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf } from "../../../src/domain/runbook/language/hash.ts";

test("the order of keys and members that are not there make no other request", () => {
  assert.equal(
    hashOf({ a: 1, b: { c: [1, 2], d: undefined } }),
    hashOf({ b: { c: [1, 2] }, a: 1 }),
  );
});

test("another value, type or order of a list is another request", () => {
  const all = [{ a: 1 }, { a: "1" }, { a: [1, 2] }, { a: [2, 1] }, { a: null }, {}];
  assert.equal(new Set(all.map(hashOf)).size, all.length);
});
