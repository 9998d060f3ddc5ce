// Separation of duties: who may not vote on an approval, and who may not carry out what they approved.

import type { Approval, Step } from "../format/step-format.ts";
import { type ApprovalState, approving } from "../state/approval-state.ts";
import type { RunState } from "../state/run.ts";
import type { ActionKind, Decision, StepState } from "../state/step-state.ts";
import { approvalRule } from "./approval-rule.ts";

export type ExcludedVoter = { readonly id: string; readonly as: "starter" | "requester" };

/** Answers that move a run; assigning, pausing and voting bring it nowhere. */
const MOVING: ReadonlySet<ActionKind> = new Set<ActionKind>([
  "done",
  "could-not",
  "choose",
  "run",
  "skip",
  "retry",
  "check-again",
  "proceed",
  "go-to",
  "it-happened",
  "it-did-not",
  "start-anyway",
  "leave",
]);

/** Fixed when it was asked: whoever answers afterwards is not kept from voting by that. */
export function excludedVoters(
  run: RunState,
  rule: Approval,
  askedAt: string,
): readonly ExcludedVoter[] {
  const starter = rule.exclude.includes("starter")
    ? [{ id: run.startedBy.id, as: "starter" } as const]
    : [];
  const requester = rule.exclude.includes("requester")
    ? [{ id: requesterOf(run, askedAt), as: "requester" } as const]
    : [];
  return [...starter, ...requester];
}

/** Whose answer brought the run here: the last one given by then, else whoever started it. */
function requesterOf(run: RunState, askedAt: string): string {
  const all = [...(run.decisions ?? []), ...run.steps.flatMap(({ decisions }) => decisions)];
  const last = all
    .filter(({ action, at }) => MOVING.has(action) && at <= askedAt)
    .reduce<Decision | undefined>(
      (newest, each) => (isNewer(each, newest) ? each : newest),
      undefined,
    );
  return (last?.by ?? run.startedBy).id;
}

/** Of two at the same instant the one in the later step counts. */
function isNewer(each: Decision, newest: Decision | undefined): boolean {
  return newest === undefined || each.at >= newest.at;
}

/** Whoever approved may not run it too, where the runbook excludes the operator; an override lifts that. */
export function isBarredOperator(step: Step, state: StepState, person: string): boolean {
  const { approval } = state;
  if (approval?.state !== "granted" || approval.brokenGlass) return false;
  const excludes = approvalRule(step)?.exclude.includes("operator") ?? false;
  return excludes && approvers(approval).includes(person);
}

function approvers({ votes }: ApprovalState): readonly string[] {
  return approving(votes).map(({ by }) => by.id);
}
