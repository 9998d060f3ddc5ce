// A vote on a declaration or a change of a freeze; who may is judged now.
import { checkVoter } from "../../domain/freeze/ballot.ts";
import { voteOnFreeze as decide } from "../../domain/freeze/decide-freeze.ts";
import type { Freeze, Proposal } from "../../domain/freeze/freeze.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import type { Context, Deps } from "../context.ts";
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
    return (await refuseStranger(tx, freeze, { proposal, user: vote.by.id })) ?? decided;
  });
}

type Voter = { readonly proposal: Proposal; readonly user: string };

/** Before anybody is asked how they vote: why this person cannot. The vote itself is judged again. */
export async function refuseFreezeVote(
  deps: Pick<Deps, "db" | "shop">,
  freeze: Freeze,
  voter: Voter,
): Promise<Refused | undefined> {
  return (
    checkVoter(voter.proposal.ballot, voter.user) ?? (await refuseStranger(deps, freeze, voter))
  );
}

async function refuseStranger(
  deps: Pick<Deps, "db" | "shop">,
  freeze: Freeze,
  { proposal, user }: Voter,
): Promise<Refused | undefined> {
  const { from } = proposal.ballot;
  const may = await listPrincipals(deps, await incidentOf(deps, freeze), from);
  if (may.includes(user)) return undefined;
  return refuse({ code: "not-allowed", what: "decide on this freeze", who: from });
}
