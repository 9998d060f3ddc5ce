// Reads a YAML file into plain values, each with its place, and with environment variables put in.
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from "yaml";
import { expand, isOneVariable } from "./expand.ts";
import { type ConfigProblem, quote } from "./problem.ts";

export type Path = readonly (string | number)[];
export type Place = { readonly line: number; readonly column: number };

export type YamlSource = {
  readonly value: unknown;
  /** Of the value at the path, or of the nearest thing around it. */
  placeOf(path: Path): Place;
  /** Of the key itself. */
  placeOfKey(path: Path): Place;
  /** True where the file's own text is one `${VARIABLE}`. */
  isFromEnvironment(path: Path): boolean;
  /** True where a variable could not be put in, there or in a part of it, which has been said already. */
  isBroken(path: Path): boolean;
  readonly problems: readonly ConfigProblem[];
  /** Names of all variables the file refers to. */
  readonly variables: ReadonlySet<string>;
};

type Walk = Surroundings & {
  readonly file: string;
  readonly lines: LineCounter;
  readonly values: Map<string, Place>;
  readonly keys: Map<string, Place>;
  readonly fromEnvironment: Set<string>;
  readonly broken: Set<string>;
  readonly problems: ConfigProblem[];
  readonly variables: Set<string>;
};

const keyOf = (path: Path): string => JSON.stringify(path);

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a file is only checked, its secrets need not be at hand: unset variables are no problem then. */
  readonly mayLackVariables?: boolean;
};

export function readYaml(text: string, file: string, surroundings: Surroundings): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  const walk: Walk = {
    file,
    ...surroundings,
    lines,
    values: new Map([["[]", { line: 1, column: 1 }]]),
    keys: new Map(),
    fromEnvironment: new Set(),
    broken: new Set(),
    problems: syntaxProblems(document, file, lines),
    variables: new Set(),
  };
  const value = walk.problems.length > 0 ? undefined : readNode(walk, document.contents, []);
  const placeOf = (path: Path): Place =>
    walk.values.get(keyOf(path)) ?? (path.length > 0 ? placeOf(path.slice(0, -1)) : START);
  return {
    value,
    placeOf,
    placeOfKey: (path) => walk.keys.get(keyOf(path)) ?? placeOf(path),
    isFromEnvironment: (path) => walk.fromEnvironment.has(keyOf(path)),
    isBroken: (path) => {
      const within = `${keyOf(path).slice(0, -1)},`;
      return [...walk.broken].some((each) => each === keyOf(path) || each.startsWith(within));
    },
    problems: walk.problems,
    variables: walk.variables,
  };
}

const START: Place = { line: 1, column: 1 };

/** What the parser says of the mistakes people make most, in words with a fix. */
const FIXES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "This key stands twice in one mapping. Keep one of them.",
  TAB_AS_INDENT: "A tab stands in the indentation. Indent with spaces.",
  BAD_SCALAR_START:
    'A plain value cannot start with this character. Write it in quotes, such as "@anna".',
};

function syntaxProblems(document: Document, file: string, lines: LineCounter): ConfigProblem[] {
  return document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { file, line, column: col, message: FIXES[error.code] ?? `${error.message}.` };
  });
}

function readNode(walk: Walk, node: unknown, path: Path): unknown {
  remember(walk, walk.values, node, path);
  if (isMap(node)) return readMap(walk, node.items, path);
  if (isSeq(node)) return node.items.map((item, index) => readNode(walk, item, [...path, index]));
  if (isAlias(node)) {
    fail(walk, path, `The alias *${node.source} is not followed. Write the value out.`);
    return undefined;
  }
  if (!isScalar(node)) return null;
  return typeof node.value === "string" ? readText(walk, node.value, path) : node.value;
}

function readMap(
  walk: Walk,
  items: readonly { key: unknown; value: unknown }[],
  path: Path,
): Record<string, unknown> {
  const entries = items.map(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : String(key);
    const at = [...path, name];
    remember(walk, walk.keys, key, at);
    remember(walk, walk.values, key, at);
    return [name, readNode(walk, value, at)];
  });
  return Object.fromEntries(entries);
}

function readText(walk: Walk, text: string, path: Path): string {
  if (isOneVariable(text)) walk.fromEnvironment.add(keyOf(path));
  const { text: expanded, missing, used, malformed } = expand(text, walk.env);
  for (const name of used) walk.variables.add(name);
  if (malformed !== undefined) {
    fail(
      walk,
      path,
      `${quote(malformed)} is no variable. Write \${NAME}, or $\${ for the sign itself.`,
    );
  }
  for (const name of missing) {
    walk.broken.add(keyOf(path));
    if (walk.mayLackVariables) continue;
    const or = isSecret(path) ? "" : `, or write a default as \${${name}:-…}`;
    fail(walk, path, `The environment variable ${name} is not set. Set it${or}.`);
  }
  return expanded;
}

/** By the names that secrets have in every section. */
export function isSecret(path: Path): boolean {
  return path.some((part) => /^(token|signature|password)$/.test(String(part)));
}

function fail(walk: Walk, path: Path, message: string): void {
  const place = walk.values.get(keyOf(path)) ?? START;
  walk.broken.add(keyOf(path));
  walk.problems.push({ file: walk.file, ...place, message });
}

function remember(walk: Walk, places: Map<string, Place>, node: unknown, path: Path): void {
  const range = (node as Node | null)?.range;
  if (!range) return;
  const { line, col } = walk.lines.linePos(range[0]);
  places.set(keyOf(path), { line, column: col });
}

/** The names of a section's entries. */
export function namesIn(value: unknown, section: string): readonly string[] {
  const entries = member(value, section);
  return typeof entries === "object" && entries !== null ? Object.keys(entries) : [];
}

export function member(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}
