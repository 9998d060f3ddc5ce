// Conditions in CEL: checked against declared names when a file is read, three-valued when a run asks.
import {
  type ASTNode,
  TypeError as CelTypeError,
  EvaluationError,
  ParseError,
  parse,
  serialize,
} from "@marcbachmann/cel-js";
import type { Unknown } from "../state/reason.ts";
import type { Bindings } from "./bindings.ts";
import { celBindings } from "./cel-bindings.ts";
import { celEnvironment, DivisionByZero } from "./cel-environment.ts";
import { nearest } from "./nearest.ts";
import type { Scope } from "./scope.ts";

export type ExpressionFault = { readonly message: string; readonly offset: number };

/** Neither true nor false is a third answer, and it never passes. */
export type Verdict = { readonly value: boolean } | { readonly unknown: readonly Unknown[] };

const FUNCTIONS = new Set(
  "has size abs min max round double int string timestamp duration".split(" "),
);
const METHODS = new Set("startsWith endsWith contains size".split(" "));

/** Undefined when the expression is a condition over the names of the scope. */
export function checkExpression(text: string, scope: Scope): ExpressionFault | undefined {
  const environment = celEnvironment(scope);
  try {
    const parsed = environment.parse(text);
    const foreign = findForeignCall(parsed.ast);
    if (foreign) return foreign;
    const result = parsed.check();
    if (!result.valid) return describe(result.error, scope);
    if (result.type === "bool") return undefined;
    return { message: `gives ${result.type}, but a condition is true or false`, offset: 0 };
  } catch (error) {
    return describe(error, scope);
  }
}

/** The metrics an expression names, in order of appearance. The expression has been checked. */
export function metricsIn(text: string, scope: Scope): readonly string[] {
  const names = new Set<string>();
  walk(parse(text).ast, (node) => {
    if (node.op === "id" && Object.hasOwn(scope.metrics, node.args)) names.add(node.args);
  });
  return [...names];
}

/** Whatever the rest says: one metric unknown, one division by zero, and the answer is unknown. */
export function evaluateExpression(text: string, scope: Scope, bindings: Bindings): Verdict {
  const unknown = metricsIn(text, scope).flatMap((name) => unknownMetric(name, bindings));
  if (unknown.length > 0) return { unknown };
  // CEL lets `false && error` be false; a division by zero must be heard all the same.
  let dividedByZero = false;
  const environment = celEnvironment(scope, () => {
    dividedByZero = true;
  });
  const safe = serialize(withQuotients(environment.parse(text).ast));
  const verdict = conclude(text, () => environment.parse(safe)(celBindings(scope, bindings)));
  return dividedByZero ? { unknown: [{ cause: "division-by-zero", name: text }] } : verdict;
}

function conclude(text: string, compute: () => unknown): Verdict {
  try {
    const value = compute();
    if (typeof value === "boolean") return { value };
    return { unknown: [{ cause: "cannot-evaluate", name: text }] };
  } catch (error) {
    return { unknown: [whyUnknown(error, text)] };
  }
}

function unknownMetric(name: string, bindings: Bindings): Unknown[] {
  const reading = bindings.metrics[name];
  if (!reading) return [{ cause: "no-data", name }];
  if (reading.ok) return [];
  const detail = reading.detail === undefined ? {} : { detail: reading.detail };
  return [{ cause: reading.cause, name, ...detail }];
}

function whyUnknown(error: unknown, text: string): Unknown {
  if (error instanceof DivisionByZero) return { cause: "division-by-zero", name: text };
  if (!(error instanceof EvaluationError)) throw error;
  if (error.code === "modulo_by_zero") return { cause: "division-by-zero", name: text };
  const cause = error.code === "no_such_key" ? "missing" : "cannot-evaluate";
  return { cause, name: text, detail: error.summary };
}

/** Plain division of doubles gives Infinity at zero; the dialect's own function does not. */
function withQuotients(node: ASTNode): ASTNode {
  return rebuild(node) as ASTNode;
}

function rebuild(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(rebuild);
  if (!isNode(part)) return part;
  const args = rebuild(part.args);
  return part.op === "/" ? { op: "call", args: ["quotient", args] } : { op: part.op, args };
}

function findForeignCall(ast: ASTNode): ExpressionFault | undefined {
  let found: ExpressionFault | undefined;
  walk(ast, (node) => {
    if (found || (node.op !== "call" && node.op !== "rcall")) return;
    const known = node.op === "call" ? FUNCTIONS : METHODS;
    if (known.has(node.args[0])) return;
    const guess = nearest(node.args[0], [...known]);
    const hint = guess ? `; did you mean '${guess}'?` : `; there are ${[...known].join(", ")}`;
    found = { message: `no function '${node.args[0]}' here${hint}`, offset: node.start };
  });
  return found;
}

function walk(part: unknown, visit: (node: ASTNode) => void): void {
  if (Array.isArray(part)) for (const item of part) walk(item, visit);
  if (!isNode(part)) return;
  visit(part);
  walk(part.args, visit);
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === "object" && part !== null && "op" in part && "args" in part;
}

function describe(error: unknown, scope: Scope): ExpressionFault {
  if (!(error instanceof ParseError || error instanceof CelTypeError)) throw error;
  const offset = error.range?.start ?? 0;
  const name = /^(?:Unknown variable|No such key): (\S+)$/.exec(error.summary)?.[1];
  if (name === undefined) return { message: error.summary, offset };
  if (scope.barredMetrics.includes(name)) {
    const where = "metrics are read in pass, until and known_if only";
    return { message: `the metric '${name}' cannot be used here; ${where}`, offset };
  }
  const guess = nearest(name, namesIn(scope));
  return { message: `unknown name '${name}'${guess ? `; did you mean '${guess}'?` : ""}`, offset };
}

function namesIn(scope: Scope): string[] {
  const outputs = Object.values(scope.outputs).flatMap((o) =>
    o === "opaque" ? [] : Object.keys(o),
  );
  return [
    ...Object.keys(scope.metrics),
    ...Object.keys(scope.inputs),
    ...Object.keys(scope.outputs),
    ...outputs,
    ...["inputs", "steps", "alert", "incident", "run", "now", "output", "labels", "title", "name"],
  ];
}

/** What a condition compares with: the numbers and texts that stand in it. The expression has been checked. */
export function literalsIn(text: string): {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
} {
  const numbers = new Set<number>();
  const texts = new Set<string>();
  walk(parse(text).ast, (node) => {
    if (node.op !== "value") return;
    const { args } = node as { readonly args: unknown };
    if (typeof args === "string") texts.add(args);
    if (typeof args === "number" || typeof args === "bigint") numbers.add(Number(args));
  });
  return { numbers: [...numbers], texts: [...texts] };
}

/** The parts that all have to hold: `a && (b || c)` is `a` and `b || c`. The expression has been checked. */
export function conjunctsOf(text: string): readonly string[] {
  const split = (node: ASTNode): readonly string[] =>
    node.op === "&&" ? node.args.flatMap(split) : [serialize(node)];
  return split(parse(text).ast);
}
