// What a foreign system answered, fit to be shown and kept: parsed, its excerpt short and without secrets.

import { type Mask, maskFields } from "./mask.ts";
import type { Exchanged } from "./outbound.ts";

export type Answer = {
  readonly status: number;
  readonly json?: unknown;
  /** The first 2 KiB, for people, with secrets masked. */
  readonly excerpt: string;
  readonly retryAfterMs?: number;
};

const EXCERPT_LENGTH = 2_048;
/** A secret that the cut would halve is masked before it. */
const LONGEST_SECRET = 8_192;

export function readAnswer(exchanged: Exchanged, mask: Mask): Answer {
  const { status, headers, text } = exchanged;
  const json = readJson(text, mask);
  const retryAfterMs = readRetryAfter(status, headers);
  return {
    status,
    excerpt: excerptOf(text, mask),
    ...(json !== undefined && { json }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function excerptOf(text: string, mask: Mask): string {
  const start = text.slice(0, EXCERPT_LENGTH + LONGEST_SECRET);
  return maskFields(mask(start)).slice(0, EXCERPT_LENGTH);
}

function readJson(text: string, mask: Mask): unknown {
  try {
    return JSON.parse(mask(text));
  } catch {
    // Not JSON: the excerpt still shows what it was.
    return undefined;
  }
}

/** Seconds; GitHub says at what second instead, by its own clock. */
function readRetryAfter(
  status: number,
  headers: Readonly<Record<string, string>>,
): number | undefined {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  if (Number.isFinite(seconds)) return seconds * 1000;
  if (headers["x-ratelimit-remaining"] !== "0" || (status !== 403 && status !== 429)) {
    return undefined;
  }
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN) * 1000;
  const now = Date.parse(headers["date"] ?? "");
  return Number.isFinite(reset - now) ? Math.max(0, reset - now) : undefined;
}

const LONGEST_MESSAGE = 500;

/** What an API says in the field `message`, where it does; for people. */
export function messageOf({ json, excerpt }: Answer): string {
  const said = (json as { readonly message?: unknown } | undefined)?.message;
  return (typeof said === "string" ? maskFields(said) : excerpt).slice(0, LONGEST_MESSAGE);
}
