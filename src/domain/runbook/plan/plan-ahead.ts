// Texts written before the run: what only the run will know stands as «its name».

import type { Runbook } from "../format/format.ts";
import type { Step } from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import type { Json, Scalar } from "../language/json.ts";
import { outputsOf } from "../language/scope.ts";
import { escapeText } from "../language/sink.ts";
import { renderForPeople, renderTemplate } from "../language/template.ts";
import type { Reading } from "../state/reason.ts";
import type { PlanWish } from "./plan.ts";

export type Known = {
  readonly bindings: Bindings;
  /** `steps.<id>.output.<name>` with the value that the runbook gives for rehearsals. */
  readonly rehearsed: readonly { readonly name: string; readonly value: Scalar }[];
};

export function bindAhead(
  { metrics }: Pick<Runbook, "metrics">,
  { inputs, facts, by, now }: PlanWish,
  earlier: readonly Step[],
): Known {
  const rehearsed = earlier.flatMap((step) =>
    Object.entries(rehearseOf(step)).map(([name, value]) => ({
      name: `steps.${step.id}.output.${name}`,
      value,
    })),
  );
  const outputs = earlier.map((step) => [step.id, outputsAhead(step)] as const);
  const readings = Object.keys(metrics).map((name): [string, Reading] => [
    name,
    { ok: true, value: `«metrics.${name}»`, at: now.toISOString() },
  ]);
  return {
    rehearsed,
    bindings: {
      inputs,
      metrics: Object.fromEntries(readings),
      outputs: Object.fromEntries(outputs),
      facts,
      run: { id: "«run.id»", startedAt: now.toISOString(), startedBy: by },
      now,
    },
  };
}

export function outputsAhead(step: Step): Readonly<Record<string, Scalar>> {
  const names = Object.keys(outputsOf(step));
  const unknown = names.map((name) => [name, `«steps.${step.id}.output.${name}»`]);
  return { ...Object.fromEntries(unknown), ...rehearseOf(step) };
}

function rehearseOf(step: Step): Readonly<Record<string, Scalar>> {
  return "rehearse" in step ? step.rehearse : {};
}

/** A filter that wants a number cannot take a name: then the value is a question mark, or its template is shown. */
export function writeAhead(template: string, bindings: Bindings): string {
  const written = renderTemplate(template, "text", bindings);
  if (written.ok) return written.value;
  const metrics = Object.fromEntries(
    Object.keys(bindings.metrics).map((name): [string, Reading] => [
      name,
      { ok: false, cause: "no-data" },
    ]),
  );
  const doubtful = renderForPeople(template, { ...bindings, metrics });
  if (doubtful.ok) return doubtful.value;
  return escapeText(template.replaceAll(/\{\{-?\s*(.*?)\s*-?\}\}/gs, "«$1»"));
}

/** Names that stood in a path were encoded like any other value. */
export function readableNames<T extends Json>(value: T): T {
  const text = JSON.stringify(value).replaceAll(/%C2%AB(.*?)%C2%BB/g, (_, name: string) =>
    JSON.stringify(`«${decodeURIComponent(name)}»`).slice(1, -1),
  );
  return JSON.parse(text) as T;
}
