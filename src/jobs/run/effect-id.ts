// The id of an effect, the same for whoever sends it and however often.
import { createHash } from "node:crypto";
import type { EffectRef } from "../../domain/runbook/state/change.ts";

/** A UUID (version 8, from a hash): the same run, step, direction and generation is the same effect. */
export function effectId(runId: string, { step, direction, generation }: EffectRef): string {
  const name = `${runId}/${step}/${direction}/${generation}`;
  const hex = createHash("sha256").update(`muster effect ${name}`).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}
