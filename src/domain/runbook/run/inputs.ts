// The values a run is started with: complete, of their types, and fitting one another.

import type { Runbook } from "../format/format.ts";
import type { Input } from "../format/input-format.ts";
import { checkInput, type InputFault } from "../format/input-value.ts";
import type { Bindings } from "../language/bindings.ts";
import { evaluateExpression } from "../language/expression.ts";
import type { Scalar } from "../language/json.ts";
import { scopeAfter } from "../language/scope.ts";
import type { RunFacts } from "../state/run.ts";

export type InputProblem =
  | { readonly input: string; readonly code: InputFault | "required"; readonly given?: Scalar }
  /** A rule of the runbook's author about this value, perhaps against another one. */
  | {
      readonly input: string;
      readonly code: "rule";
      readonly rule: string;
      readonly given?: Scalar;
    }
  /** `known`: the one that was probably meant, or all there are. */
  | {
      readonly input: string;
      readonly code: "repo-not-listed";
      readonly repo: string;
      readonly known: readonly string[];
    }
  | { readonly input: string; readonly code: "no-such-input"; readonly known: readonly string[] };

export type CheckedInputs =
  | {
      readonly ok: true;
      readonly inputs: Readonly<Record<string, Scalar>>;
      /** Inputs whose `warn_if` holds: allowed, but worth a second look. */
      readonly warnings: readonly { readonly input: string; readonly rule: string }[];
    }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** By name; what a form leaves out is undefined. */
export type Given = Readonly<Record<string, Scalar | undefined>>;

/** Takes text as people type it; an empty text is no value, and a default stands in for it. */
export function checkInputs(
  runbook: Runbook,
  given: Given,
  facts: RunFacts,
  now: Date,
): CheckedInputs {
  const { values: inputs, problems: wrong } = checkValues(runbook.inputs, given);
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const broken = judge(runbook, inputs, { facts, now, rule: "check" }).filter(
    ({ holds }) => !holds,
  );
  if (broken.length > 0) {
    const problems = broken.map(({ input, rule }) => broke(input, rule, inputs[input]));
    return { ok: false, problems };
  }
  const warned = judge(runbook, inputs, { facts, now, rule: "warn_if" });
  const warnings = warned.filter(({ holds }) => holds);
  return { ok: true, inputs, warnings: warnings.map(({ input, rule }) => ({ input, rule })) };
}

export type CheckedValues = {
  readonly values: Readonly<Record<string, Scalar>>;
  readonly problems: readonly InputProblem[];
};

/** Each value by itself: known, given where it must be, of its type and within its bounds. */
export function checkValues(fields: Readonly<Record<string, Input>>, given: Given): CheckedValues {
  const known = Object.keys(fields);
  const strangers = Object.keys(given)
    .filter((input) => !known.includes(input))
    .map((input): InputProblem => ({ input, code: "no-such-input", known }));
  const read = Object.entries(fields).map(([name, input]) => ({
    name,
    ...readValue(input, name, given[name]),
  }));
  return {
    values: Object.fromEntries(
      read.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
    ),
    problems: [...strangers, ...read.flatMap(({ problem }) => problem ?? [])],
  };
}

function readValue(
  input: Input,
  name: string,
  typed: Scalar | undefined,
): { readonly value?: Scalar; readonly problem?: InputProblem } {
  const isLeftOut = typed === undefined || String(typed).trim() === "";
  const given = isLeftOut ? input.default : typed;
  if (given === undefined) {
    return input.required ? { problem: { input: name, code: "required" } } : {};
  }
  const checked = checkInput(input, given);
  return checked.ok
    ? { value: checked.value }
    : { problem: { input: name, code: checked.code, given } };
}

function broke(input: string, rule: string, given: Scalar | undefined): InputProblem {
  return { input, code: "rule", rule, ...(given === undefined ? {} : { given }) };
}

type Asked = { readonly facts: RunFacts; readonly now: Date; readonly rule: "check" | "warn_if" };

/** A rule nobody can judge does not hold: an input left out breaks no rule about itself. */
function judge(runbook: Runbook, inputs: Readonly<Record<string, Scalar>>, asked: Asked) {
  const scope = scopeAfter(runbook, [], false);
  const run = { id: "", startedAt: asked.now.toISOString(), startedBy: { id: "", name: "" } };
  const bindings: Bindings = {
    inputs,
    metrics: {},
    outputs: {},
    facts: asked.facts,
    run,
    now: asked.now,
  };
  return Object.entries(runbook.inputs).flatMap(([input, format]) => {
    const rule = format[asked.rule];
    if (rule === undefined || inputs[input] === undefined) return [];
    const verdict = evaluateExpression(rule, scope, bindings);
    return [{ input, rule, holds: "value" in verdict && verdict.value }];
  });
}
