// What a runbook may leave out but should not: said by lint, stopping nobody.
import type { Runbook } from "./format.ts";
import type { Fault } from "./problem.ts";

export function findWarnings(runbook: Runbook): readonly Fault[] {
  return runbook.steps.flatMap((step, index) => {
    if (step.kind !== "http" || step.method === "GET" || step.verify) return [];
    const message = `nothing reads back whether this ${step.method} took effect; add 'verify'`;
    return [{ path: ["steps", index, "method"], message }];
  });
}

/** A runbook past its review day is shown with a note when it is started; it still starts. */
export function isReviewOverdue(runbook: Runbook, now: Date): boolean {
  return runbook.review_by !== undefined && runbook.review_by < now.toISOString().slice(0, 10);
}
