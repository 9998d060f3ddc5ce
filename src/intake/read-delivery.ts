// Reads a stored delivery by the rules of its source.
import type { Reading } from "../domain/signal.ts";
import type { RawDelivery } from "./source.ts";
import { isSourceName, sourceNames, sourceOf } from "./sources.ts";

/** Never throws for what the body holds; a source that is gone from this version is said so. */
export function readDelivery(delivery: RawDelivery): Reading {
  if (isSourceName(delivery.source)) return sourceOf(delivery.source).read(delivery);
  const known = sourceNames.join(", ");
  return { ok: false, reason: `No source "${delivery.source}" in this version. Known: ${known}.` };
}
