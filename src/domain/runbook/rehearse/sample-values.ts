// Values to rehearse with: for a type, and around what the runbook's conditions compare with.

import type { Runbook } from "../format/format.ts";
import type { Input } from "../format/input-format.ts";
import { checkInput } from "../format/input-value.ts";
import { literalsIn } from "../language/expression.ts";
import type { Scalar } from "../language/json.ts";

/** Conditions that decide where a run goes; not those about a single input. */
function conditionsOf({ steps }: Runbook): readonly string[] {
  return steps.flatMap((step) => [
    ...(step.when === undefined ? [] : [step.when]),
    ...(step.kind === "check" ? [step.pass, ...(step.known_if ? [step.known_if] : [])] : []),
    ...(step.kind === "wait" && step.until ? [step.until] : []),
  ]);
}

/** `path` such as `inputs.provider`: the conditions that name it, and so depend on it. */
export function conditionsOn(runbook: Runbook, path: string): readonly string[] {
  const word = new RegExp(`(^|[^\\w.])${path.replaceAll(".", "\\s*\\.\\s*")}(?![\\w])`);
  return conditionsOf(runbook).filter((text) => word.test(text));
}

/** Rates and counts are not negative, unless a condition says so. */
export function around(numbers: readonly number[]): readonly number[] {
  const near = numbers.flatMap((n) => [n, n + 1, n - 1, n + 0.1, n - 0.1]);
  const least = Math.min(0, ...numbers);
  return [...new Set(near)].filter((n) => n >= least);
}

/** Values that make a difference to some condition, the rehearsed one first. */
export function variantsOf(runbook: Runbook, path: string, first: Scalar): readonly Scalar[] {
  const conditions = conditionsOn(runbook, path);
  if (conditions.length === 0) return [first];
  const { numbers, texts } = literalsOf(conditions);
  if (typeof first === "boolean") return [first, !first];
  const others: readonly Scalar[] =
    typeof first === "number"
      ? around(numbers).filter((n) => Number.isInteger(n) || !Number.isInteger(first))
      : texts;
  return [...new Set([first, ...others])].slice(0, MOST);
}

const MOST = 8;

type Outputs = Readonly<Record<string, Scalar>>;

/** A step's outputs as they are `first`, then each changed to what makes a difference; `own`: further values. */
export function outputSets(
  runbook: Runbook,
  id: string,
  first: Outputs,
  own: (name: string) => readonly Scalar[] = () => [],
): readonly Outputs[] {
  const others = Object.entries(first).flatMap(([name, value]) => {
    const path = `steps.${id}.output.${name}`;
    if (conditionsOn(runbook, path).length === 0) return [];
    return [...new Set([...own(name), ...variantsOf(runbook, path, value)])]
      .filter((variant) => variant !== value)
      .map((variant) => ({ ...first, [name]: variant }));
  });
  return [first, ...others];
}

export function literalsOf(conditions: readonly string[]) {
  const found = conditions.map(literalsIn);
  return {
    numbers: [...new Set(found.flatMap(({ numbers }) => numbers))],
    texts: [...new Set(found.flatMap(({ texts }) => texts))],
  };
}

/** Undefined where no guess fits the field's pattern. */
export function sampleFor(input: Input, world: SampleWorld): Scalar | undefined {
  const guesses = input.default === undefined ? guessesFor(input, world) : [input.default];
  const fitting = guesses.find((guess) => checkInput(input, guess).ok);
  if (fitting === undefined) return undefined;
  const checked = checkInput(input, fitting);
  return checked.ok ? checked.value : undefined;
}

export type SampleWorld = { readonly now: Date; readonly repositories: readonly string[] };

const WORDS = ["example", "example-1", "a", "A", "1", "12345", "v1.2.3", "main", "abc123", "AB-12"];

function guessesFor(input: Input, { now, repositories }: SampleWorld): readonly Scalar[] {
  switch (input.type) {
    case "integer":
    case "number":
      return [input.min ?? Math.min(1, input.max ?? 1)];
    case "boolean":
      return [true];
    case "enum":
      return input.values ?? [];
    case "duration":
      return ["10m"];
    case "datetime":
      return [new Date(now.getTime() + 3_600_000).toISOString()];
    case "url":
      return ["https://example.com/"];
    case "repo":
    case "repo_list":
      return [repositories[0] ?? "owner/name"];
    case "user":
      return ["U0EXAMPLE"];
    case "channel":
    case "service":
      return ["example"];
    case "string":
    case "text":
      return [...WORDS, "x".repeat(input.min ?? 1), "x".repeat(Math.min(input.max ?? 1, 1_000))];
  }
}
