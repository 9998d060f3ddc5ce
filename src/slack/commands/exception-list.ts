// `/freeze exceptions`, and one exception as lists show it.
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { listLiveExceptions } from "../../storage/freeze-exceptions.ts";
import { words } from "../../words/words.ts";
import { givenOf } from "../blocks/ballot-line.ts";
import { context, section } from "../blocks/elements.ts";
import { pullLink, requesterName } from "../blocks/exception-line.ts";
import { type Look, when } from "../blocks/look.ts";
import { lookOf } from "../look-of.ts";
import { esc } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import { stacked } from "../views/timeline-lines.ts";

const MOST_LISTED = 25;

/** `✅ *EXC-4* shop/web#12 Fix rounding · approved until 13:34, asked by Anna` */
export function exceptionListLine(exception: FreezeException, look: Look): string {
  const { exception: say } = words;
  const { number, state, lane, title, ballot, expiresAt } = exception;
  const head = say.line(say.mark(state), say.name(number), pullLink(exception), esc(title, 150));
  const facts = [
    ...(lane === "hotfix" ? [say.isHotfix()] : []),
    state === "asked"
      ? `${say.state(state)} (${say.votes(givenOf(ballot), ballot.need)})`
      : say.state(state),
    ...(state === "approved" && expiresAt ? [say.until(when(look, new Date(expiresAt)))] : []),
    say.askedBy(requesterName(exception, look)),
  ];
  return `${head} · ${facts.join(", ")}`;
}

export async function listExceptions(turn: Turn): Promise<void> {
  const { exception: say, freezeCommand, term } = words;
  const live = await listLiveExceptions(turn.ctx.db);
  if (live.length === 0) return await turn.say({ text: say.none() });
  const look = await lookOf(turn);
  const title = say.listed(term.count(live.length, ...say.exceptions));
  const lines = live.slice(0, MOST_LISTED).map((each) => exceptionListLine(each, look));
  const rest = live.length - lines.length;
  await turn.say({
    text: title.replaceAll("*", ""),
    blocks: [
      section(title),
      ...stacked(lines),
      ...(rest > 0 ? [context(freezeCommand.moreExceptions(rest))] : []),
    ],
  });
}
