import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readDelivery } from "../../src/intake/read-delivery.ts";
import { sourceNames } from "../../src/intake/sources.ts";
import { delivery, fixture } from "./deliveries.ts";

const samples = [
  "alertmanager/real-firing.json",
  "grafana/v9-mixed.json",
  "grafana/legacy-alerting.json",
  "sentry/event-checkout.json",
  "sentry/metric-critical.json",
  "sentry/issue-created.json",
  "sentry/plugin-checkout-503.json",
  "uptimerobot/down.json",
  "generic/disk.json",
].map((file): unknown => JSON.parse(Buffer.from(fixture(file)).toString()));

const hostile = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    "",
    { toString: 1 },
    [{ toString: 1 }],
    -1,
    "\u0000",
    "https://[",
  ),
);

/** A real body with one part, anywhere in it, replaced. */
function replaceAt(value: unknown, path: readonly number[], by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const changed = replaceAt((value as Record<string, unknown>)[key], rest, by);
  return Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
}

test("no body, however broken, throws: it is read or refused with a reason", () => {
  const broken = fc
    .tuple(
      fc.constantFrom(...samples),
      fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }),
      hostile,
    )
    .map(([sample, path, by]) => replaceAt(sample, path, by));
  fc.assert(
    fc.property(fc.constantFrom(...sourceNames), broken, (source, body) => {
      const reading = readDelivery(delivery(source, { body: Buffer.from(JSON.stringify(body)) }));
      if (!reading.ok) return reading.reason.length > 0;
      for (const signal of reading.signals) {
        assert.notEqual(signal.alertKey, "");
        assert.notEqual(signal.title, "");
        assert.ok(JSON.stringify(signal).isWellFormed());
        assert.ok(!JSON.stringify(signal).includes("\\u0000"));
      }
      return true;
    }),
    { numRuns: 600, seed: 7, examples: [["grafana", { id: "\u0000", title: "t" }]] },
  );
});

test("no bytes throw either", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...sourceNames),
      fc.uint8Array({ maxLength: 200 }),
      (source, body) => {
        readDelivery(delivery(source, { body, query: Buffer.from(body).toString("latin1") }));
      },
    ),
    { numRuns: 300, seed: 7 },
  );
});

test("a delivery of a source that this version does not know is refused by name", () => {
  const reading = readDelivery(delivery("nagios"));
  assert.ok(!reading.ok && reading.reason.includes('"nagios"'));
});
