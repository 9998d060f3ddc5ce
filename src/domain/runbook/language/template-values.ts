// What templates read: the bindings as plain objects, a metric that is unknown left out or as a sign.
import type { Bindings } from "./bindings.ts";
import { UnknownSign, ZONE } from "./template-filters.ts";

export function templateValues(bindings: Bindings, unknown: "absent" | "signs" = "absent"): object {
  const { facts, run } = bindings;
  return {
    inputs: bindings.inputs,
    metrics: metricValues(bindings, unknown),
    steps: Object.fromEntries(
      Object.entries(bindings.outputs).map(([id, output]) => [id, { output }]),
    ),
    alert: facts.alert ?? {},
    incident: facts.incident ?? {},
    run: { id: run.id, started_at: run.startedAt, started_by: run.startedBy.name },
    now: bindings.now.toISOString(),
    [ZONE]: facts.zone,
  };
}

function metricValues(bindings: Bindings, unknown: "absent" | "signs"): object {
  return Object.fromEntries(
    Object.entries(bindings.metrics).flatMap(([name, reading]): [string, unknown][] => {
      if (reading.ok) return [[name, reading.value]];
      return unknown === "signs" ? [[name, new UnknownSign()]] : [];
    }),
  );
}
