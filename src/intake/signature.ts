// Decides whether a delivery comes from who it says: secrets and signatures, over raw bytes, in constant time.
import { createHmac, hash, timingSafeEqual } from "node:crypto";
import { readTime } from "../domain/time-text.ts";
import type { HookAuth } from "./hook.ts";
import { hexSignature, type SignatureScheme } from "./source.ts";

export type Distrust =
  | "no-credentials"
  | "wrong-secret"
  | "no-signature"
  | "wrong-signature"
  | "no-timestamp"
  | "stale-timestamp"
  | "future-timestamp"
  | "from-a-page";

export type Trust = { readonly ok: true } | { readonly ok: false; readonly reason: Distrust };

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const trusted: Trust = { ok: true };
const distrust = (reason: Distrust): Trust => ({ ok: false, reason });

/** How far a signed time may lie from ours, to either side. */
const signedTimeToleranceMs = 5 * 60_000;

/** What can be decided before the body is there: everything but a signature. */
export function trustHead(
  auth: HookAuth,
  request: { headers: Headers; pathSecret: string | undefined },
): Trust {
  switch (auth.kind) {
    case "none":
      return isFromForeignPage(request.headers) ? distrust("from-a-page") : trusted;
    case "token":
      return trustToken(auth.secrets, [
        request.pathSecret,
        ...readAuthorization(one(request.headers["authorization"])),
      ]);
    case "signature":
      return trusted;
  }
}

/** What only the body can prove. The bytes must be those that arrived: text made of them and back may differ. */
export function trustBody(
  auth: HookAuth,
  scheme: SignatureScheme | undefined,
  request: { headers: Headers; body: Uint8Array; now: Date },
): Trust {
  if (auth.kind !== "signature") return trusted;
  const form = scheme ?? anySender;
  const value = one(request.headers[(auth.header ?? form.header).toLowerCase()]);
  if (!value) return distrust("no-signature");
  const { signatures, timestamp: inValue } = form.read(value);
  const timestamp = auth.timestampHeader
    ? one(request.headers[auth.timestampHeader.toLowerCase()])
    : inValue;
  if (auth.timestampHeader && !timestamp) return distrust("no-timestamp");
  const prefix = timestamp === undefined ? "" : form.prefix(timestamp);
  if (!isSigned(auth.secrets, signatures, [prefix, request.body])) {
    return distrust("wrong-signature");
  }
  return timestamp === undefined ? trusted : trustTime(timestamp, request.now);
}

/** For senders without a scheme of their own, such as a script with a line of openssl. */
const anySender = hexSignature("x-signature");

/** True when any of the hex signatures is the HMAC-SHA256 of the parts under any of the secrets. */
export function isSigned(
  secrets: readonly string[],
  signatures: readonly string[],
  parts: readonly (string | Uint8Array)[],
): boolean {
  let found = false;
  for (const secret of secrets.filter(isUsable)) {
    const hmac = createHmac("sha256", secret);
    for (const part of parts) hmac.update(part);
    const expected = hmac.digest();
    for (const signature of signatures) {
      const given = Buffer.from(signature.trim(), "hex");
      if (given.length === expected.length && timingSafeEqual(given, expected)) found = true;
    }
  }
  return found;
}

function trustToken(secrets: readonly string[], offered: readonly (string | undefined)[]): Trust {
  const given = offered.filter((token) => token !== undefined && token !== "");
  if (given.length === 0) return distrust("no-credentials");
  let found = false;
  for (const secret of secrets.filter(isUsable)) {
    for (const token of given) if (isSameSecret(secret, token ?? "")) found = true;
  }
  return found ? trusted : distrust("wrong-secret");
}

/** Digests are of one length, so neither the length nor the first difference shows in the time taken. */
function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hash("sha256", a, "buffer"), hash("sha256", b, "buffer"));
}

/** An empty secret (a variable that was never set) must let nobody in. */
function isUsable(secret: string): boolean {
  return secret.length > 0;
}

/** The token of `Bearer x`, the password of `Basic x`. */
function readAuthorization(header: string | undefined): readonly string[] {
  const match = /^\s*(bearer|basic)\s+(\S+)\s*$/i.exec(header ?? "");
  const [scheme, credentials] = [match?.[1]?.toLowerCase(), match?.[2]];
  if (credentials === undefined) return [];
  if (scheme === "bearer") return [credentials];
  const decoded = Buffer.from(credentials, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? [] : [decoded.slice(colon + 1)];
}

function trustTime(timestamp: string, now: Date): Trust {
  const signedAt = readTime(timestamp);
  if (!signedAt) return distrust("no-timestamp");
  const ahead = signedAt.getTime() - now.getTime();
  if (ahead > signedTimeToleranceMs) return distrust("future-timestamp");
  return ahead < -signedTimeToleranceMs ? distrust("stale-timestamp") : trusted;
}

/** A page open in the responder's browser can post to loopback; it cannot hide its origin. Monitoring sends none. */
function isFromForeignPage(headers: Headers): boolean {
  const origin = one(headers["origin"]);
  if (origin === undefined) return one(headers["sec-fetch-site"]) === "cross-site";
  return URL.parse(origin)?.host !== one(headers["host"]);
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.[0];
}
