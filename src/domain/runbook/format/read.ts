// Reads a runbook file: the whole of it right, or every problem with its line and column.
import type { Allowances, Connections } from "./allowances.ts";
import { checkConnections } from "./connection-rules.ts";
import { MAX_BYTES, type Runbook } from "./format.ts";
import { checkGraph } from "./graph.ts";
import { checkHead } from "./head-rules.ts";
import type { Fault, Problem } from "./problem.ts";
import { checkReferences } from "./references.ts";
import { checkRules } from "./rules.ts";
import { readShape, type Shape } from "./shape.ts";
import { checkUndoes } from "./undoes-rules.ts";
import { findWarnings } from "./warnings.ts";
import { openYaml } from "./yaml-source.ts";

export type ReadRunbook =
  | {
      readonly ok: true;
      readonly runbook: Runbook;
      readonly warnings: readonly Problem[];
      /** Gives a fault found later, such as one between two files, its line and column. */
      readonly place: (fault: Fault) => Problem;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * `file` names the file in problems; its base name must be the runbook's id.
 * With `connections` and `allows` (from muster.yml) what nobody configured or allowed is a problem too;
 * a run's snapshot is read without them.
 */
export function readRunbook(
  source: string,
  file: string,
  connections?: Connections,
  allows?: Allowances,
): ReadRunbook {
  const bytes = new TextEncoder().encode(source).length;
  if (bytes > MAX_BYTES) {
    const message = `the file has ${bytes} bytes; at most ${MAX_BYTES} are read, split the runbook`;
    return { ok: false, problems: [{ file, line: 1, column: 1, message }] };
  }
  const opened = openYaml(source);
  if (!opened.ok)
    return { ok: false, problems: opened.faults.map((fault) => ({ file, ...fault })) };
  const { value, locate } = opened.yaml;
  const place = ({ path, on = "value", offset = 0, message }: Fault): Problem => ({
    file,
    ...locate(path, on, offset),
    message,
  });
  const placeAll = (faults: readonly Fault[]): readonly Problem[] =>
    faults.map(place).sort((a, b) => a.line - b.line || a.column - b.column);
  const shape = readShape(value);
  const faults = [...shape.faults, ...judgeMeaning(shape, file, { connections, allows })];
  if (faults.length > 0 || !shape.head) return { ok: false, problems: placeAll(faults) };
  const steps = shape.steps.flatMap(({ step }) => step ?? []);
  const runbook: Runbook = { ...shape.head, steps };
  return { ok: true, runbook, warnings: placeAll(findWarnings(runbook)), place };
}

type Known = {
  readonly connections: Connections | undefined;
  readonly allows: Allowances | undefined;
};

/** What the readable parts say, even while other parts are wrong: all problems at once. */
function judgeMeaning(
  { head, steps }: Shape,
  file: string,
  { connections, allows }: Known,
): readonly Fault[] {
  const within = steps.flatMap(({ step }, index) =>
    step ? checkRules(step, ["steps", index], allows) : [],
  );
  const between = [...checkGraph(steps), ...checkUndoes(steps)];
  if (!head) return [...within, ...between];
  const readable = steps.map(({ step }) => step);
  return [
    ...checkName(head.id, file),
    ...checkHead(head, allows),
    ...within,
    ...between,
    ...(connections ? checkConnections(head, readable, connections) : []),
    ...checkReferences(head, steps),
  ];
}

function checkName(id: string, file: string): readonly Fault[] {
  const base = file
    .split(/[/\\]/)
    .at(-1)
    ?.replace(/\.ya?ml$/, "");
  if (base === id) return [];
  return [
    { path: ["id"], message: `the id is '${id}', but the file is '${base}'; name it ${id}.yml` },
  ];
}
