// What becomes of an exception, to whoever asked; reminders to those who decide; and a lost access to GitHub.
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { pullLink, pullText, shortSha } from "../blocks/exception-line.ts";
import { nameText, when } from "../blocks/look.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { cut, esc, escLines } from "../mrkdwn.ts";
import type { MessageFacts, MessageOf } from "./facts.ts";

export function renderExceptionDecided(
  message: MessageOf<"exception-decided">,
  { look }: MessageFacts,
): Drawn {
  const { exceptionNews: say } = words;
  const { number, state, headSha, by, note, until } = message;
  const name = pullLink(message);
  const deciders = message.approvers ?? (by ? [by] : []);
  const names = deciders.map((user) => nameText(look, user));
  const who = names.length > 0 ? say.by(names) : "";
  const end = until === null ? null : when(look, new Date(until));
  const counts =
    state === "approved" ? say.counts(shortSha(headSha), end, message.endsWithFreeze) : "";
  const said = note ? `> ${escLines(note, 500).replaceAll("\n", "\n> ")}` : "";
  const isUnasked = state === "void" && headSha === "";
  const head = (pull: string): string =>
    isUnasked ? say.notAsked(number, pull) : say.decided(number, pull, state);
  const lines = [head(name), who, counts, said].filter((each) => each !== "");
  return fitMessage({
    text: cut(head(pullText(message)).replaceAll("*", ""), 600),
    blocks: [section(lines.join("\n"))],
  });
}

export function renderExceptionWanted(
  message: MessageOf<"exception-wanted">,
  { look }: MessageFacts,
): Drawn {
  const { exceptionNews: say } = words;
  const { number, need, given } = message;
  const text = say.wanted(number, pullText(message), need, given);
  return fitMessage({
    text: cut(text.replaceAll("*", ""), 600),
    blocks: [section(text), context(say.wantedHint(number, look.shop.commands.freeze))],
  });
}

export function renderExceptionReminder(
  message: MessageOf<"exception-reminder">,
  { look }: MessageFacts,
): Drawn {
  const { exceptionNews: say } = words;
  const { number, need, given } = message;
  const text = say.reminder(number, pullText(message), need, given);
  return fitMessage({
    text: cut(text.replaceAll("*", ""), 600),
    blocks: [section(text), context(say.wantedHint(number, look.shop.commands.freeze))],
  });
}

export function renderHotfixApproved(
  message: MessageOf<"hotfix-approved">,
  { look }: MessageFacts,
): Drawn {
  const { exceptionNews: say } = words;
  const { number, headSha, approvers, until } = message;
  const names = approvers.map((user) => nameText(look, user));
  const end = until === null ? null : when(look, new Date(until));
  const head = (pull: string): string => say.hotfixApproved(number, pull, names);
  return fitMessage({
    text: cut(head(pullText(message)).replaceAll("*", ""), 600),
    blocks: [
      section(
        `${head(pullLink(message))}\n${say.counts(shortSha(headSha), end, message.endsWithFreeze)}`,
      ),
    ],
  });
}

export function renderExceptionWaits(message: MessageOf<"exception-waits">): Drawn {
  const { exceptionNews: say } = words;
  const text = say.waits(message.number, pullText(message));
  return fitMessage({
    text: cut(text.replaceAll("*", ""), 600),
    blocks: [section(`${text}\n> ${escLines(message.reason, 300).replaceAll("\n", " ")}`)],
  });
}

export function renderAccessLost(message: MessageOf<"github-access-lost">): Drawn {
  const { exceptionNews: say } = words;
  const { how, login, repositories, count } = message;
  const head = say.accessLost(how, esc(login, 60), count);
  const names = repositories.map((each) => `• ${esc(each, 140)}`);
  const rest = count - repositories.length;
  const lines = [head, ...names, ...(rest > 0 ? [say.more(rest)] : []), say.accessHint()];
  return fitMessage({ text: cut(head, 600), blocks: [section(lines.join("\n"))] });
}
