// Which approval a step asks for before it begins, as its runbook says.
import type { Approval, Step } from "../format/step-format.ts";

export function approvalRule(step: Step | undefined): Approval | undefined {
  return step && "approval" in step ? step.approval : undefined;
}
