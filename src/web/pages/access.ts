// Decides who may read the pages: anybody at this machine, or whoever has the password.
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isLoopback } from "../../config/loopback.ts";

export type PageAccess = {
  /** Null: nobody but this machine. */
  readonly password: string | null;
  /** Muster listens on loopback and its public address is there too: no proxy brings strangers. */
  readonly isLocal: boolean;
};

export type Admission = "allowed" | "wants-password" | "closed";

export function admit(access: PageAccess, headers: IncomingHttpHeaders): Admission {
  if (access.password !== null) {
    const given = readBasicPassword(headers.authorization);
    return given !== undefined && isSame(given, access.password) ? "allowed" : "wants-password";
  }
  return access.isLocal && isFromHere(headers) ? "allowed" : "closed";
}

/** A proxy says whom it brings; a name that a foreign page made resolve to this machine still shows in Host. */
function isFromHere(headers: IncomingHttpHeaders): boolean {
  if (headers["x-forwarded-for"] !== undefined || headers["forwarded"] !== undefined) return false;
  const host = URL.parse(`http://${headers.host ?? ""}`)?.hostname;
  return host !== undefined && isLoopback(host);
}

/** A browser sends the password along with a foreign site's form too; it cannot hide where that came from. */
export function isOwnForm(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin } = headers;
  return origin === undefined || URL.parse(origin)?.host === headers.host;
}

function readBasicPassword(header: string | undefined): string | undefined {
  const credentials = /^basic\s+(\S+)$/i.exec(header?.trim() ?? "")?.[1];
  if (credentials === undefined) return undefined;
  const decoded = Buffer.from(credentials, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : decoded.slice(colon + 1);
}

/** Digests are of one length: the time taken says nothing. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();
