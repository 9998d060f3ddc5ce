// Judges the shape of a parsed file against the format, each step by the rules of its own kind.
import { type Head, headSchema } from "./format.ts";
import { findLater, laterValue } from "./later.ts";
import { type Fault, quote } from "./problem.ts";
import { faultsOf, isRecord, suggestion } from "./shape-fault.ts";
import { type Step, stepSchemas, undoesSchema } from "./step-format.ts";

export type ReadStep = { readonly id: string; readonly step: Step | undefined };

export type Shape = {
  readonly faults: readonly Fault[];
  readonly head: Head | undefined;
  /** In the file's order; a step that could not be read keeps its place and, if it has one, its id. */
  readonly steps: readonly ReadStep[];
};

const KINDS = Object.keys(stepSchemas);

export function readShape(root: unknown): Shape {
  if (!isRecord(root)) {
    const message = "a runbook is a map that begins with 'muster: 1'";
    return { faults: [{ path: [], message }], head: undefined, steps: [] };
  }
  if (root["muster"] !== 1) {
    const found = root["muster"] === undefined ? "is missing" : `is ${quote(root["muster"])}`;
    const message = `'muster' ${found}; this version reads the format 'muster: 1'`;
    return { faults: [{ path: ["muster"], message }], head: undefined, steps: [] };
  }
  const head = headSchema.safeParse(root);
  const rawSteps = Array.isArray(root["steps"]) ? root["steps"] : [];
  const steps = rawSteps.map((raw, index) => readStep(raw, index, root));
  const headFaults = head.success ? [] : faultsOf(head.error, headSchema, root, []);
  const triggers = Array.isArray(root["triggers"]) ? root["triggers"].filter(isRecord) : [];
  const later = [
    ...findLater(root, []),
    ...triggers.flatMap((trigger, index) => findLater(trigger, ["triggers", index])),
  ];
  return {
    faults: [...headFaults, ...later, ...steps.flatMap(({ faults }) => faults)],
    head: head.success ? head.data : undefined,
    steps: steps.map(({ id, step }) => ({ id, step })),
  };
}

function readStep(raw: unknown, index: number, root: unknown): ReadStep & { faults: Fault[] } {
  const path = ["steps", index];
  const id = isRecord(raw) && typeof raw["id"] === "string" ? raw["id"] : "";
  const fail = (...faults: Fault[]) => ({ id, step: undefined, faults });
  if (!isRecord(raw)) return fail({ path, message: "a step is a map with id, kind and title" });
  const kind = raw["kind"];
  if (typeof kind !== "string") {
    return fail({
      path: [...path, "kind"],
      message: `'kind' is missing; take one of ${KINDS.join(", ")}`,
    });
  }
  const early = laterValue("kind", kind);
  if (early !== undefined) return fail({ path: [...path, "kind"], message: early });
  if (!isKind(kind)) {
    const message = `no kind ${quote(kind)}${suggestion(kind, KINDS)}`;
    return fail({ path: [...path, "kind"], message });
  }
  const later = findLater(raw, path);
  const schema = Object.hasOwn(raw, "undoes") ? undoesSchema : stepSchemas[kind];
  const result = schema.safeParse(raw);
  if (!result.success) return fail(...later, ...faultsOf(result.error, schema, root, path));
  return later.length > 0 ? fail(...later) : { id, step: result.data, faults: [] };
}

function isKind(word: string): word is keyof typeof stepSchemas {
  return Object.hasOwn(stepSchemas, word);
}
