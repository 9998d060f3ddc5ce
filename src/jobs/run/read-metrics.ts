// Asks the monitoring for the metrics that a run wants, all at once; a failure is a reading too.
import type { Outcome } from "../../domain/effect.ts";
import { readPointer, type Scalar } from "../../domain/runbook/language/json.ts";
import type { Reading } from "../../domain/runbook/state/reason.ts";
import { queryPrometheus } from "../../integrations/prometheus.ts";
import { type IntentOf, type RunDeps, report } from "./run-deps.ts";

type Query = IntentOf<"read-metrics">["queries"][number];

/** Reads change nothing, so a read that a crash cut short is simply read again. */
export async function readMetrics(
  deps: RunDeps,
  runId: string,
  intent: IntentOf<"read-metrics">,
): Promise<Outcome> {
  const { step, attempt, reading } = intent;
  const readings = await Promise.all(
    intent.queries.map(async (query) => [query.name, await readMetric(deps, query)] as const),
  );
  const event = { type: "metrics-read", step, attempt, reading } as const;
  return await report(deps, runId, { ...event, readings: Object.fromEntries(readings) });
}

async function readMetric({ ctx, targets }: RunDeps, { source }: Query): Promise<Reading> {
  if (source.kind === "prometheus") {
    const caller = targets.find(source.connection);
    if (caller) return await queryPrometheus(caller, source.promql);
    return queryError(`there is no connection ${source.connection} in muster.yml`);
  }
  const answer = await targets.read(source.request, { idOf: noEffect, at: "production" });
  if (!answer.ok) return queryError(answer.message);
  if (answer.status >= 300) return queryError(`answered ${answer.status}`);
  const value = readPointer(answer.json, source.pointer);
  if (value === undefined || value === null) return { ok: false, cause: "no-data" };
  if (!isScalar(value)) {
    return { ok: false, cause: "wrong-type", detail: `${source.pointer} is not one value` };
  }
  return { ok: true, value, at: ctx.clock.now().toISOString() };
}

const queryError = (detail: string): Reading => ({ ok: false, cause: "query-error", detail });

const noEffect = (): string => {
  throw new Error("a metric is of no effect");
};

const isScalar = (value: unknown): value is Scalar =>
  ["string", "number", "boolean"].includes(typeof value);
