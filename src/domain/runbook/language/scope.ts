// Which names an expression or a template may use at one place of a runbook, and of what type.
import type { Input, InputType } from "../format/input-format.ts";
import type { Metric } from "../format/metric-format.ts";
import type { Step } from "../format/step-format.ts";

export type ValueType = "string" | "integer" | "number" | "boolean" | "datetime" | "duration";

export type Scope = {
  readonly inputs: Readonly<Record<string, ValueType>>;
  /** Bare names in expressions, `metrics.<name>` in templates; empty where metrics are not read. */
  readonly metrics: Readonly<Record<string, ValueType>>;
  /** The runbook's metrics that may not be used here, for a better message. */
  readonly barredMetrics: readonly string[];
  /** Outputs of earlier steps; `opaque` stands for a step that could not be read. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, ValueType>> | "opaque">>;
};

export type Names = {
  readonly inputs: Readonly<Record<string, Pick<Input, "type">>>;
  readonly metrics: Readonly<Record<string, Pick<Metric, "type">>>;
};

export type KnownStep = { readonly id: string; readonly step: Step | undefined };

const INPUT_VALUES: Readonly<Record<InputType, ValueType>> = {
  string: "string",
  text: "string",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  enum: "string",
  duration: "duration",
  datetime: "datetime",
  url: "string",
  user: "string",
  channel: "string",
  service: "string",
  repo: "string",
  repo_list: "string",
};

/** What may be named in the step that follows `earlier`. */
export function scopeAfter(names: Names, earlier: readonly KnownStep[], metrics: boolean): Scope {
  const all = mapValues(names.metrics, (metric) => metric.type);
  return {
    inputs: mapValues(names.inputs, (input) => INPUT_VALUES[input.type]),
    metrics: metrics ? all : {},
    barredMetrics: metrics ? [] : Object.keys(all),
    outputs: Object.fromEntries(
      earlier.map(({ id, step }) => [id, step ? outputsOf(step) : "opaque"]),
    ),
  };
}

/** At a step of a runbook that could be read; metrics may be named. */
export function scopeAt(runbook: Names & { readonly steps: readonly Step[] }, id: string): Scope {
  const index = runbook.steps.findIndex((step) => step.id === id);
  const earlier = runbook.steps.slice(0, index).map((step) => ({ id: step.id, step }));
  return scopeAfter(runbook, earlier, true);
}

export function outputsOf(step: Step): Readonly<Record<string, ValueType>> {
  switch (step.kind) {
    case "choice":
      return { value: "string" };
    case "manual":
      return mapValues(step.collect, (field) => INPUT_VALUES[field.type]);
    case "http":
    case "github":
    case "freeze":
      return mapValues(step.outputs, (output: { readonly type: ValueType }) => output.type);
    case "flag":
    case "undo":
    case "check":
    case "wait":
    case "announce":
    case "end":
      return {};
  }
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Readonly<Record<string, Out>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
