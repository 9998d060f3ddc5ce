// A page: the direct message that asks one person to come, and what becomes of it once answered.
import type { KnownBlock } from "@slack/types";
import { type Incident, isOpen } from "../../domain/incident.ts";
import type { Page } from "../../domain/page.ts";
import { serviceTitle } from "../../domain/shop.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, type ActionId, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { channelLink, esc, link, mention } from "../mrkdwn.ts";
import { actions, button, context, section } from "./elements.ts";
import { actorName, incidentUrl, type Look, when } from "./look.ts";

export function renderPage(page: Page, incident: Incident, look: Look): Drawn {
  const { paging: say, term } = words;
  const { priority, number, title, status } = incident;
  const mark = term.mark(priority, status);
  const isWaiting = page.state === "waiting" && isOpen(incident);
  return fitMessage({
    text: say.sentence(priority, term.incident(number), esc(title, 300)),
    blocks: [
      section(say.headline(mark, priority, term.incident(number), esc(title, 300))),
      section(body(page, incident, look)),
      context(footer(page, incident, look)),
      ...(isWaiting ? pageButtons(page, incident) : []),
    ],
  });
}

function body(page: Page, incident: Incident, look: Look): string {
  const { paging: say } = words;
  const lines = [say.why(esc(page.reason, 400))];
  const answer = answerLine(page, incident, look);
  if (answer) return [...lines, answer].join("\n");
  if (page.ackDueAt) {
    const due = say.acknowledgeBy(when(look, page.ackDueAt), when(look, page.ackDueAt, "ago"));
    lines.push(due);
  }
  return lines.join("\n");
}

/** Undefined while the page waits for an answer. */
function answerLine(page: Page, incident: Incident, look: Look): string | undefined {
  const { paging: say, term } = words;
  const { state, answeredAt, answeredBy } = page;
  if (state === "passed" && answeredAt) return say.passed(when(look, answeredAt, "time"));
  if (state === "answered" && answeredAt) {
    const at = when(look, answeredAt, "time");
    return answeredBy ? say.acknowledged(mention(answeredBy), at) : say.acknowledgedByNobody(at);
  }
  return isOpen(incident) ? undefined : say.over(term.status(incident.status));
}

function footer(page: Page, { service, room, number }: Incident, look: Look): string {
  const { paging: say, term } = words;
  const affected = serviceTitle(look.shop, service);
  return [
    ...(affected ? [say.affects(esc(affected, 150))] : []),
    ...(room ? [say.room(channelLink(room.channel))] : []),
    link(incidentUrl(look, number), term.incident(number)),
    ...(page.pagedBy.type === "person"
      ? [say.pagedBy(esc(actorName(look, page.pagedBy), 80))]
      : []),
  ].join(" · ");
}

function pageButtons(page: Page, incident: Incident): readonly KnownBlock[] {
  const { button: say, term } = words;
  const press = (action: ActionId, label: string, style?: "primary") =>
    button({
      action,
      label,
      spoken: say.spoken(label, term.incident(incident.number)),
      value: { about: "page", page: page.id },
      style,
    });
  return actions(blockId("page", page.id, `n${incident.version}`), [
    press(ACTIONS.pageAcknowledge, say.acknowledge(), "primary"),
    press(ACTIONS.pageEscalate, say.escalate()),
    press(ACTIONS.pagePassOn, say.passOn()),
  ]);
}
