// The form of a vote on a freeze or a change of it: what exactly first, then approve, or deny with a note.
import type { ModalView } from "@slack/types";
import type { Freeze, Proposal } from "../../domain/freeze/freeze.ts";
import { voteOnFreeze } from "../../operations/freezes/vote-on-freeze.ts";
import { findFreezeByNumber } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { ballotLine } from "../blocks/ballot-line.ts";
import { context, section } from "../blocks/elements.ts";
import { freezeTitle } from "../blocks/freeze-lines.ts";
import { proposalBlocks } from "../blocks/freeze-vote.ts";
import { CALLBACKS } from "../ids.ts";
import { lookOf } from "../look-of.ts";
import { subjectOf } from "../read-freeze.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm, saidInForm } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";
import { readVoteOf, writeVoteOf } from "./vote-of.ts";

export type Voting = { readonly vote: "approve" | "deny"; readonly note?: string };

export async function freezeVoteView(
  turn: Turn,
  { freeze, proposal }: { readonly freeze: Freeze; readonly proposal: Proposal },
  { vote, note }: Voting,
): Promise<ModalView> {
  const { vote: say } = words.freezeModal;
  const look = await lookOf(turn);
  const subject = await subjectOf(turn.ctx, freeze);
  const what = words.freezeDraft.vote.verb[proposal.change.kind];
  return modal({
    callback: CALLBACKS.freezeVote,
    title: say.title[vote],
    submit: say.submit[vote],
    close: words.modal.back(),
    metadata: writeVoteOf({ number: freeze.number, proposal: proposal.id, vote }),
    blocks: [
      section(`${freezeTitle(freeze)}\n*${what}*`),
      ...proposalBlocks(subject, proposal, look),
      section(ballotLine(proposal.ballot, look)),
      ...(vote === "approve" ? [context(words.freezeDraft.vote.covers())] : []),
      noteField({ vote, ...(note && { note }) }),
    ],
  });
}

/** Whoever asked has to know why not; an approval speaks for itself. */
export const noteField = ({ vote, note }: Voting) =>
  textInput({
    name: "note",
    label: words.freezeModal.vote.note(),
    hint: words.freezeModal.vote.noteHint(),
    isLong: true,
    isOptional: vote === "approve",
    initial: note ?? null,
    limit: 1_000,
  });

export async function submitFreezeVote(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const about = readVoteOf(view.metadata);
  const freeze = about && (await findFreezeByNumber(turn.ctx.db, about.number));
  if (!freeze || about?.proposal === undefined) return lostForm();
  const { vote, proposal: proposalId } = about;
  const note = readField(view, "note");
  const by = personOf(turn);
  const voted = await voteOnFreeze(turn.ctx, { freezeId: freeze.id, proposalId, vote, note, by });
  if (!voted.ok) return wrongFields({ note: await refusalLine(turn, voted.refusal) });
  const { approved, denied } = words.freezeCommand;
  const name = words.freeze.name(freeze.number);
  return saidInForm(vote === "approve" ? approved(name) : denied(name));
}
