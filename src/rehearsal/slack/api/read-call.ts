// Reads a Web API request: its token and its arguments, from a form, JSON or the query.
import type { IncomingMessage } from "node:http";
import { type Args, createArgs } from "./args.ts";

export type Call =
  | {
      readonly ok: true;
      readonly method: string;
      readonly token: string | undefined;
      readonly args: Args;
      readonly warning?: string;
    }
  | { readonly ok: false; readonly method: string; readonly error: string };

const maxBytes = 10_000_000;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new Error(`a request body of more than ${maxBytes} bytes at ${request.url}`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function readCall(request: IncomingMessage, url: URL): Promise<Call> {
  const method = url.pathname.slice("/api/".length);
  const body = await readBody(request);
  const read = readFields(request, body);
  if (typeof read === "string") {
    return { ok: false, method, error: read };
  }
  const fields = { ...Object.fromEntries(url.searchParams), ...read };
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const { token, ...rest } = fields;
  const isBareJson = /^application\/json\s*$/i.test(request.headers["content-type"] ?? "");
  return {
    ok: true,
    method,
    token: bearer ?? (typeof token === "string" ? token : undefined),
    args: createArgs(rest),
    ...(isBareJson ? { warning: "missing_charset" } : {}),
  };
}

function readFields(request: IncomingMessage, body: Buffer): Record<string, unknown> | string {
  if (body.length === 0) {
    return {};
  }
  const [type = ""] = (request.headers["content-type"] ?? "").split(";");
  switch (type.trim().toLowerCase()) {
    case "":
      return "missing_post_type";
    case "application/json":
      return readJson(body.toString());
    case "application/x-www-form-urlencoded":
      return Object.fromEntries(new URLSearchParams(body.toString()));
    case "multipart/form-data":
    case "text/plain":
      return {};
    default:
      return "invalid_post_type";
  }
}

function readJson(text: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : "json_not_object";
  } catch {
    // Slack's own answer to a body that is not JSON.
    return "invalid_json";
  }
}
