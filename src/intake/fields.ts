// Reads the fields of a body whose author cannot be trusted with types: numbers as text, text as numbers, null anywhere.
import { z } from "zod";

/** Text, number or boolean as text; anything else, and empty text, is undefined. */
export function toText(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

export const text = z.unknown().optional().transform(toText);

/** An object's scalars as text; nested things and null are left out. */
export const texts = z
  .unknown()
  .optional()
  .transform((value): Record<string, string> => toTexts(value));

export function toTexts(value: unknown): Record<string, string> {
  if (!isFields(value)) return {};
  const entries = Object.entries(value).map(([name, entry]) => [name, toText(entry)] as const);
  return Object.fromEntries(entries.filter((entry) => entry[1] !== undefined)) as Record<
    string,
    string
  >;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list's members where it is a list; the thing itself where it stands alone. */
export function toList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The first of these fields that holds a text. */
export function pick(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = toText(Object.hasOwn(fields, name) ? fields[name] : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}
