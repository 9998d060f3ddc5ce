// Which paths a template may name, told when the file is read.
import { nearest } from "./nearest.ts";
import type { Scope } from "./scope.ts";

const FACTS = {
  alert: ["name", "title", "labels"],
  incident: ["id", "title", "priority", "service"],
  run: ["id", "started_at", "started_by"],
} as const;

const ROOTS = ["inputs", "metrics", "steps", "alert", "incident", "run", "now"] as const;

/** Undefined when the path leads to a value. */
export function pathFault(segments: readonly unknown[], scope: Scope): string | undefined {
  if (!segments.every((segment) => typeof segment === "string")) {
    return "write the path in full; a name cannot be computed";
  }
  const [root = "", first, second, third] = segments;
  switch (root) {
    case "now":
      return exactly(segments, 1);
    case "inputs":
      return member("input", first, Object.keys(scope.inputs)) ?? exactly(segments, 2);
    case "metrics":
      return metricFault(first, scope) ?? exactly(segments, 2);
    case "steps":
      return outputFault([first, second, third], scope) ?? exactly(segments, 4);
    case "alert":
    case "incident":
    case "run":
      return factFault(root, segments);
    default:
      return `unknown name '${root}'${hint(root, ROOTS)}`;
  }
}

function metricFault(name: string | undefined, scope: Scope): string | undefined {
  if (name !== undefined && scope.barredMetrics.includes(name)) {
    return `the metric '${name}' cannot be used here; metrics are shown in title and text only`;
  }
  return member("metric", name, Object.keys(scope.metrics));
}

function outputFault(path: readonly (string | undefined)[], scope: Scope): string | undefined {
  const [id, word, name] = path;
  const step = member("earlier step", id, Object.keys(scope.outputs));
  if (step !== undefined || id === undefined) return step;
  if (word !== "output") return `write steps.${id}.output.<name>`;
  const outputs = scope.outputs[id];
  if (outputs === undefined || outputs === "opaque") return undefined;
  const known = Object.keys(outputs);
  if (known.length === 0) return `the step '${id}' has no outputs`;
  return member(`output of '${id}'`, name, known);
}

function factFault(root: keyof typeof FACTS, segments: readonly string[]): string | undefined {
  const fault = member(`value of ${root}`, segments[1], FACTS[root]);
  if (fault !== undefined) return fault;
  if (segments[1] !== "labels") return exactly(segments, 2);
  return segments.length === 3 ? undefined : "write alert.labels.<label>";
}

function member(
  what: string,
  name: string | undefined,
  known: readonly string[],
): string | undefined {
  if (name !== undefined && known.includes(name)) return undefined;
  if (name === undefined) return `name the ${what}: ${known.join(", ") || "there is none"}`;
  return `no ${what} '${name}'${hint(name, known)}`;
}

function hint(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  if (guess !== undefined) return `; did you mean '${guess}'?`;
  return known.length > 0 ? `; there are ${known.join(", ")}` : "; there is none";
}

function exactly(segments: readonly string[], length: number): string | undefined {
  if (segments.length === length) return undefined;
  return `'${segments.slice(0, length).join(".")}' is a value; nothing lies below it`;
}
