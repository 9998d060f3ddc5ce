// Owns the identity of an alert: Prometheus's 64-bit FNV-1a over its sorted labels.
import type { Labels } from "./rules.ts";

const offset = 14695981039346656037n;
const prime = 1099511628211n;
const separator = 0xff;

/** The same sixteen hex digits Prometheus and Alertmanager give to these labels. */
export function fingerprint(labels: Labels): string {
  let hash = offset;
  const add = (byte: number) => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  };
  for (const name of Object.keys(labels).sort()) {
    for (const byte of Buffer.from(name)) add(byte);
    add(separator);
    for (const byte of Buffer.from(labels[name] ?? "")) add(byte);
    add(separator);
  }
  return hash.toString(16).padStart(16, "0");
}
