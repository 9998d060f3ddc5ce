// What people approve where no request is sent: the step as it is shown and as it was written.
import { hashOf } from "./hash.ts";
import type { StepState } from "./run.ts";
import type { Step } from "./step-format.ts";

export function shownHash(step: Step, { title, text, announcement }: StepState): string {
  return hashOf({ step, title, text, announcement });
}
