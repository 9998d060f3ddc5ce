// What people approve where no request is sent: the step as it is shown and as it was written.

import type { Step } from "../format/step-format.ts";
import { hashOf } from "../language/hash.ts";
import type { StepState } from "../state/step-state.ts";

export function shownHash(step: Step, { title, text, announcement }: StepState): string {
  return hashOf({ step, title, text, announcement });
}
