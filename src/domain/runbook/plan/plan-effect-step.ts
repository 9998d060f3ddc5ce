// The requests of a planned step: what it would read, what it would send, how it would be taken back.

import { lookOf, planEffect } from "../effect/effect-plan.ts";
import { renderRepositories } from "../effect/plan-freeze.ts";
import { renderRequest } from "../effect/request.ts";
import type { Runbook } from "../format/format.ts";
import type { EffectStep, FreezeLookStep, Step } from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import { metricsIn } from "../language/expression.ts";
import type { Json } from "../language/json.ts";
import { scopeAt } from "../language/scope.ts";
import { metricsInTemplate, renderTemplate } from "../language/template.ts";
import type { Change, FreezeRead } from "../state/change.ts";
import type { MetricQuery } from "../state/intent.ts";
import { undoChange } from "../undo/undo-change.ts";
import { isEffect } from "../undo/undo-plan.ts";
import type { Planned, PlannedRead, PlannedStep, PlannedUndo } from "./plan.ts";
import { outputsAhead, readableNames, writeAhead } from "./plan-ahead.ts";

/** What GitHub will be asked before a roll-back. */
const COMMITS: Json = {
  previous: { sha: "«the previous commit»" },
  current: { sha: "«the present commit»" },
};

export function plannedChange(
  step: Step,
  bindings: Bindings,
): Pick<PlannedStep, "change" | "verify" | "undo"> {
  if (step.kind === "undo") return { undo: { kind: "undoes", steps: step.undoes } };
  if (!isEffect(step)) return {};
  const planned = planEffect(step, bindings, COMMITS);
  if (!planned.ok) {
    const message = `${planned.where}: ${planned.message}`;
    return { change: { ok: false, message }, undo: undoAhead(step, bindings, undefined) };
  }
  const { change, verify } = planned.plan;
  const isRead = change.kind === "http" && change.method === "GET";
  return {
    change: { ok: true, value: readableNames(change) },
    ...(verify && { verify: readableNames(verify) }),
    ...(!isRead && { undo: undoAhead(step, bindings, change) }),
  };
}

function undoAhead(step: EffectStep, bindings: Bindings, change: Change | undefined): PlannedUndo {
  if (step.irreversible !== undefined) return { kind: "irreversible", why: step.irreversible };
  if (step.undo === undefined) return { kind: "none" };
  if (step.undo === "auto") return { kind: "auto" };
  if (!change) return { kind: "none" };
  const outputs = { ...bindings.outputs, [step.id]: outputsAhead(step) };
  const undo = undoChange(step, { ...bindings, outputs }, { change });
  if (!undo) return { kind: "none" };
  if ("missing" in undo) return { kind: "auto" };
  if ("fault" in undo) return { kind: "request", change: { ok: false, message: undo.fault } };
  const { validForMs } = undo;
  return {
    kind: "request",
    change: { ok: true, value: readableNames(undo.change) },
    ...(validForMs !== undefined && { validForMs }),
  };
}

export function planReads(
  runbook: Runbook,
  step: Step,
  bindings: Bindings,
): readonly PlannedRead[] {
  const metrics = namedMetrics(runbook, step).map((name): PlannedRead => {
    return { kind: "metric", name, query: metricAhead(runbook, name, bindings) };
  });
  if (step.kind === "freeze" && step.op !== "declare") return freezeReads(step, bindings);
  if (!isEffect(step)) return metrics;
  const planned = planEffect(step, bindings, COMMITS);
  if (!planned.ok) return metrics;
  const { change, verify, probe } = planned.plan;
  const look = lookOf(change, verify);
  return [
    ...metrics,
    ...(look
      ? [{ kind: "read", purpose: "before", read: readableNames(look.request) } as const]
      : []),
    ...(probe
      ? [{ kind: "read", purpose: "probe", read: readableNames(probe.request) } as const]
      : []),
  ];
}

function freezeReads(step: FreezeLookStep, bindings: Bindings): readonly PlannedRead[] {
  const repositories = renderRepositories(step.repos, bindings);
  const freeze = writeAhead(step.freeze ?? "", bindings);
  const read = (request: FreezeRead): PlannedRead => ({
    ...{ kind: "read", purpose: "looks", read: request },
  });
  switch (step.op) {
    case "preflight":
      return repositories.ok
        ? [read({ kind: "freeze-preflight", repositories: repositories.value })]
        : [];
    case "assert":
      return [read({ kind: "freeze", freeze })];
    case "report":
      return [read({ kind: "freeze-report", freeze })];
  }
}

function namedMetrics(runbook: Runbook, step: Step): readonly string[] {
  const texts = [step.title, "text" in step ? step.text : undefined];
  const shown = texts.flatMap((text) => (text === undefined ? [] : metricsInTemplate(text)));
  const conditions =
    step.kind === "check"
      ? [step.pass, step.known_if]
      : step.kind === "wait"
        ? [step.until, step.known_if]
        : [];
  const scope = scopeAt(runbook, step.id);
  const judged = conditions.flatMap((each) => (each === undefined ? [] : metricsIn(each, scope)));
  return [...new Set([...judged, ...shown])];
}

function metricAhead({ metrics }: Runbook, name: string, bindings: Bindings): Planned<MetricQuery> {
  const metric = metrics[name];
  if (!metric) return { ok: false, message: `there is no metric '${name}'` };
  if ("http" in metric) {
    const request = renderRequest({ ...metric, connection: metric.http }, bindings);
    if (!request.ok) return request;
    const { pointer } = metric;
    const source = { kind: "http", request: readableNames(request.value), pointer } as const;
    return { ok: true, value: { name, source } };
  }
  const promql = renderTemplate(metric.promql, "promql", bindings);
  if (!promql.ok) return promql;
  const source = {
    kind: "prometheus",
    connection: metric.prometheus,
    promql: promql.value,
  } as const;
  return { ok: true, value: { name, source } };
}
