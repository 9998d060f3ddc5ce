// Builds deliveries for tests from the payload files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Signal } from "../../src/domain/signal.ts";
import { readDelivery } from "../../src/intake/read-delivery.ts";
import type { RawDelivery } from "../../src/intake/source.ts";

export const receivedAt = new Date("2026-11-22T12:45:00Z");

export function fixture(path: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/${path}`, import.meta.url));
}

export function delivery(source: string, parts: Partial<RawDelivery> = {}): RawDelivery {
  return {
    source,
    hook: source,
    method: "POST",
    path: `/hooks/${source}`,
    query: "",
    headers: { "content-type": "application/json" },
    body: new Uint8Array(),
    receivedAt,
    ...parts,
  };
}

export function jsonDelivery(source: string, body: unknown, headers = {}): RawDelivery {
  return delivery(source, { body: Buffer.from(JSON.stringify(body)), headers });
}

/** The signals of a payload file; fails when it was not understood. */
export function signalsOf(source: string, file: string, parts: Partial<RawDelivery> = {}) {
  return understood(delivery(source, { body: fixture(`${source}/${file}`), ...parts })).signals;
}

export function understood(raw: RawDelivery) {
  const reading = readDelivery(raw);
  assert.ok(reading.ok, reading.ok ? "" : reading.reason);
  return reading;
}

export function refused(raw: RawDelivery): string {
  const reading = readDelivery(raw);
  assert.ok(!reading.ok, "was understood");
  return reading.reason;
}

export function first(signals: readonly Signal[]): Signal {
  const [signal] = signals;
  assert.ok(signal, "no signal at all");
  return signal;
}
