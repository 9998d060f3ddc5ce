// Turns what the schema refuses into sentences with place, value and fix.
import type { z } from "zod";
import { nearest } from "../domain/runbook/language/nearest.ts";
import { type ConfigProblem, quote } from "./problem.ts";
import { isSecret, member, type Path, type Place, type YamlSource } from "./yaml-source.ts";

export function schemaProblems(
  source: YamlSource,
  file: string,
  issues: readonly z.core.$ZodIssue[],
): readonly ConfigProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path as Path;
    if (issue.code === "unrecognized_keys") {
      const known = issue.message.split(" ");
      return issue.keys.map((key) => unknownKey(source, file, { path, key, known }));
    }
    // What could not be put in was said already; the rest of the file is judged all the same.
    if (source.isBroken(path)) return [];
    return [{ file, ...placeOf(source, path), message: describe(source, issue, path) }];
  });
}

/** What is missing has no place; the key it is missing under has one. */
function placeOf(source: YamlSource, path: Path): Place {
  const isMissing = path.reduce<unknown>(member, source.value) === undefined;
  return isMissing ? source.placeOfKey(path.slice(0, -1)) : source.placeOf(path);
}

function unknownKey(
  source: YamlSource,
  file: string,
  { path, key, known }: { path: Path; key: string; known: readonly string[] },
): ConfigProblem {
  const meant = nearest(key, known);
  const fix = meant ? `Did you mean ${meant}?` : `Known here: ${known.join(", ")}.`;
  const place = source.placeOfKey([...path, key]);
  return { file, ...place, message: `Unknown key ${quote(key)}${inPath(path)}. ${fix}` };
}

function describe(source: YamlSource, issue: z.core.$ZodIssue, path: Path): string {
  const value = path.reduce<unknown>(member, source.value);
  if (issue.code === "invalid_key") {
    const key = String(path.at(-1));
    return `${quote(key)}${inPath(path.slice(0, -1))} is no name: write it with a-z, 0-9, - and _, starting with a letter or digit.`;
  }
  if (value === undefined || value === null) {
    const hint = /^(Invalid|expected)/.test(issue.message) ? "" : `: ${issue.message}`;
    return `${pathText(path)} is missing${hint}.`;
  }
  const found = isSecret(path) ? "" : `, found ${quote(value)}`;
  return `${pathText(path)}: ${issue.message}${found}.${suggest(issue.message, value)}`;
}

/** Where the message lists the words to choose from, the closest is named too. */
function suggest(message: string, value: unknown): string {
  const list = /^write one of (.*)$/.exec(message)?.[1];
  const meant = list && typeof value === "string" ? nearest(value, list.split(", ")) : undefined;
  return meant ? ` Did you mean ${meant}?` : "";
}

export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part + 1}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

const inPath = (path: Path): string => (path.length === 0 ? "" : ` in ${pathText(path)}`);
