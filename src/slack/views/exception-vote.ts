// The form of a vote on an exception: which commit, why and where to read it, then approve, or deny with a note.
import type { ModalView } from "@slack/types";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { voteOnException } from "../../operations/freezes/vote-on-exception.ts";
import { findExceptionByNumber } from "../../storage/freeze-exceptions.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { ballotLine } from "../blocks/ballot-line.ts";
import { context, section } from "../blocks/elements.ts";
import { pullText } from "../blocks/exception-line.ts";
import { exceptionFacts, exceptionTerms } from "../blocks/exception-vote.ts";
import { CALLBACKS } from "../ids.ts";
import { lookOf } from "../look-of.ts";
import { readExceptionFacts } from "../read-exception.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm, saidInForm } from "./change-view.ts";
import { noteField, type Voting } from "./freeze-vote.ts";
import { modal } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";
import { readVoteOf, writeVoteOf } from "./vote-of.ts";

export async function exceptionVoteView(
  turn: Turn,
  exception: FreezeException,
  voting: Voting,
): Promise<ModalView> {
  const { vote: say } = words.freezeModal;
  const { vote } = voting;
  const look = await lookOf(turn);
  const facts = await readExceptionFacts(turn.ctx, exception);
  const name = words.exception.name(exception.number);
  return modal({
    callback: CALLBACKS.exceptionVote,
    title: say.title[vote],
    submit: say.submit[vote],
    close: words.modal.back(),
    metadata: writeVoteOf({ number: exception.number, vote }),
    blocks: [
      section(words.exception.what(name, pullText(exception))),
      ...exceptionFacts({ exception, ...facts }, look),
      section(ballotLine(exception.ballot, look)),
      ...(vote === "approve" ? [context(exceptionTerms({ exception, ...facts }))] : []),
      noteField(voting),
    ],
  });
}

export async function submitExceptionVote(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const about = readVoteOf(view.metadata);
  const exception = about && (await findExceptionByNumber(turn.ctx.db, about.number));
  if (!exception || !about) return lostForm();
  const { vote } = about;
  const note = readField(view, "note");
  const wish = { exceptionId: exception.id, vote, note, by: personOf(turn) };
  const voted = await voteOnException(turn.ctx, wish);
  if (!voted.ok) return wrongFields({ note: await refusalLine(turn, voted.refusal) });
  const { approved, denied } = words.freezeCommand;
  const name = words.exception.name(exception.number);
  return saidInForm(vote === "approve" ? approved(name) : denied(name));
}
