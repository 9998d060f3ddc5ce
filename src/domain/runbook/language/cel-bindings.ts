// Turns a run's values into what CEL computes with: bigint for int, Date and Duration for times.
import { Duration } from "@marcbachmann/cel-js/evaluator";
import type { Bindings } from "./bindings.ts";
import { readDuration } from "./duration.ts";
import type { Scalar } from "./json.ts";
import type { Scope, ValueType } from "./scope.ts";

export function celBindings(scope: Scope, bindings: Bindings): Record<string, unknown> {
  const { facts, run } = bindings;
  return {
    ...metricValues(scope, bindings),
    inputs: convertAll(scope.inputs, bindings.inputs),
    steps: Object.fromEntries(
      Object.entries(scope.outputs).map(([id, types]) => [
        id,
        { output: types === "opaque" ? {} : convertAll(types, bindings.outputs[id] ?? {}) },
      ]),
    ),
    alert: facts.alert ?? {},
    incident: facts.incident ?? {},
    run: { id: run.id, started_at: new Date(run.startedAt), started_by: run.startedBy.name },
    now: bindings.now,
  };
}

function metricValues(scope: Scope, bindings: Bindings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(scope.metrics).flatMap(([name, type]) => {
      const reading = bindings.metrics[name];
      return reading?.ok ? [[name, convert(type, reading.value)]] : [];
    }),
  );
}

function convertAll(
  types: Readonly<Record<string, ValueType>>,
  values: Readonly<Record<string, Scalar>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(types).flatMap(([name, type]) => {
      const value = values[name];
      return value === undefined ? [] : [[name, convert(type, value)]];
    }),
  );
}

function convert(type: ValueType, value: Scalar): unknown {
  switch (type) {
    case "integer":
      return BigInt(Number(value));
    case "datetime":
      return new Date(String(value));
    case "duration":
      return Duration.fromMilliseconds(readDuration(String(value)) ?? 0);
    case "string":
    case "number":
    case "boolean":
      return value;
  }
}
