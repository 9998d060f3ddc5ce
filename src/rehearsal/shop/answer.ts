// The answers the shop's API gives, and how they are written to a response.
import type { ServerResponse } from "node:http";

export type Answer = { readonly status: number; readonly body: unknown };

/** Kept per `Idempotency-Key`, with the request it answered. */
export type StoredAnswer = Answer & { readonly request: string };

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function refusal(status: number, message: string): Answer {
  return { status, body: { error: message } };
}

export function writeAnswer(res: ServerResponse, { status, body }: Answer, replayed = false): void {
  res.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    ...(replayed ? { "idempotent-replayed": "true" } : {}),
  });
  res.end(`${JSON.stringify(body)}\n`);
}
