// Reading metrics for a step: which queries to ask, and what their answers are worth.

import { renderRequest } from "../effect/request.ts";
import type { Metric } from "../format/metric-format.ts";
import { bindingsOf } from "../language/bindings.ts";
import type { Scalar } from "../language/json.ts";
import { type Rendered, renderTemplate } from "../language/template.ts";
import type { MetricQuery } from "../state/intent.ts";
import type { Reading } from "../state/reason.ts";
import type { ReadPurpose } from "../state/step-state.ts";
import { ask, patchStep, setTimer, stateOf, type Turn } from "../state/turn.ts";

/** After this long without any answer the reading counts as unknown. */
export const READ_TIMEOUT_MS = 60_000;

/** A query that cannot be written is not asked; its metric is then unknown. */
export function readMetrics(
  turn: Turn,
  id: string,
  purpose: ReadPurpose,
  names: readonly string[],
): Turn {
  const { reads, attempt } = stateOf(turn, id);
  const number = reads + 1;
  const queries = names.flatMap((name) => {
    const query = queryFor(turn, name);
    return query.ok ? [query.value] : [];
  });
  const reading = patchStep(turn, id, { reads: number, reading: { number, purpose } });
  const asked = ask(reading, {
    do: "read-metrics",
    step: id,
    attempt,
    reading: number,
    purpose,
    queries,
  });
  return purpose === "sample" ? asked : setTimer(asked, id, "read", READ_TIMEOUT_MS);
}

/** Every name gets a reading: what was not answered, or is worth nothing, is unknown. */
export function judgeReadings(
  turn: Turn,
  names: readonly string[],
  readings: Readonly<Record<string, Reading>>,
): Readonly<Record<string, Reading>> {
  return Object.fromEntries(names.map((name) => [name, judge(turn, name, readings[name])]));
}

function judge(turn: Turn, name: string, reading: Reading | undefined): Reading {
  const metric = metricOf(turn, name);
  const query = queryFor(turn, name);
  if (!query.ok) return { ok: false, cause: "query-error", detail: query.message };
  if (!reading) return { ok: false, cause: "no-data" };
  if (!reading.ok) return reading;
  const age = turn.moment.now.getTime() - Date.parse(reading.at);
  if (!(age <= metric.max_age)) return { ok: false, cause: "stale", detail: reading.at };
  return withType(metric, reading.value, reading.at);
}

function withType(metric: Metric, value: Scalar, at: string): Reading {
  if (metric.type === "string") return { ok: true, value: String(value), at };
  if (metric.type === "boolean") {
    if (typeof value === "boolean") return { ok: true, value, at };
    return { ok: false, cause: "wrong-type", detail: String(value) };
  }
  if (typeof value === "boolean") return { ok: false, cause: "wrong-type", detail: String(value) };
  const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  if (Number.isFinite(number)) return { ok: true, value: number, at };
  return { ok: false, cause: "not-a-number", detail: String(value) };
}

function queryFor(turn: Turn, name: string): Rendered<MetricQuery> {
  const metric = metricOf(turn, name);
  const bindings = bindingsOf(turn.run, {}, turn.moment.now);
  if ("http" in metric) {
    const request = renderRequest({ ...metric, connection: metric.http }, bindings);
    if (!request.ok) return request;
    const { pointer } = metric;
    return { ok: true, value: { name, source: { kind: "http", request: request.value, pointer } } };
  }
  const promql = renderTemplate(metric.promql, "promql", bindings);
  if (!promql.ok) return promql;
  const connection = metric.prometheus;
  return {
    ok: true,
    value: { name, source: { kind: "prometheus", connection, promql: promql.value } },
  };
}

function metricOf(turn: Turn, name: string): Metric {
  const metric = turn.runbook.metrics[name];
  if (!metric) throw new Error(`runbook ${turn.runbook.id} has no metric '${name}'`);
  return metric;
}
