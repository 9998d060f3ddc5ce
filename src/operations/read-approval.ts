// What one approver's message shows: the step and its request, and whether their vote still counts.
import type { ApprovalRef } from "../domain/approval-ref.ts";
import type { Incident } from "../domain/incident.ts";
import type { Runbook } from "../domain/runbook/format.ts";
import type { ApprovalState, StepState } from "../domain/runbook/run.ts";
import type { RunRow } from "../storage/runs.ts";
import type { Deps } from "./context.ts";

/**
 * `asked`: waits for votes. `void`: the request changed or was asked anew in a later round. `over`: the
 * step is past it without a decision (the run ended, it timed out, nobody could vote).
 */
export type ApprovalStanding = "asked" | "granted" | "denied" | "overridden" | "void" | "over";

export type ApprovalSubject = {
  readonly ref: ApprovalRef;
  readonly run: RunRow;
  readonly runbook: Runbook;
  readonly incident: Incident;
  readonly step: StepState;
  readonly approval: ApprovalState;
  readonly standing: ApprovalStanding;
};

/** `ref` as `writeApprovalRef` wrote it; undefined where the run or the approval is gone. */
export async function readApproval(
  _deps: Pick<Deps, "db" | "runbooks">,
  _ref: string,
): Promise<ApprovalSubject | undefined> {
  return await Promise.reject(new Error("approvals are not read yet"));
}
