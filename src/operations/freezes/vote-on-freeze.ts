// A vote on a declaration or a change of a freeze; who may is judged now.
import { voteOnFreeze as decide } from "../../domain/freeze/decide-freeze.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import type { Context } from "../context.ts";
import { listPrincipals } from "../list-principals.ts";
import { decideLocked, type FreezeChanged } from "./decide-locked.ts";
import { incidentOf } from "./may-manage.ts";

export type FreezeVoteWish = {
  readonly freezeId: string;
  readonly proposalId: string;
  readonly vote: "approve" | "deny";
  /** Required to deny. */
  readonly note: string | null;
  readonly by: Person;
};

export async function voteOnFreeze(
  ctx: Context,
  { freezeId, ...vote }: FreezeVoteWish,
): Promise<FreezeChanged> {
  return await decideLocked(ctx, freezeId, "freeze.vote", async (tx, freeze) => {
    const { proposal } = freeze;
    const decided = decide(freeze, vote, tx.now);
    // Who has no vote is told so only where a vote would count.
    if (!decided.ok || !proposal) return decided;
    const { from } = proposal.ballot;
    const may = await listPrincipals(tx, await incidentOf(tx, freeze), from);
    if (may.includes(vote.by.id)) return decided;
    return refuse({ code: "not-allowed", what: "decide on this freeze", who: from });
  });
}
