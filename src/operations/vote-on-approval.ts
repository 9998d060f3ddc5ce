// A vote on a step's approval, or its override: counted only for the request and the round it was asked for.
import type { Person } from "../domain/runbook/state/stamp.ts";
import { actOnRun, type RunActed } from "./act-on-run.ts";
import type { Context } from "./context.ts";

export type ApprovalVote = {
  readonly runId: string;
  readonly step: string;
  readonly attempt: number;
  /** Absent where only the request is known. */
  readonly round?: number;
  /** The first 8 characters of the hash of the request that was seen. */
  readonly sha8?: string;
  readonly vote: "approve" | "deny" | "break-glass";
  /** Required for `break-glass`. */
  readonly note?: string;
  readonly by: Person;
};

/** Who may is judged now, by the step's `from`, or by the shop's list for overrides. */
export async function voteOnApproval(
  ctx: Context,
  { runId, vote, ...click }: ApprovalVote,
): Promise<RunActed> {
  return await actOnRun(ctx, runId, { ...click, action: vote });
}
