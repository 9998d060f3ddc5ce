// Opens the form of a vote for whoever can vote, or says at once why they cannot.
import type { FreezeException } from "../../domain/freeze/exception.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { refuseExceptionVote } from "../../operations/freezes/vote-on-exception.ts";
import { refuseFreezeVote } from "../../operations/freezes/vote-on-freeze.ts";
import { words } from "../../words/words.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { exceptionVoteView } from "./exception-vote.ts";
import { freezeVoteView, type Voting } from "./freeze-vote.ts";

export async function openFreezeVote(turn: Turn, freeze: Freeze, voting: Voting): Promise<void> {
  const { proposal } = freeze;
  if (proposal?.ballot.state !== "asked") {
    const name = words.freeze.name(freeze.number);
    return await turn.say({ text: words.freezeCommand.nothingAsked(name) });
  }
  const user = turn.person.user;
  const refused = await refuseFreezeVote(turn.ctx, freeze, { proposal, user });
  if (refused) return await turn.refuse(refused.refusal);
  await openModal(turn, await freezeVoteView(turn, { freeze, proposal }, voting));
}

export async function openExceptionVote(
  turn: Turn,
  exception: FreezeException,
  voting: Voting,
): Promise<void> {
  const refused = await refuseExceptionVote(turn.ctx, exception, turn.person.user);
  if (refused) return await turn.refuse(refused.refusal);
  await openModal(turn, await exceptionVoteView(turn, exception, voting));
}
