// Opens the form of a vote where something is asked, or says that nothing is.
import type { FreezeException } from "../../domain/freeze/exception.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
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
  await openModal(turn, await freezeVoteView(turn, { freeze, proposal }, voting));
}

export async function openExceptionVote(
  turn: Turn,
  exception: FreezeException,
  voting: Voting,
): Promise<void> {
  if (exception.state !== "asked") {
    const name = words.exception.name(exception.number);
    return await turn.say({ text: words.freezeCommand.nothingAsked(name) });
  }
  await openModal(turn, await exceptionVoteView(turn, exception, voting));
}
