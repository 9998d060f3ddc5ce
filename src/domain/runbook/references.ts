// Every expression and template of a runbook with its place, checked against what may be named there.
import { checkExpression } from "./expression.ts";
import type { Head } from "./format.ts";
import type { Json } from "./json.ts";
import type { Fault, Path } from "./problem.ts";
import { type Scope, scopeAfter } from "./scope.ts";
import type { ReadStep } from "./shape.ts";
import type { Sink } from "./sink.ts";
import type { HttpStep, ReadBackFormat, Step } from "./step-format.ts";
import { checkTemplate } from "./template.ts";

type Place = { readonly path: Path; readonly text: string; readonly metrics: boolean } & (
  | { readonly as: "condition" }
  | { readonly as: Sink }
);

export function checkReferences(head: Head, steps: readonly ReadStep[]): readonly Fault[] {
  const before = headPlaces(head).flatMap((place) =>
    judge(place, scopeAfter(head, [], place.metrics)),
  );
  const within = steps.flatMap(({ step }, index) =>
    (step ? stepPlaces(step) : []).flatMap((place) => {
      const scope = scopeAfter(head, steps.slice(0, index), place.metrics);
      return judge({ ...place, path: ["steps", index, ...place.path] }, scope);
    }),
  );
  return [...before, ...within];
}

function judge(place: Place, scope: Scope): readonly Fault[] {
  const { path, text } = place;
  if (place.as !== "condition") {
    return checkTemplate(text, scope, place.as).map((fault) => ({ ...fault, path }));
  }
  const fault = checkExpression(text, scope);
  return fault ? [{ ...fault, path }] : [];
}

function headPlaces(head: Head): readonly Place[] {
  const conditions = Object.entries(head.inputs).flatMap(([name, input]) => [
    ...condition(["inputs", name, "check"], input.check, false),
    ...condition(["inputs", name, "warn_if"], input.warn_if, false),
  ]);
  const queries = Object.entries(head.metrics).flatMap(([name, metric]) =>
    "http" in metric
      ? address(metric, ["metrics", name])
      : template(["metrics", name, "promql"], metric.promql, "promql"),
  );
  return [...conditions, ...queries, ...template(["lock"], head.lock, "text")];
}

function stepPlaces(step: Step): readonly Place[] {
  return [
    ...condition(["when"], step.when, false),
    ...template(["title"], step.title, "text", true),
    ...template(["text"], step.text, "text", true),
    ...kindPlaces(step),
  ];
}

function kindPlaces(step: Step): readonly Place[] {
  switch (step.kind) {
    case "check":
      return [
        ...condition(["pass"], step.pass, true),
        ...condition(["known_if"], step.known_if, true),
      ];
    case "wait":
      return [
        ...condition(["until"], step.until, true),
        ...condition(["known_if"], step.known_if, true),
      ];
    case "http":
      return httpPlaces(step);
    case "flag":
    case "github":
    case "undo":
    case "manual":
    case "choice":
    case "announce":
    case "end":
      return [];
  }
}

function httpPlaces(step: HttpStep): readonly Place[] {
  return [
    ...address(step, []),
    ...Object.entries(step.headers).flatMap(([name, text]) =>
      template(["headers", name], text, "header"),
    ),
    ...leaves(step.body, ["body"]),
    ...readPlaces(step.verify, ["verify"]),
    ...readPlaces(step.probe, ["probe"]),
  ];
}

function readPlaces(read: ReadBackFormat | undefined, path: Path): readonly Place[] {
  return read ? [...address(read, path), ...leaves(read.equals, [...path, "equals"])] : [];
}

function address(
  source: { readonly path: string; readonly query: Readonly<Record<string, unknown>> },
  path: Path,
): readonly Place[] {
  return [
    ...template([...path, "path"], source.path, "path"),
    ...Object.entries(source.query).flatMap(([name, value]) =>
      template([...path, "query", name], typeof value === "string" ? value : undefined, "query"),
    ),
  ];
}

function leaves(part: Json | undefined, path: Path): readonly Place[] {
  if (typeof part === "string") return template(path, part, "json");
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    leaves(value, [...path, Array.isArray(part) ? Number(key) : key]),
  );
}

function condition(path: Path, text: string | undefined, metrics: boolean): readonly Place[] {
  return text === undefined ? [] : [{ path, text, metrics, as: "condition" }];
}

function template(
  path: Path,
  text: string | undefined,
  as: Sink,
  metrics = false,
): readonly Place[] {
  return text === undefined ? [] : [{ path, text, metrics, as }];
}
