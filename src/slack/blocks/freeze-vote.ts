// The direct message to one who may approve a freeze or a change of it: exactly what, and what became of it.
import type { KnownBlock } from "@slack/types";
import { type Freeze, isEnforced, type Proposal } from "../../domain/freeze/freeze.ts";
import { dayMoment } from "../../domain/zone-time.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { cut, esc, escLines, plain } from "../mrkdwn.ts";
import { approversText, ballotLine, denialOf } from "./ballot-line.ts";
import { actions, button, confirmation, context, section } from "./elements.ts";
import { detailsButton } from "./freeze-buttons.ts";
import { autoMerge, findingLine } from "./freeze-draft.ts";
import { freezeTitle, policyText, reasonLine, scopeLine, windowLines } from "./freeze-lines.ts";
import { foldedLines } from "./freeze-repositories.ts";
import { stateText } from "./freeze-state.ts";
import type { FreezeSubject } from "./freeze-subject.ts";
import { actorName, type Look, typed, when } from "./look.ts";

export type FreezeVoteSubject = FreezeSubject & {
  /** As it was when it was asked; null where a later one took its place. */
  readonly proposal: Proposal | null;
  readonly proposalId: string;
  readonly reader: string;
};

const WRONG = { most: 8, characters: 2_000 } as const;

export function renderFreezeVote(subject: FreezeVoteSubject, look: Look): Drawn {
  const { proposal, freeze } = subject;
  const { vote: say } = words.freezeDraft;
  const name = words.freeze.name(freeze.number);
  if (!proposal) {
    return fitMessage({
      text: say.overSentence(name, say.gone()),
      blocks: [section(`${freezeTitle(freeze)}\n${say.gone()}`)],
    });
  }
  const who = esc(actorName(look, proposal.by), 80);
  const isAsked = proposal.ballot.state === "asked";
  const text = isAsked
    ? say.askSentence(who, say.verb[proposal.change.kind], `${name} ${esc(freeze.title, 150)}`)
    : say.overSentence(name, outcomeText(proposal));
  return fitMessage({
    text: cut(text, 600),
    blocks: [
      section(`${isAsked ? `${say.ask(who)}\n` : ""}${headline(freeze, proposal)}`),
      ...proposalBlocks(subject, proposal, look),
      ...(isAsked ? question(subject, proposal, look) : [section(outcomeText(proposal))]),
    ],
  });
}

function headline(freeze: Freeze, { change }: Proposal): string {
  const { what } = words.freezeDraft.vote;
  const named = `${words.freeze.name(freeze.number)} ${esc(freeze.title, 160)}`;
  return `*${what[change.kind](named)}*`;
}

/** What exactly is approved; shown in the form of a vote by command too. */
export function proposalBlocks(
  subject: FreezeSubject,
  proposal: Proposal,
  look: Look,
): KnownBlock[] {
  const { freeze } = subject;
  const { vote: say } = words.freezeDraft;
  const { change } = proposal;
  const because = say.because(typed(look, proposal.reason, 800));
  switch (change.kind) {
    case "declare":
      return [
        section([windowLines(freeze, look), scopeLine(freeze)].join("\n")),
        section(reasonLine(freeze, look, 800)),
        ...notEnforced(freeze),
        ...autoMerge((freeze.preflight ?? []).flatMap((each) => each.autoMerge)),
        context(policyText(freeze)),
      ];
    case "extend":
    case "shorten":
      return [
        section(
          [
            say.change(endText(freeze, freeze.endsAt), endText(freeze, change.endsAt)),
            because,
          ].join("\n"),
        ),
        section(`${scopeLine(freeze)}\n${stateText(subject, look)}`),
      ];
    case "lift":
    case "cancel":
      return [
        section([say.was(endText(freeze, freeze.endsAt)), because].join("\n")),
        section(`${scopeLine(freeze)}\n${stateText(subject, look)}`),
        ...(change.kind === "lift"
          ? autoMerge((freeze.preflight ?? []).flatMap((each) => each.autoMerge))
          : []),
      ];
  }
}

const endText = ({ zone }: Freeze, at: string | null): string =>
  at === null ? words.freeze.home.openEnd() : dayMoment(new Date(at), zone);

function notEnforced({ preflight }: Freeze): KnownBlock[] {
  const wrong = (preflight ?? []).filter((each) => !isEnforced(each));
  if (wrong.length === 0) return [];
  const lines = foldedLines(wrong.map(findingLine), WRONG);
  return [section(words.freezeDraft.vote.notEnforced(lines))];
}

function question(
  { freeze, reader, proposalId }: FreezeVoteSubject,
  { ballot, change }: Proposal,
  look: Look,
): KnownBlock[] {
  const { vote: say } = words.freezeDraft;
  const { button: label, name } = words.freeze;
  const mine = ballot.votes.find(({ by }) => by.id === reader);
  const line = ballotLine(ballot, look);
  const about = { about: "freeze", freeze: freeze.number, proposal: proposalId } as const;
  const press = (action: typeof ACTIONS.freezeApprove | typeof ACTIONS.freezeDeny, text: string) =>
    ({
      action,
      label: text,
      spoken: label.spoken(text, name(freeze.number)),
      value: about,
    }) as const;
  const votes = mine
    ? []
    : [
        button({
          ...press(ACTIONS.freezeApprove, label.approve()),
          style: "primary",
          confirm: confirmation({
            title: say.confirmTitle(),
            text: say.what[change.kind](`${name(freeze.number)} ${plain(freeze.title, 150)}`),
            yes: label.approve(),
            no: label.no(),
          }),
        }),
        button(press(ACTIONS.freezeDeny, label.deny())),
      ];
  return [
    section(mine ? `${say.youVoted(when(look, new Date(mine.at), "clock"))}\n${line}` : line),
    context(`${say.need(ballot.need)} ${say.covers()}`),
    ...actions(blockId(`frz${freeze.number}`, "vote", proposalId, `n${freeze.version}`), [
      ...votes,
      detailsButton(freeze),
    ]),
  ];
}

function outcomeText({ ballot }: Proposal): string {
  const { vote: say } = words.freezeDraft;
  if (ballot.state === "granted") return say.approved(approversText(ballot));
  const { name, note } = denialOf(ballot);
  return say.denied(name, note === null ? null : escLines(note, 500));
}
