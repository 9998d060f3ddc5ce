// Keeps the sound part of a file that the schema refused, so that its references are checked in the same go.
import type { z } from "zod";
import { type ShopFile, shopFormat } from "./shop-format.ts";

/** Undefined where not even the rest can be read. */
export function salvage(value: unknown, issues: readonly z.core.$ZodIssue[]): ShopFile | undefined {
  const rest = structuredClone(value);
  if (!isRecord(rest)) return undefined;
  for (const issue of issues) {
    const [section, entry] = issue.path.map(String);
    if (section !== undefined) dropEntry(rest, section, entry);
    else for (const key of keysOf(issue)) delete rest[key];
  }
  const parsed = shopFormat.safeParse(rest);
  return parsed.success ? parsed.data : undefined;
}

/** Entries of lists that lead nowhere and name nothing. */
const STAND_INS: Readonly<Record<string, unknown>> = {
  routes: { match: { "": "" }, ignore: true },
  break_glass: "any_responder",
};

function dropEntry(
  rest: Record<string, unknown>,
  section: string,
  entry: string | undefined,
): void {
  const entries = rest[section];
  if (Array.isArray(entries) && entry !== undefined) {
    // Keeps its place, so that the others keep their numbers.
    entries[Number(entry)] = structuredClone(STAND_INS[section]);
  } else if (isRecord(entries) && entry !== undefined) {
    delete entries[entry];
  } else {
    delete rest[section];
  }
}

const keysOf = (issue: z.core.$ZodIssue): readonly string[] =>
  issue.code === "unrecognized_keys" ? issue.keys : [];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
