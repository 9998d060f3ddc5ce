// Status updates, as responders and followers read them, and what a runbook says.
import type { KnownBlock } from "@slack/types";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { nameOf, nameText, typed, when } from "../blocks/look.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { authored, cut, esc } from "../mrkdwn.ts";
import {
  incidentOf,
  linkIncident,
  type MessageFacts,
  type MessageOf,
  nameIncident,
} from "./facts.ts";

export function renderUpdate(message: MessageOf<"update">, facts: MessageFacts): Drawn {
  const { message: say, term } = words;
  const { text, by, nextMinutes } = message;
  const status = term.status(message.status);
  const author = by ? nameText(facts.look, by) : term.muster();
  const next =
    nextMinutes === null ? say.noNextUpdate() : say.nextUpdateIn(term.minutes(nextMinutes));
  return fitMessage({
    text: say.updateSentence(nameIncident(facts), status, typed(facts.look, text, 1_000)),
    blocks: [
      section(`${say.update(nameIncident(facts))}\n${typed(facts.look, text)}`),
      context(`${say.updateBy(author, status)} · ${next}`),
    ],
  });
}

export function renderFollowUpdate(
  message: MessageOf<"follow-update">,
  facts: MessageFacts,
): Drawn {
  const { message: say, term } = words;
  const { title, lead, updateDueAt } = incidentOf(facts);
  const status = term.status(message.status);
  const text = message.text ? typed(facts.look, message.text) : say.followNoText(status);
  const head = `${say.followHead(linkIncident(facts), status)} · ${esc(title, 300)}`;
  return fitMessage({
    text: say.updateSentence(nameIncident(facts), status, cut(text, 1_000)),
    blocks: [
      section(`${head}\n${text}`),
      context(
        [
          words.announcement.lead(esc(nameOf(facts.look, lead), 80)),
          ...(updateDueAt
            ? [words.announcement.nextUpdate(when(facts.look, updateDueAt, "time"))]
            : []),
          say.followWhy(),
        ].join(" · "),
      ),
    ],
  });
}

export function renderRunText(
  message: MessageOf<"run-announcement"> | MessageOf<"run-log">,
  facts: MessageFacts,
): Drawn {
  const text = authored(message.text);
  const source: KnownBlock[] =
    message.kind === "run-announcement"
      ? [context(words.message.fromRun(linkIncident(facts)))]
      : [];
  const sentence = authored(message.text, 1_000) || nameIncident(facts);
  return fitMessage({ text: sentence, blocks: [section(text), ...source] });
}
