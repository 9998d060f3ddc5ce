// Turns the bytes of a delivery into JSON or form fields, whatever its content type claims.
import { cutText, plainText } from "../domain/plain-text.ts";
import { unreadable } from "../words/en/intake.ts";
import type { RawDelivery } from "./source.ts";

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

/** UTF-8; else the character set that the content type names (old senders post ISO-8859-2 forms). */
export function readText(delivery: RawDelivery): Parsed<string> {
  const named = /charset="?([\w.:-]+)/i.exec(delivery.headers["content-type"] ?? "")?.[1];
  for (const charset of ["utf-8", named]) {
    const value = charset && decode(delivery.body, charset);
    if (value !== undefined) return { ok: true, value };
  }
  return { ok: false, reason: unreadable.notText(delivery.source) };
}

function decode(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    // Bytes outside the set, or a set nobody knows: the caller tries the next one.
    return undefined;
  }
}

export function readJson(delivery: RawDelivery): Parsed<unknown> {
  const body = readText(delivery);
  if (!body.ok) return body;
  if (body.value.trim() === "") return { ok: false, reason: unreadable.empty(delivery.source) };
  try {
    return { ok: true, value: parseJson(body.value) };
  } catch (error) {
    return { ok: false, reason: unreadable.notJson(delivery.source, faultOf(error)) };
  }
}

/** Without the piece of the body that V8 quotes: a reason is shown where everybody reads, a body may hold secrets. */
function faultOf(error: unknown): string {
  const said = String((error as Error).message).replace(/, (?:\.\.\.)?".*/s, "");
  return cutText(plainText(said, 120, "one line"), 120);
}

/** Whole numbers above 2^53 stay text, as written: they are ids, and the next number is another's. */
export function parseJson(body: string): unknown {
  if (!/\d{16}/.test(body)) return JSON.parse(body);
  const reviver = (_: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? (context?.source ?? value)
      : value;
  return JSON.parse(body, reviver);
}

/** Query and form fields; where a name comes twice the last one counts. */
export function readForm(encoded: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(encoded));
}

export function startOf(body: string): string {
  return plainText(body, 80, "one line");
}
