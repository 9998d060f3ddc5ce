// A request as the shop's APIs see it: read once, with its body as text.
import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { readText } from "../read-text.ts";

export type Call = {
  readonly method: string;
  /** Decoded parts of the path, without empty ones. */
  readonly path: readonly string[];
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What the caller reached us by, such as `http://127.0.0.1:4010`, for links. */
  readonly base: string;
};

const maxBodyBytes = 64 * 1024;

/** Undefined when the body is above 64 KiB. */
export async function readCall(req: IncomingMessage): Promise<Call | undefined> {
  const base = `http://${req.headers.host ?? "shop"}`;
  const url = new URL(req.url ?? "/", base);
  const body = await readText(req, maxBodyBytes);
  if (body === undefined) return undefined;
  const path = url.pathname.split("/").filter((part) => part !== "");
  const method = req.method ?? "GET";
  return { method, path: path.map(decode), url, headers: req.headers, body, base };
}

export function keyOf({ headers }: Call): string | null {
  const key = headers["idempotency-key"];
  return typeof key === "string" && key !== "" ? key : null;
}

export function pathOf({ path }: Call): string {
  return `/${path.join("/")}`;
}

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

export function parseJson(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // Not JSON is an answer of its own, told by the caller with the text.
    return { ok: false };
  }
}

export function isSame(given: string | undefined, wanted: string): boolean {
  const a = Buffer.from(given ?? "");
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray % names nothing here, so it stays as it is and is not found.
    return part;
  }
}
