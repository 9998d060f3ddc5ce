// Judges the shape of a parsed file against the format, each step by the rules of its own kind.
import type { z } from "zod";
import { type Head, headSchema } from "./format.ts";
import { type Fault, type Path, quote } from "./problem.ts";
import { faultsOf, isRecord, suggestion } from "./shape-fault.ts";
import { type Step, stepSchemas } from "./step-format.ts";
import { undoesSchema } from "./undoes-format.ts";

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
  return {
    faults: [...headFaults, ...steps.flatMap(({ faults }) => faults)],
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
  if (!isKind(kind)) {
    const message = `no kind ${quote(kind)}${suggestion(kind, KINDS)}`;
    return fail({ path: [...path, "kind"], message });
  }
  const { faults, step } =
    Object.hasOwn(raw, "undoes") && isEffectKind(kind)
      ? readUndoes(raw, kind, { root, path })
      : readAs(stepSchemas[kind] as z.ZodType<Step>, raw, { root, path });
  return { id, step, faults };
}

type Place = { readonly root: unknown; readonly path: Path };
type Read = { readonly step: Step | undefined; readonly faults: Fault[] };

function readAs(schema: z.ZodType<Step>, raw: unknown, { root, path }: Place): Read {
  const result = schema.safeParse(raw);
  if (result.success) return { step: result.data, faults: [] };
  return { step: undefined, faults: faultsOf(result.error, schema, root, path) };
}

function readUndoes(raw: Readonly<Record<string, unknown>>, kind: EffectKind, place: Place): Read {
  const { own, rest } = takeOut(raw, kind);
  const foreign = own.map((key) => sendsNothing(key, place.path));
  const { step, faults } = readAs(undoesSchema, rest, place);
  return { step: foreign.length > 0 ? undefined : step, faults: [...foreign, ...faults] };
}

type EffectKind = "http" | "flag" | "github" | "freeze";

const UNDOES_KEYS = new Set(Object.keys(undoesSchema.in.shape));

/** What the kind knows and a step with `undoes` has no use for. */
function takeOut(raw: Readonly<Record<string, unknown>>, kind: EffectKind) {
  const known = new Set(Object.keys(stepSchemas[kind].shape));
  const isOwn = (key: string) => known.has(key) && !UNDOES_KEYS.has(key);
  const rest = Object.fromEntries(Object.entries(raw).filter(([key]) => !isOwn(key)));
  return { own: Object.keys(raw).filter(isOwn), rest };
}

function sendsNothing(key: string, path: Path): Fault {
  const message = ["undo", "irreversible"].includes(key)
    ? `'${key}' stands beside 'undoes'; an effect has exactly one of undo, undoes and irreversible`
    : `'${key}' has no meaning beside 'undoes'; such a step sends nothing of its own`;
  return { path: [...path, key], on: "key", message };
}

function isEffectKind(kind: keyof typeof stepSchemas): kind is EffectKind {
  return ["http", "flag", "github", "freeze"].includes(kind);
}

function isKind(word: string): word is keyof typeof stepSchemas {
  return Object.hasOwn(stepSchemas, word);
}
