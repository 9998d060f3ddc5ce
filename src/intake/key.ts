// Builds the two keys: of a delivery, to drop what was sent twice; of an alert, to fold what says the same.
import { createHash } from "node:crypto";
import { plainText } from "../domain/plain-text.ts";
import { signalLimits } from "../domain/signal.ts";
import type { RawDelivery, Source } from "./source.ts";

export type DeliveryKey = {
  /** Unique within the hook. */
  readonly deliveryKey: string;
  /**
   * True where only the bytes are equal. Such a delivery is one row, but must be read again each time: a heartbeat,
   * a repeated alert, or "down, up, down" without a time in it look the same and still say something.
   */
  readonly isKeyedByBody: boolean;
};

export function deliveryKey(source: Source, delivery: RawDelivery): DeliveryKey {
  const id = source.deliveryId?.(delivery);
  if (id !== undefined) return { deliveryKey: `id:${shorten(id)}`, isKeyedByBody: false };
  const hash = createHash("sha256").update(delivery.query).update("\n").update(delivery.body);
  return { deliveryKey: hash.digest("hex"), isKeyedByBody: true };
}

/** A key as the sender wrote it; hashed where it is empty, too long, or would lose something in cleaning: keys stay apart. */
export function shorten(key: string): string {
  const isClean = key !== "" && plainText(key, signalLimits.key - 100, "one line") === key;
  return isClean ? key : digest(key);
}

/** A key for an alert that has none: its labels, in any order. */
export function labelsKey(labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return digest(JSON.stringify(sorted));
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
