// Shows a stored delivery to people: readable, bounded, and without the secrets and buyers in it.
import { cutText } from "../domain/plain-text.ts";
import { parseJson, readForm, readText } from "./body.ts";
import { isFields } from "./fields.ts";
import type { RawDelivery } from "./source.ts";
import { isSourceName, sourceOf } from "./sources.ts";

export type ShownDelivery = {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: string;
  readonly body: string;
};

const alwaysSecret = [
  "authorization",
  "cookie",
  "cookies",
  "password",
  "secret",
  "token",
  "accesstoken",
  "apikey",
  "authtoken",
];
const mask = "•••";
const longestShown = 20_000;

export function showDelivery(delivery: RawDelivery): ShownDelivery {
  const own = isSourceName(delivery.source) ? sourceOf(delivery.source).secretFields : undefined;
  const secret = new Set([...alwaysSecret, ...(own ?? [])]);
  const text = readText(delivery);
  return {
    headers: maskFields(delivery.headers, secret) as Record<string, string>,
    query: delivery.query === "" ? "" : maskForm(delivery.query, secret),
    body: cutText(text.ok ? maskBody(text.value, secret) : hex(delivery.body), longestShown),
  };
}

function maskBody(body: string, secret: ReadonlySet<string>): string {
  try {
    return JSON.stringify(maskFields(parseJson(body), secret), null, 2);
  } catch {
    // Not JSON, which is why it may be looked at: a form, or text in which only the names can be searched.
    return /^[\w.%+-]+=\S*$/.test(body.trim()) ? maskForm(body, secret) : maskText(body, secret);
  }
}

function maskFields(value: unknown, secret: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    // Some senders list their fields as pairs: ["client_ip", "203.0.113.25"].
    const [name] = value;
    if (value.length === 2 && typeof name === "string" && secret.has(plain(name)))
      return [name, mask];
    return value.map((entry) => maskFields(entry, secret));
  }
  if (!isFields(value)) return value;
  const entries = Object.entries(value).map(([name, entry]) => [
    name,
    secret.has(plain(name)) ? mask : maskFields(entry, secret),
  ]);
  return Object.fromEntries(entries);
}

function maskForm(form: string, secret: ReadonlySet<string>): string {
  return Object.entries(readForm(form))
    .map(([name, value]) => `${name}=${secret.has(plain(name)) ? mask : value}`)
    .join("\n");
}

function maskText(text: string, secret: ReadonlySet<string>): string {
  return text.replaceAll(
    /(["']?)([\w-]{1,60})\1(\s*[:=]\s*)("[^"\n]*"?|[^\s,&}]+)/g,
    (whole, quote: string, name: string, between: string) =>
      secret.has(plain(name)) ? `${quote}${name}${quote}${between}${mask}` : whole,
  );
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 500)).toString("hex");
}
