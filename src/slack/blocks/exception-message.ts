// An exception in the thread of its freeze: what is asked, how the votes stand, what became of it.
import type { KnownBlock } from "@slack/types";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, type ActionId, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { cut, esc } from "../mrkdwn.ts";
import { ballotLine } from "./ballot-line.ts";
import { actions, button, context, section } from "./elements.ts";
import {
  changeLine,
  commitLine,
  isVoting,
  outcomeLine,
  pullLink,
  pullText,
  reasonLine,
  requesterName,
} from "./exception-line.ts";
import { type Look, when } from "./look.ts";

export type ExceptionSubject = {
  readonly exception: FreezeException;
  /** Of the hotfix lane. */
  readonly incident: number | null;
};

export function renderException({ exception, incident }: ExceptionSubject, look: Look): Drawn {
  const { exception: say } = words;
  const { number, state, ballot } = exception;
  const name = say.name(number);
  const outcome = outcomeLine(exception, look);
  const head = say.head(say.mark(state), name, requesterName(exception, look), pullLink(exception));
  const facts = [changeLine(exception, look), commitLine(exception)].filter((text) => text !== "");
  return fitMessage({
    text: cut(say.sentence(name, pullText(exception), say.state(state)), 600),
    blocks: [
      section([...hotfixLine(exception, incident), head].join("\n")),
      section([facts.join(" · "), reasonLine(exception, look)].join("\n")),
      ...(outcome
        ? [section(outcome)]
        : [
            ...(isVoting(exception) ? [section(ballotLine(ballot, look))] : []),
            ...doubts(exception, incident, look),
          ]),
      ...exceptionButtons(exception),
    ],
  });
}

export function hotfixLine({ lane }: FreezeException, incident: number | null): string[] {
  if (lane !== "hotfix" || incident === null) return [];
  return [words.exception.hotfix(words.term.incident(incident))];
}

/** What keeps it from being decided, said while somebody can still do something about it. */
export function doubts(
  exception: FreezeException,
  incident: number | null,
  look: Look,
): KnownBlock[] {
  const { exception: say, term } = words;
  const { ballot, author, authorUser, notHotfix, isBreakGlass, until } = exception;
  const isShort = isVoting(exception) && ballot.eligible.length < ballot.need;
  const lines = [
    ...(isShort ? [say.tooFew(ballot.eligible.length, ballot.need)] : []),
    ...(isBreakGlass ? [say.breakGlass()] : []),
    ...(author !== "" && authorUser === null ? [say.authorUnknown(esc(author, 60))] : []),
    ...(notHotfix && incident !== null
      ? [
          say.notHotfix[notHotfix](
            term.incident({ number: incident, isPlanned: notHotfix === "planned" }),
          ),
        ]
      : []),
    ...(until ? [say.onlyUntil(when(look, new Date(until)))] : []),
  ];
  return lines.length > 0 ? [context(...lines)] : [];
}

function exceptionButtons(exception: FreezeException): readonly KnownBlock[] {
  const { number, state, version, reason } = exception;
  const { button: say } = words.freeze;
  const press = (action: ActionId, label: string, style?: "primary") =>
    button({
      action,
      label,
      spoken: say.spoken(label, words.exception.name(number)),
      value: { about: "exception", exception: number },
      style,
    });
  const isOpen = state === "asked" || state === "approved";
  const isIncomplete = state === "asked" && reason === "";
  return actions(blockId(`exc${number}`, `n${version}`), [
    ...(isIncomplete ? [press(ACTIONS.askException, say.complete(), "primary")] : []),
    ...(isOpen ? [press(ACTIONS.exceptionRevoke, say.revoke())] : []),
  ]);
}
