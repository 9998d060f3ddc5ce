// Reads the part of PromQL the shop answers: a selector, increase or rate over a range, aggregates, vector().
export type Matcher = {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
};

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "vector"; readonly value: number }
  | { readonly kind: "selector"; readonly metric: string; readonly matchers: readonly Matcher[] }
  | {
      readonly kind: "range";
      readonly function: "increase" | "rate";
      readonly selector: Extract<Expression, { kind: "selector" }>;
      readonly seconds: number;
    }
  | {
      readonly kind: "aggregate";
      readonly function: "sum" | "max" | "min" | "avg";
      readonly of: Expression;
    };

export type Reading =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly error: string };

class SyntaxFault extends Error {
  override readonly name = "SyntaxFault";
}

const token = /[a-zA-Z_:][a-zA-Z0-9_:]*|"(?:[^"\\]|\\.)*"|=~|!~|!=|[0-9.]+[a-z]*|\S/g;
const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

export function readPromql(query: string): Reading {
  try {
    const tokens = tokenize(query);
    const expression = readExpression(tokens);
    const rest = tokens.shift();
    if (rest !== undefined) throw new SyntaxFault(`unexpected ${JSON.stringify(rest)}`);
    return { ok: true, expression };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return { ok: false, error: `invalid parameter "query": parse error: ${error.message}` };
  }
}

function tokenize(query: string): string[] {
  return query.match(token) ?? [];
}

function readExpression(tokens: string[]): Expression {
  const word = tokens.shift() ?? "";
  if (/^[0-9.]+$/.test(word)) return { kind: "number", value: Number(word) };
  if (!/^[a-zA-Z_:]/.test(word)) {
    throw new SyntaxFault(word === "" ? "no expression found in input" : `unexpected "${word}"`);
  }
  if (tokens[0] !== "(") return readSelector(word, tokens);
  expect(tokens, "(");
  const expression = readCall(word, tokens);
  expect(tokens, ")");
  return expression;
}

function readCall(name: string, tokens: string[]): Expression {
  switch (name) {
    case "sum":
    case "max":
    case "min":
    case "avg":
      return { kind: "aggregate", function: name, of: readExpression(tokens) };
    case "vector": {
      const value = tokens.shift() ?? "";
      if (!/^[0-9.]+$/.test(value)) throw new SyntaxFault(`expected a number, got "${value}"`);
      return { kind: "vector", value: Number(value) };
    }
    case "increase":
    case "rate": {
      const selector = readSelector(tokens.shift() ?? "", tokens);
      expect(tokens, "[");
      const seconds = readDuration(tokens.shift() ?? "");
      expect(tokens, "]");
      return { kind: "range", function: name, selector, seconds };
    }
    default:
      throw new SyntaxFault(`unknown function with name "${name}"`);
  }
}

function readSelector(metric: string, tokens: string[]): Extract<Expression, { kind: "selector" }> {
  if (!/^[a-zA-Z_:]/.test(metric)) throw new SyntaxFault(`expected a metric, got "${metric}"`);
  const matchers: Matcher[] = [];
  if (tokens[0] !== "{") return { kind: "selector", metric, matchers };
  expect(tokens, "{");
  while (tokens.length > 0 && tokens.at(0) !== "}") {
    matchers.push(readMatcher(tokens));
    if (tokens.at(0) !== ",") break;
    expect(tokens, ",");
  }
  expect(tokens, "}");
  return { kind: "selector", metric, matchers };
}

function readMatcher(tokens: string[]): Matcher {
  const [label = "", operator = "", quoted = ""] = tokens.splice(0, 3);
  if (operator !== "=" && operator !== "!=" && operator !== "=~" && operator !== "!~") {
    throw new SyntaxFault(`unexpected "${operator}" after label "${label}", expected = != =~ !~`);
  }
  if (!quoted.startsWith('"') || quoted.length < 2) {
    throw new SyntaxFault(`unexpected "${quoted}", expected a quoted label value`);
  }
  const value = unquote(quoted);
  if (operator.endsWith("~")) checkPattern(value);
  return { label, operator, value };
}

function checkPattern(pattern: string): void {
  try {
    new RegExp(pattern);
  } catch (cause) {
    throw new SyntaxFault(`error parsing regexp: ${pattern}`, { cause });
  }
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char));
}

function readDuration(text: string): number {
  const match = /^([0-9]+)([smhdw])$/.exec(text);
  if (!match) throw new SyntaxFault(`not a valid duration string: "${text}"`);
  return Number(match[1]) * (unitSeconds[match[2] ?? ""] ?? 0);
}

function expect(tokens: string[], wanted: string): void {
  const got = tokens.shift();
  if (got !== wanted)
    throw new SyntaxFault(`unexpected ${got ?? "end of input"}, expected "${wanted}"`);
}
