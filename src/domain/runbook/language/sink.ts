// How a value becomes part of something else without changing its shape: one rule for each place.

export type Sink = "text" | "path" | "query" | "header" | "promql" | "json";

/** Thrown while rendering; becomes a template error of the step, before anything was sent. */
export class SinkError extends Error {
  override readonly name = "SinkError";
}

export function writeValue(sink: Sink, value: unknown): string {
  const text = plain(value);
  switch (sink) {
    case "text":
      return escapeText(text);
    case "path":
      return encode(text);
    case "header":
      if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) {
        throw new SinkError(`${quote(text)} has characters that a header cannot carry`);
      }
      return text;
    case "promql":
      return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
    case "query":
    case "json":
      return text;
  }
}

/** Slack's three characters: after this nothing in the text can mention, link or command. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** For titles, which stand in lists: a value that brings lines of its own could pass for another step's. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}

/** Back from Slack's escaping, for surfaces that are not Slack. */
export function unescapeText(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** An author may write `<https://…|label>`; every other bracket of theirs is a bracket. */
export function escapeLiteral(text: string): string {
  return text
    .split(/(<https?:\/\/[^<>|\s]+(?:\|[^<>|]+)?>)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeText(part)))
    .join("");
}

/** A rendered path must still be the path that was reviewed: no value may empty a segment or climb. */
export function checkPath(path: string, template: string): string {
  const reviewed = template.replaceAll(/\{\{.*?\}\}/gs, "x").split("/");
  const emptied = path.split("/").some((part, index) => part === "" && reviewed[index] !== "");
  const climbs = path.split("/").some((part) => part === "." || part === "..");
  if (emptied || climbs) {
    throw new SinkError(`the path became ${quote(path)}; a segment may not be empty, . or ..`);
  }
  return path;
}

function plain(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (value === null || value === undefined) throw new SinkError("there is no value");
  if (typeof value === "object" && "toSign" in value) return "?";
  throw new SinkError(`${quote(String(value))} is not a text, number or boolean`);
}

function encode(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch (error) {
    throw new SinkError(`${quote(text)} cannot stand in a path`, { cause: error });
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
