// Builds the two keys: of a delivery, to drop what was sent twice; of an alert, to fold what says the same.
import { createHash } from "node:crypto";
import { signalLimits } from "../domain/signal.ts";
import type { RawDelivery, Source } from "./source.ts";

/** Equal bytes without an id of their own are one delivery within this time, and news after it. */
export const sameBytesMs = 60_000;

/**
 * Unique per hook. A sender's own id counts for ever. Bytes alone do not: a heartbeat, a repeated alert or
 * "down, up, down" without a time in it look the same each time and must be heard again.
 */
export function deliveryKey(source: Source, delivery: RawDelivery): string {
  const id = source.deliveryId?.(delivery);
  if (id !== undefined) return `${delivery.hook}:id:${shorten(id)}`;
  const slot = Math.floor(delivery.receivedAt.getTime() / sameBytesMs);
  const hash = createHash("sha256").update(delivery.query).update("\n").update(delivery.body);
  return `${delivery.hook}:${hash.digest("hex")}:${slot}`;
}

/** A key as the sender wrote it, hashed where it is too long to keep or empty. */
export function shorten(key: string): string {
  return key.length > 0 && key.length <= signalLimits.key - 100 ? key : digest(key);
}

/** A key for an alert that has none: its labels, in any order. */
export function labelsKey(labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return digest(JSON.stringify(sorted));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
