// The fingerprint of what would be sent: the same for the same content, however its keys are ordered.
// biome-ignore lint/style/noRestrictedImports: a hash is a pure function of its input
import { createHash } from "node:crypto";
import type { Json } from "./json.ts";

/** SHA-256 in hex over canonical JSON; undefined members count as absent. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? "null";
}

function sorted(value: unknown): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => sorted(item) ?? null);
  if (typeof value !== "object" || value === null) return value as Json | undefined;
  const entries = Object.entries(value).map(([key, member]) => [key, sorted(member)] as const);
  const present = entries.filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(present.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
