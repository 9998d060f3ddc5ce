// The declared outputs of an effect, out of its answer or out of what is known of it, each of its type.

import type { FreezeStep, GithubStep } from "../format/step-format.ts";
import { readPointer, type Scalar } from "../language/json.ts";
import type { EffectState } from "../state/effect-state.ts";
import type { SendingStep } from "./effect-look.ts";

const MAX_OUTPUT = 1_024;

export type Outputs =
  | { readonly ok: true; readonly values: Readonly<Record<string, Scalar>> }
  | { readonly ok: false; readonly output: string; readonly message: string };

/** `json`: the answer of an http step, the end of a deployment or workflow run as its read told it. */
export function outputsFrom(step: SendingStep, effect: EffectState, json: unknown): Outputs {
  if (step.kind === "http") {
    return typed(step.outputs, ({ pointer }) => ({
      value: readPointer(json, pointer),
      where: pointer || "the whole answer",
    }));
  }
  if (step.kind === "freeze") return freezeOutputs(step, json);
  if (step.kind !== "github") return { ok: true, values: {} };
  return typed(step.outputs, ({ type }, name) => ({
    value: asDeclared(type, githubOutput(name, effect, json)),
    where: `the ${name}`,
  }));
}

/** What Muster itself answers: each by its own name. */
export function freezeOutputs(step: FreezeStep, json: unknown): Outputs {
  return typed(step.outputs, (_, name) => ({
    value: readPointer(json, `/${name}`),
    where: `the ${name}`,
  }));
}

type Typed = Pick<FreezeStep["outputs"][string], "type">;

type Read = { readonly value: unknown; readonly where: string };

function typed<F extends Typed>(
  formats: Readonly<Record<string, F>>,
  read: (format: F, name: string) => Read,
): Outputs {
  const values: Record<string, Scalar> = {};
  for (const [output, format] of Object.entries(formats)) {
    const { value, where } = read(format, output);
    if (!isOf(format, value)) {
      return { ok: false, output, message: `${where} is ${show(value)}, not ${format.type}` };
    }
    values[output] = value;
  }
  return { ok: true, values };
}

function githubOutput(name: string, { change }: EffectState, json: unknown): unknown {
  if (change.kind === "redeploy" && name === "sha") return change.sha;
  if (change.kind === "redeploy" && name === "previous_sha") return change.replaces;
  const key = name === "run_id" ? "id" : name;
  return readPointer(json, `/${key}`) ?? (name === "url" ? "" : undefined);
}

/** The number of a workflow run may be declared as text: it is only ever shown. */
function asDeclared(type: GithubStep["outputs"][string]["type"], value: unknown): unknown {
  return type === "string" && typeof value === "number" ? String(value) : value;
}

function isOf({ type }: Typed, value: unknown): value is Scalar {
  switch (type) {
    case "string":
      return typeof value === "string" && value.length <= MAX_OUTPUT;
    case "datetime":
      return typeof value === "string" && !Number.isNaN(Date.parse(value));
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return typeof value === "number" && Number.isFinite(value);
  }
}

function show(value: unknown): string {
  return value === undefined ? "missing" : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
