// Says a fault of shape in an author's words: the wrong value, the place, what to write instead.
import type { z } from "zod";
import { nearest } from "../language/nearest.ts";
import { type Fault, type Path, quote } from "./problem.ts";
import { knownKeys } from "./schema-keys.ts";

export function faultsOf(
  error: z.ZodError,
  schema: z.ZodType,
  root: unknown,
  prefix: Path,
): Fault[] {
  return error.issues.flatMap((issue) => describe(issue, schema, root, prefix));
}

function describe(issue: Issue, schema: z.ZodType, root: unknown, prefix: Path): Fault[] {
  const path = [
    ...prefix,
    ...issue.path.map((part) => (typeof part === "number" ? part : String(part))),
  ];
  const value = valueAt(root, path);
  const name = nameOf(path);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      on: "key" as const,
      message: unknownKey(key, known, root, path),
    }));
  }
  if (value === undefined) return [{ path, message: missing(name, root, path) }];
  if (issue.code === "invalid_key") {
    const inner = issue.issues[0]?.message ?? "not a name";
    return [{ path, on: "key", message: `${quote(path.at(-1))}: ${inner}` }];
  }
  if (issue.code === "invalid_union") return describeUnion(issue, schema, root, path);
  return [{ path, message: wrongValue(issue, name, value) }];
}

type Issue = z.core.$ZodIssue;

function describeUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  schema: z.ZodType,
  root: unknown,
  path: Path,
): Fault[] {
  const name = nameOf(path);
  const value = valueAt(root, path);
  const expected = EXPECTED[name];
  const branches = issue.errors.filter((issues) =>
    issues.some(({ path: inner }) => inner.length > 0 || isRecord(value)),
  );
  const closest = [...branches].sort((a, b) => a.length - b.length)[0];
  if (name in ROUTE_KEYS || !closest || !isRecord(value)) {
    const want =
      expected ?? (path.at(-2) === "metrics" ? METRIC : "write a text, a number or a boolean");
    return [{ path, message: `${quote(value)} is no value of '${name}'; ${want}` }];
  }
  return closest.flatMap((inner) =>
    describe(
      { ...inner, path: [...issue.path, ...inner.path] },
      schema,
      root,
      path.slice(0, path.length - issue.path.length),
    ),
  );
}

const ROUTES = "write next, ask, abort or {goto: <later step>}";

const ROUTE_KEYS: Readonly<Record<string, string>> = {
  on_fail: ROUTES,
  on_unknown: ROUTES,
  on_timeout: "write next, ask, abort, escalate, remind or {goto: <later step>}",
  // biome-ignore lint/suspicious/noThenProperty: it is the format's word, and no map is ever awaited
  then: "write next or {goto: <later step>}",
};

const SETTINGS = "write on, off or {variation: <name>}";

const EXPECTED: Readonly<Record<string, string>> = {
  ...ROUTE_KEYS,
  set: SETTINGS,
  flag_state: SETTINGS,
  repos: "write inputs.<an input of type repo_list>, or a list: [owner/name]",
  hours: "write a whole number from 1 to 720, or inputs.<an integer>",
  deploys:
    "write merges_only, variable, workflow or gate, a list of the last three, or inputs.<an enum>",
  command: "write a word of small letters, digits and -, or /freeze new",
  undo: "write auto, or a map that says how it is taken back",
};

const METRIC = "write {prometheus, promql} or {http, path, pointer}";

const NEEDED: Readonly<Record<string, string>> = {
  timeout: "every step that waits for a person has one, such as 'timeout: 15m'",
  on_fail: `a check says what follows when it fails: ${ROUTES}`,
  on_unknown: `a check says what follows when nobody can tell: ${ROUTES}`,
  id: "give it a name that others can refer to",
  title: "say in one line what it is about",
};

function missing(name: string, root: unknown, path: Path): string {
  const where = whereIs(root, path);
  const hint = NEEDED[name];
  return `'${name}' is missing${where}${hint === undefined ? "" : `; ${hint}`}`;
}

function unknownKey(key: string, known: readonly string[], root: unknown, path: Path): string {
  return `no key '${key}'${whereIs(root, [...path, key])}${suggestion(key, known)}`;
}

export function suggestion(word: string, known: readonly string[]): string {
  const guess = nearest(word, known);
  if (guess !== undefined) return `; did you mean '${guess}'?`;
  return known.length > 0 ? `; there are ${known.join(", ")}` : "";
}

/** " in this wait step", " in 'retry'" or nothing at the top. */
function whereIs(root: unknown, path: Path): string {
  const parent = path.slice(0, -1);
  if (parent.length === 0) return "";
  if (parent[0] === "steps" && parent.length === 2) {
    const step = valueAt(root, parent);
    return isRecord(step) ? ` in this ${String(step["kind"])} step` : "";
  }
  return ` in '${nameOf(parent)}'`;
}

function wrongValue(issue: Issue, name: string, value: unknown): string {
  if (issue.code === "invalid_value") return notOneOf(issue.values.map(String), name, value);
  if (issue.code === "invalid_type") {
    const isAlone = issue.expected === "array" && typeof value === "string";
    const hint = isAlone ? `; write [${value}]` : "";
    return `'${name}' is ${quote(value)}, but must be ${article(issue.expected)}${hint}`;
  }
  if (issue.code === "too_big" || issue.code === "too_small") {
    return `'${name}' is ${measure(value)}, but may be ${bound(issue)}`;
  }
  return `'${name}' is ${quote(value)}: ${issue.message}`;
}

function notOneOf(values: readonly string[], name: string, value: unknown): string {
  if (name === "exclude" && value === "author") return NO_AUTHOR;
  const guess = typeof value === "string" ? nearest(value, values) : undefined;
  const hint = guess === undefined ? `; write ${values.join(", ")}` : `; did you mean '${guess}'?`;
  return `${quote(value)} is no value of '${name}'${hint}`;
}

const NO_AUTHOR =
  "'author' is who wrote a change on GitHub, and what a run sends has none; write operator, starter or requester (author stands in 'exceptions' of a freeze)";

function measure(value: unknown): string {
  if (Array.isArray(value)) return `${value.length} entries long`;
  return typeof value === "string" ? `${value.length} characters long` : quote(value);
}

function bound(issue: Extract<Issue, { code: "too_big" | "too_small" }>): string {
  return issue.code === "too_big" ? `at most ${issue.maximum}` : `no less than ${issue.minimum}`;
}

function article(type: string): string {
  const word =
    { record: "map", object: "map", array: "list", string: "text", int: "whole number" }[type] ??
    type;
  return `a ${word}`;
}

/** The key a fault is about: list positions do not name anything. */
function nameOf(path: Path): string {
  return String(path.findLast((part) => typeof part === "string") ?? "runbook");
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    root,
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
