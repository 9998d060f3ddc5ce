// The direct message to one who may let a commit pass: exactly which, why, where to read it, and what became of it.
import type { Button, KnownBlock } from "@slack/types";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { cut, foreignLink, plain } from "../mrkdwn.ts";
import { ballotLine } from "./ballot-line.ts";
import { actions, button, confirmation, context, section } from "./elements.ts";
import {
  changeLine,
  commitLine,
  isVoting,
  outcomeLine,
  pullText,
  reasonLine,
  requesterName,
  shortSha,
} from "./exception-line.ts";
import { doubts, type ExceptionSubject, hotfixLine } from "./exception-message.ts";
import { type Look, when } from "./look.ts";

export type ExceptionVoteSubject = ExceptionSubject & {
  /** Names of the freezes that hold the repository. */
  readonly freezes: readonly string[];
  readonly validForMinutes: number | null;
  readonly reader: string;
};

export function renderExceptionVote(subject: ExceptionVoteSubject, look: Look): Drawn {
  const { exception } = subject;
  const { exception: say } = words;
  const outcome = outcomeLine(exception, look);
  const who = requesterName(exception, look);
  const name = say.name(exception.number);
  const text = outcome
    ? say.sentence(name, pullText(exception), say.state(exception.state))
    : say.askSentence(who, pullText(exception));
  const asked = outcome ? [] : [say.ask(who)];
  return fitMessage({
    text: cut(text, 600),
    blocks: [
      section(
        [
          ...hotfixLine(exception, subject.incident),
          ...asked,
          say.what(name, pullText(exception)),
        ].join("\n"),
      ),
      ...exceptionFacts(subject, look),
      ...(outcome ? [section(outcome)] : question(subject, look)),
    ],
  });
}

/** What exactly would pass; shown in the form of a vote by command too. */
export function exceptionFacts(
  { exception, freezes }: Omit<ExceptionVoteSubject, "reader">,
  look: Look,
): KnownBlock[] {
  const { exception: say } = words;
  const { url } = exception;
  const facts = [changeLine(exception, look), commitLine(exception)].filter((text) => text !== "");
  const diff = url === "" ? [] : [foreignLink(url, say.diff())];
  return [
    section([[...facts, ...diff].join(" · "), reasonLine(exception, look, 1_500)].join("\n")),
    ...(freezes.length > 0 ? [context(say.heldBy(freezes.slice(0, 5).join(", ")))] : []),
  ];
}

export function exceptionTerms({
  exception: { headSha, ballot },
  validForMinutes,
}: Pick<ExceptionVoteSubject, "exception" | "validForMinutes">): string {
  const { exception: say, freeze } = words;
  return [
    say.need(ballot.need),
    say.binds(shortSha(headSha)),
    ...(validForMinutes === null ? [] : [say.validFor(freeze.minutes(validForMinutes))]),
  ].join(" ");
}

function question(subject: ExceptionVoteSubject, look: Look): KnownBlock[] {
  const { exception, reader } = subject;
  const { exception: say } = words;
  const mine = exception.ballot.votes.find(({ by }) => by.id === reader);
  const line = ballotLine(exception.ballot, look);
  const at = mine ? `${say.youApproved(when(look, new Date(mine.at), "clock"))}\n` : "";
  return [
    section(`${at}${line}`),
    context(exceptionTerms(subject)),
    ...doubts(exception, subject.incident, look),
    ...(mine ? [] : voteButtons(exception)),
  ];
}

function voteButtons(exception: FreezeException): readonly KnownBlock[] {
  const { number, version, headSha, title } = exception;
  if (!isVoting(exception)) return [];
  const { button: label } = words.freeze;
  const { exception: say } = words;
  return actions(blockId(`exc${number}`, "vote", `n${version}`), [
    press(ACTIONS.exceptionApprove, label.approve(), true),
    press(ACTIONS.exceptionDeny, label.deny(), false),
  ]);

  function press(
    action: typeof ACTIONS.exceptionApprove | typeof ACTIONS.exceptionDeny,
    text: string,
    isApproval: boolean,
  ): Button {
    const pull = plain(pullText(exception), 160);
    return button({
      action,
      label: text,
      spoken: label.spoken(text, say.name(number)),
      value: { about: "exception", exception: number },
      ...(isApproval && {
        style: "primary",
        confirm: confirmation({
          title: say.confirmTitle(),
          text: say.confirmText(pull, headSha.slice(0, 7), plain(title, 120)),
          yes: label.approve(),
          no: label.no(),
        }),
      }),
    });
  }
}
