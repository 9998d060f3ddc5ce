// Reads a call's arguments, which are strings in a form and values in JSON.

export type Args = {
  readonly raw: Readonly<Record<string, unknown>>;
  /** Undefined when absent or empty. */
  text(name: string): string | undefined;
  flag(name: string): boolean | undefined;
  number(name: string): number | undefined;
  /** A JSON array, or words between commas. */
  list(name: string): readonly string[] | undefined;
  /** A JSON value, or the text of one. */
  json(name: string): Json;
};

export type Json =
  | { readonly kind: "absent" }
  | { readonly kind: "broken" }
  | { readonly kind: "value"; readonly value: unknown };

export function createArgs(raw: Readonly<Record<string, unknown>>): Args {
  const text = (name: string) => {
    const value = raw[name];
    return value === undefined || value === null || value === "" ? undefined : String(value);
  };
  return {
    raw,
    text,
    flag: (name) => {
      const value = text(name);
      return value === undefined ? undefined : value === "true" || value === "1";
    },
    number: (name) => {
      const value = Number(text(name));
      return Number.isFinite(value) && text(name) !== undefined ? value : undefined;
    },
    list: (name) => {
      const value = raw[name];
      const parsed = Array.isArray(value) ? value : readList(text(name));
      return parsed?.map((item) => String(item).trim()).filter(Boolean);
    },
    json: (name) => readJson(raw[name]),
  };
}

function readList(text: string | undefined): unknown[] | undefined {
  if (text === undefined) {
    return undefined;
  }
  const parsed = text.startsWith("[") ? readJson(text) : undefined;
  return parsed?.kind === "value" && Array.isArray(parsed.value) ? parsed.value : text.split(",");
}

function readJson(value: unknown): Json {
  if (value === undefined || value === null || value === "") {
    return { kind: "absent" };
  }
  if (typeof value !== "string") {
    return { kind: "value", value };
  }
  try {
    return { kind: "value", value: JSON.parse(value) };
  } catch {
    // Slack says which argument was not JSON; the caller does.
    return { kind: "broken" };
  }
}
