// Freezes on the Home tab: what holds now and what comes next, and the votes that wait for this person.
import type { KnownBlock } from "@slack/types";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import { actions, button, context, section } from "./elements.ts";
import { pullText } from "./exception-line.ts";
import { detailsButton, pressFreeze } from "./freeze-buttons.ts";
import { stateText } from "./freeze-state.ts";
import type { FreezeSubject } from "./freeze-subject.ts";
import { type Look, when } from "./look.ts";

export type HomeFreezes = {
  /** Proposed or later, the earliest start first. */
  readonly open: readonly FreezeSubject[];
  /** Whose proposal this person may vote on and has not. */
  readonly votes: readonly Freeze[];
  readonly exceptionVotes: readonly FreezeException[];
};

const MOST_FREEZES = 3;
const MOST_VOTES = 4;

export function homeFreezes({ open }: HomeFreezes, look: Look): KnownBlock[] {
  const { home: say, more } = words.freeze;
  if (open.length === 0) return [context(say.none())];
  const rest = open.length - MOST_FREEZES;
  return [
    section(say.title()),
    ...open.slice(0, MOST_FREEZES).map((subject) => ({
      ...section(freezeLine(subject, look)),
      accessory: detailsButton(subject.freeze),
    })),
    ...(rest > 0 ? [context(more(rest))] : []),
  ];
}

export function freezeLine(subject: FreezeSubject, look: Look): string {
  const { home: say, name } = words.freeze;
  const { number, title, endsAt } = subject.freeze;
  const until = endsAt === null ? say.openEnd() : say.until(when(look, new Date(endsAt)));
  return say.line(name(number), esc(title, 150), stateText(subject, look), until);
}

/** Among the tasks of this person: the question itself, to be answered here. */
export function homeVotes({ votes, exceptionVotes }: HomeFreezes): KnownBlock[] {
  const { home: say, button: label, name } = words.freeze;
  const { vote } = words.freezeDraft;
  const freezes = votes.slice(0, MOST_VOTES).flatMap((freeze): KnownBlock[] => {
    const { number, title, proposal, version } = freeze;
    if (!proposal) return [];
    const press = pressFreeze(freeze, { proposal: proposal.id });
    const what = vote.verb[proposal.change.kind];
    return [
      section(say.vote(say.voteFreeze(name(number), esc(title, 120), what))),
      ...actions(blockId("home-frz", number, proposal.id, version), [
        press(ACTIONS.freezeApprove, label.approve(), "primary"),
        press(ACTIONS.freezeDeny, label.deny()),
        detailsButton(freeze),
      ]),
    ];
  });
  const exceptions = exceptionVotes.slice(0, MOST_VOTES).flatMap((each): KnownBlock[] => {
    const named = words.exception.name(each.number);
    const about = { about: "exception", exception: each.number } as const;
    return [
      section(say.vote(say.voteException(named, pullText(each), esc(each.title, 150)))),
      ...actions(blockId("home-exc", each.number, each.version), [
        button({
          action: ACTIONS.exceptionApprove,
          label: label.approve(),
          spoken: label.spoken(label.approve(), named),
          value: { ...about, vote: "approve" },
          style: "primary",
        }),
        button({
          action: ACTIONS.exceptionDeny,
          label: label.deny(),
          spoken: label.spoken(label.deny(), named),
          value: { ...about, vote: "deny" },
        }),
      ]),
    ];
  });
  return [...exceptions, ...freezes];
}
