// Makes the bytes of a GitHub delivery into what the database can keep.
import { parseJson } from "../intake/body.ts";

/** JSON, or a form with the JSON in its field `payload`; kept as text where it is neither. */
export function readGithubPayload(body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body);
  const isForm = text.startsWith("payload=");
  const json = isForm ? (new URLSearchParams(text).get("payload") ?? "") : text;
  try {
    return storable(parseJson(json));
  } catch {
    // Signed, so GitHub did send it: kept for a person, as far as it can be shown.
    return storable(text.slice(0, KEPT_CHARACTERS));
  }
}

const KEPT_CHARACTERS = 64 * 1024;

/** PostgreSQL's JSON takes no NUL character and no half of a surrogate pair. */
function storable(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed().replaceAll("\0", "\ufffd");
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [storable(name), storable(each)]);
  return Object.fromEntries(entries);
}
