// A check: asked once, and the answer is yes, no or nobody can tell.

import type { CheckStep, Route } from "../format/step-format.ts";
import { bindingsOf } from "../language/bindings.ts";
import { evaluateExpression, metricsIn, type Verdict } from "../language/expression.ts";
import { scopeAt } from "../language/scope.ts";
import type { Reading } from "../state/reason.ts";
import { patchStep, type Turn } from "../state/turn.ts";
import { judgeReadings, readMetrics } from "./metric-reading.ts";
import { follow, settle } from "./settle.ts";

export function enterCheck(turn: Turn, step: CheckStep): Turn {
  return step.run === "click" ? patchStep(turn, step.id, { state: "ready" }) : runCheck(turn, step);
}

export function runCheck(turn: Turn, step: CheckStep): Turn {
  const running = patchStep(turn, step.id, { state: "running" });
  const names = metricsOf(turn, step.id, step.pass, step.known_if);
  if (names.length === 0) return judgeCheck(running, step, {});
  return readMetrics(running, step.id, "check", names);
}

export function judgeCheck(
  turn: Turn,
  step: CheckStep,
  readings: Readonly<Record<string, Reading>>,
): Turn {
  const names = metricsOf(turn, step.id, step.pass, step.known_if);
  const values = judgeReadings(turn, names, readings);
  const judged = patchStep(turn, step.id, { values });
  const verdict = verdictOf(
    judged,
    step.id,
    { condition: step.pass, floor: step.known_if },
    values,
  );
  if ("unknown" in verdict) {
    const reason = { code: "unknown", unknowns: verdict.unknown } as const;
    return follow(judged, step.id, reason, routeOf(turn, step.on_unknown));
  }
  if (!verdict.value) {
    return follow(judged, step.id, { code: "check-failed" }, routeOf(turn, step.on_fail));
  }
  return settle(judged, step.id, { state: "succeeded" }, step.then);
}

/** What a drill looks at is healthy, most of the time: a person says whether it goes on all the same. */
function routeOf({ run }: Turn, route: Route): Route {
  return run.mode === "drill" ? "ask" : route;
}

export function metricsOf(
  turn: Turn,
  id: string,
  ...texts: (string | undefined)[]
): readonly string[] {
  const scope = scopeAt(turn.runbook, id);
  const names = texts.flatMap((text) => (text === undefined ? [] : metricsIn(text, scope)));
  return [...new Set(names)];
}

type Asked = { readonly condition: string; readonly floor: string | undefined };

/** Below its floor (too few payments, say) a condition is unknown, whatever it would give. */
export function verdictOf(
  turn: Turn,
  id: string,
  asked: Asked,
  values: Readonly<Record<string, Reading>>,
): Verdict {
  const scope = scopeAt(turn.runbook, id);
  const bindings = bindingsOf(turn.run, values, turn.moment.now);
  const floor =
    asked.floor === undefined ? { value: true } : evaluateExpression(asked.floor, scope, bindings);
  if ("unknown" in floor) return floor;
  if (!floor.value) return { unknown: [{ cause: "below-floor", ...named(asked.floor) }] };
  return evaluateExpression(asked.condition, scope, bindings);
}

function named(name: string | undefined): { name?: string } {
  return name === undefined ? {} : { name };
}
