// The form of one vote, go or no-go, on a campaign.
import type { ModalView } from "@slack/types";
import type { Campaign } from "../../domain/campaign.ts";
import { voteGo } from "../../operations/readiness/change-board.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { section } from "../blocks/elements.ts";
import { CALLBACKS, type ReadinessValue, readValue } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export function readinessVoteView(
  about: ReadinessValue & { readonly vote: "go" | "no-go" },
  { title }: Campaign,
): ModalView {
  const { modal: say } = words.readiness;
  const { vote } = about;
  return modal({
    callback: CALLBACKS.readinessVote,
    title: say.voteTitle(vote),
    submit: say.vote(),
    close: words.modal.back(),
    about,
    blocks: [
      section(say.voteHint(esc(title, 100))),
      textInput({ name: "note", label: say.note(vote), isOptional: vote === "go", isLong: true }),
    ],
  });
}

export async function submitReadinessVote(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  if (!read.ok || read.value.about !== "readiness" || !read.value.vote) return lostForm();
  const { board, vote } = read.value;
  const note = readField(view, "note") ?? "";
  const voted = await voteGo(turn.ctx, { board, vote, note, by: personOf(turn) });
  if (voted.ok) return closeView;
  return wrongFields({ note: await refusalLine(turn, voted.refusal) });
}
