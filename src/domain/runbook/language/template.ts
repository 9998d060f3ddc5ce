// Text with `{{ path }}` in Liquid: outputs only, each path checked when read, each value written for its sink.
import { Liquid, type Template } from "liquidjs";
import type { Bindings } from "./bindings.ts";
import type { Json } from "./json.ts";
import type { Scope } from "./scope.ts";
import { checkPath, escapeLiteral, type Sink, SinkError, writeValue } from "./sink.ts";
import { registerFilters } from "./template-filters.ts";
import { pathFault } from "./template-paths.ts";
import { templateValues } from "./template-values.ts";

const ENGINES: Readonly<Record<Sink, Liquid>> = {
  text: liquid("text"),
  path: liquid("path"),
  query: liquid("query"),
  header: liquid("header"),
  promql: liquid("promql"),
  json: liquid("json"),
};

export type TemplateFault = { readonly message: string; readonly offset: number };

export type Rendered<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

/** Every fault of one template: syntax, unknown paths and filters, and what its sink forbids. */
export function checkTemplate(text: string, scope: Scope, sink: Sink): readonly TemplateFault[] {
  const tag = text.indexOf("{%");
  if (tag >= 0) return [{ message: "no {% tags %}; only {{ path }} and filters", offset: tag }];
  const engine = ENGINES[sink];
  try {
    const parts = engine.parse(text);
    const named = Object.values(engine.analyzeSync(parts).variables).flat();
    const paths = named.flatMap((variable) => {
      const message = pathFault(variable.segments, scope);
      const { row, col } = variable.location;
      return message === undefined ? [] : [{ message, offset: offsetOf(text, row, col) }];
    });
    return [...paths, ...(sink === "promql" ? looseLabels(text, parts) : [])];
  } catch (error) {
    return [syntaxFault(error)];
  }
}

/** Does it name a metric? Then the metric has to be read before the text can be written. */
export function metricsInTemplate(text: string): readonly string[] {
  const engine = ENGINES.text;
  const named = Object.values(engine.analyzeSync(engine.parse(text)).variables).flat();
  const metrics = named.map(({ segments }) =>
    segments[0] === "metrics" ? segments[1] : undefined,
  );
  return [...new Set(metrics.filter((name) => typeof name === "string"))];
}

/** One pass: what a value brings in is never read as a template again. */
export function renderTemplate(text: string, sink: Sink, bindings: Bindings): Rendered<string> {
  return attempt(() => {
    const engine = ENGINES[sink];
    const source = sink === "text" ? escapeLiterals(engine, text) : text;
    const written: string = engine.parseAndRenderSync(source, templateValues(bindings));
    return sink === "path" ? checkPath(written, text) : written;
  });
}

/** For what people read: a metric that could not be read shows as "?", so that it stops nobody. */
export function renderForPeople(text: string, bindings: Bindings): Rendered<string> {
  return attempt(() => {
    const engine = ENGINES.text;
    const values = templateValues(bindings, "signs");
    return engine.parseAndRenderSync(escapeLiterals(engine, text), values);
  });
}

/** Renders the leaves of a structure; a leaf that is one placeholder alone keeps the value's type. */
export function renderJson(structure: Json, bindings: Bindings): Rendered<Json> {
  return attempt(() => renderLeaves(structure, bindings));
}

function renderLeaves(part: Json, bindings: Bindings): Json {
  if (typeof part === "string") return renderLeaf(part, bindings);
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((item) => renderLeaves(item, bindings));
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, renderLeaves(value, bindings)]),
  );
}

function renderLeaf(text: string, bindings: Bindings): Json {
  const engine = ENGINES.json;
  const alone = /^\{\{-?((?:(?!\}\}).)*?)-?\}\}$/s.exec(text)?.[1];
  if (alone === undefined) return engine.parseAndRenderSync(text, templateValues(bindings));
  const value: unknown = engine.evalValueSync(alone.trim(), templateValues(bindings));
  writeValue("json", value);
  return value as Json;
}

function liquid(sink: Sink): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: true,
    parseLimit: 10_000,
    memoryLimit: 100_000,
    outputEscape: (value: unknown) => writeValue(sink, value),
  });
  for (const tag of Object.keys(engine.tags)) delete engine.tags[tag];
  registerFilters(engine);
  return engine;
}

function attempt<T>(render: () => T): Rendered<T> {
  try {
    return { ok: true, value: render() };
  } catch (error) {
    const cause = rootOf(error);
    if (cause instanceof SinkError || isLiquidError(error)) {
      return { ok: false, message: cause.message.replace(/, line:\d+, col:\d+$/, "") };
    }
    throw error;
  }
}

function rootOf(error: unknown): Error {
  if (!(error instanceof Error)) throw error;
  const original = "originalError" in error ? error.originalError : undefined;
  return original instanceof Error ? rootOf(original) : error;
}

function isLiquidError(error: unknown): boolean {
  return error instanceof Error && "token" in error;
}

function syntaxFault(error: unknown): TemplateFault {
  if (!isLiquidError(error)) throw error;
  const { message, token } = error as Error & { token?: { begin?: number } };
  return { message: message.replace(/, line:\d+, col:\d+$/, ""), offset: token?.begin ?? 0 };
}

type Placed = Template & { readonly token: { readonly begin: number; readonly end: number } };

function escapeLiterals(engine: Liquid, text: string): string {
  return engine
    .parse(text)
    .map((part) => {
      const { begin, end } = (part as Placed).token;
      const source = text.slice(begin, end);
      return isOutput(source) ? source : escapeLiteral(source);
    })
    .join("");
}

/** A placeholder in PromQL must be a whole quoted label value, so that it can only ever be a value. */
function looseLabels(text: string, parts: readonly Template[]): readonly TemplateFault[] {
  return parts.flatMap((part) => {
    const { begin, end } = (part as Placed).token;
    if (!isOutput(text.slice(begin, end))) return [];
    const before = text.slice(0, begin);
    if (/[\w\s]!?=\s*"$/.test(before) && text[end] === '"') return [];
    const message = 'in PromQL a placeholder is a whole label value: label="{{ … }}"';
    return [{ message, offset: begin }];
  });
}

function isOutput(source: string): boolean {
  return source.startsWith("{{");
}

function offsetOf(text: string, row: number, column: number): number {
  const before = text.split("\n").slice(0, row - 1);
  return before.reduce((sum, line) => sum + line.length + 1, column - 1);
}
