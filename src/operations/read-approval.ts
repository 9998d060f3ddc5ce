// What one approver's message shows: the step and its request, and whether their vote still counts.
import { type ApprovalRef, readApprovalRef } from "../domain/approval-ref.ts";
import type { Incident } from "../domain/incident.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import type { ApprovalState } from "../domain/runbook/state/approval-state.ts";
import type { RunState } from "../domain/runbook/state/run.ts";
import type { StepState } from "../domain/runbook/state/step-state.ts";
import { findIncident } from "../storage/incidents.ts";
import type { RunRow } from "../storage/runs.ts";
import type { Deps } from "./context.ts";
import { readRun } from "./read-run.ts";

/**
 * `asked`: waits for votes. `void`: the request changed or was asked anew in a later round. `over`: the
 * step is past it without a decision (the run ended, it timed out, too few people could vote).
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
  deps: Pick<Deps, "db" | "runbooks">,
  ref: string,
): Promise<ApprovalSubject | undefined> {
  const about = readApprovalRef(ref);
  const found = await readRun(deps, about.runId);
  const incident = found && (await findIncident(deps.db, found.run.incidentId));
  const step = found?.run.state.steps.find(({ id }) => id === about.step);
  if (!found || !incident || !step?.approval) return undefined;
  const { run, runbook } = found;
  const { approval } = step;
  const standing = standingOf(run.state, step, about);
  return { ref: about, run, runbook, incident, step, approval, standing };
}

function standingOf(run: RunState, step: StepState, ref: ApprovalRef): ApprovalStanding {
  const { approval, attempt, state } = step;
  if (!approval || approval.round !== ref.round || attempt !== ref.attempt) return "void";
  if (approval.brokenGlass) return "overridden";
  if (approval.state === "granted" || approval.state === "denied") return approval.state;
  const isAsked = approval.state === "asked" && state === "awaiting_approval";
  if (isAsked && run.cursor === step.id) return "asked";
  return approval.state === "lapsed" ? "void" : "over";
}
