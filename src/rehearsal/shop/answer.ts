// The answers the shop's APIs give, and how they are written to a response.
import type { ServerResponse } from "node:http";

export type Answer = {
  readonly status: number;
  /** JSON; undefined: an empty body. */
  readonly body?: unknown;
  /** Written as it is, in place of JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Kept per `Idempotency-Key`, with the request it answered. */
export type StoredAnswer = Answer & { readonly request: string };

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function refusal(status: number, message: string): Answer {
  return { status, body: { error: message } };
}

export function writeAnswer(res: ServerResponse, answer: Answer, replayed = false): void {
  const { status, body, text, headers = {} } = answer;
  if (body === undefined) {
    res.writeHead(status, headers).end(text);
    return;
  }
  res.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    ...headers,
    ...(replayed ? { "idempotent-replayed": "true" } : {}),
  });
  res.end(`${JSON.stringify(body)}\n`);
}
