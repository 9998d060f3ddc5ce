// What a manual step collects: complete and of the right types before the step is done.

import type { Step } from "../format/step-format.ts";
import type { Scalar } from "../language/json.ts";
import { checkValues, type Given, type InputProblem } from "./inputs.ts";

export type Collected =
  | { readonly ok: true; readonly output?: Readonly<Record<string, Scalar>> }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** Values as people typed them; a step that collects nothing takes none. */
export function collectValues(step: Step, given: Given = {}): Collected {
  if (step.kind !== "manual") return { ok: true };
  const { values, problems } = checkValues(step.collect, given);
  if (problems.length > 0) return { ok: false, problems };
  return Object.keys(values).length > 0 ? { ok: true, output: values } : { ok: true };
}
