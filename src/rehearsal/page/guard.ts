// Decides whether a request comes from this machine's own page: no DNS rebinding, no cross-site posts.
import type { IncomingMessage } from "node:http";

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

export type Guarding = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** A page elsewhere can make a browser call us, but not with our Host, Origin and content type. */
export function guard(req: IncomingMessage): Guarding {
  const host = req.headers.host ?? "";
  if (!isLoopbackHost(host)) {
    return no(`Host "${host}" is not this machine; open the page by 127.0.0.1 or localhost`);
  }
  if (req.method === "GET" || req.method === "HEAD") return { ok: true };
  const origin = req.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) {
    return no(`Origin "${origin}" is another site`);
  }
  const type = req.headers["content-type"] ?? "";
  if (!type.startsWith("application/json")) {
    return no(`content-type "${type}" must be application/json`);
  }
  return { ok: true };
}

function isLoopbackHost(host: string): boolean {
  return loopbackNames.has(host.replace(/:\d+$/, ""));
}

function no(why: string): Guarding {
  return { ok: false, why };
}
