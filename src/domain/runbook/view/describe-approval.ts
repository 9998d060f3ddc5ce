// An approval as people look at it: who has to say yes, who did, and until when it counts.

import { approvalRule } from "../approval/approval-rule.ts";
import type { Step } from "../format/step-format.ts";
import { type ApprovalState, approving, type Vote } from "../state/approval-state.ts";
import type { Instant } from "../state/stamp.ts";
import type { StepState } from "../state/step-state.ts";

export type ApprovalView = {
  readonly need: number;
  /** Votes for it so far. */
  readonly given: number;
  readonly votes: readonly Vote[];
  /** Slack users who could vote when it was asked; absent until that was found out. */
  readonly eligible?: readonly string[];
  /** Principals of the runbook, such as `oncall:payments`. */
  readonly from: readonly string[];
  readonly exclude: readonly string[];
  readonly round: number;
  readonly state: ApprovalState["state"];
  readonly askedAt: Instant;
  /** When nobody is waited for any longer. */
  readonly dueAt?: Instant;
  /** When a granted approval that was not used is void. */
  readonly lapsesAt?: Instant;
  readonly escalated: boolean;
  /** What a vote carries, so that it counts for this request only. */
  readonly sha8: string;
  readonly brokenGlass?: NonNullable<ApprovalState["brokenGlass"]>;
};

export function approvalView(step: Step | undefined, state: StepState): ApprovalView | undefined {
  const { approval, timers } = state;
  if (!approval) return undefined;
  const rule = approvalRule(step);
  const { need, votes, eligible, round, askedAt, lapsesAt, escalated, brokenGlass } = approval;
  return {
    need,
    given: approving(votes).length,
    votes,
    from: rule?.from ?? [],
    exclude: rule?.exclude ?? [],
    round,
    state: approval.state,
    askedAt,
    escalated,
    sha8: approval.requestSha.slice(0, 8),
    ...(eligible ? { eligible } : {}),
    ...(timers.approval ? { dueAt: timers.approval } : {}),
    ...(lapsesAt ? { lapsesAt } : {}),
    ...(brokenGlass ? { brokenGlass } : {}),
  };
}
