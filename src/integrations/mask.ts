// Takes secrets out of what a foreign system said, before anybody reads or keeps it.
import type { ConnectionAuth } from "../domain/connection.ts";

export type Mask = (text: string) => string;

const MASKED = "•••";
/** Shorter ones would blot out ordinary words. */
const SHORTEST_SECRET = 4;

export function maskOf(auth: ConnectionAuth): Mask {
  return maskSecrets(secretsOf(auth));
}

/** Each secret as it is, as JSON writes it and as an address writes it. */
export function maskSecrets(secrets: readonly string[]): Mask {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const distinct = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => distinct.reduce((masked, form) => masked.replaceAll(form, MASKED), text);
}

function secretsOf(auth: ConnectionAuth): readonly string[] {
  switch (auth.kind) {
    case "none":
      return [];
    case "bearer":
      return [auth.token];
    case "basic":
      return [auth.password, Buffer.from(`${auth.user}:${auth.password}`).toString("base64")];
    case "header":
      return [auth.value];
  }
}

const FIELD =
  /("[\w-]*(?:token|secret|password|passwd|api[_-]?key|private[_-]?key|authorization|cookie|credential)[\w-]*"\s*:\s*)"(?:[^"\\]|\\.)*("|$)/gi;
const KNOWN_FORM = /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|xox[abps]-[\w-]{10,})/g;
const TOKEN = /\b(bearer|basic)\s+[\w.~+/-]{8,}=*/gi;

/** Secrets of the other side's own, for an excerpt: fields that are named so, and authorizations. */
export function maskFields(text: string): string {
  return text
    .replace(FIELD, `$1"${MASKED}$2`)
    .replace(TOKEN, `$1 ${MASKED}`)
    .replace(KNOWN_FORM, MASKED);
}
