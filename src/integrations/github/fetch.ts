// What Octokit calls instead of the platform's fetch: our own exchange, with its limits.
import type { Outbound } from "../outbound.ts";

/** Octokit hands over an address, and plain headers and a text in the options. */
export function createFetch(outbound: Outbound): typeof globalThis.fetch {
  return async (address, options = {}) => {
    const { status, headers, text } = await outbound.exchange({
      method: options.method ?? "GET",
      url: new URL(String(address)),
      headers: options.headers as Record<string, string>,
      ...(typeof options.body === "string" && { body: options.body }),
    });
    const isEmpty = status === 204 || status === 205 || status === 304;
    return new Response(isEmpty ? null : text, { status, headers });
  };
}
