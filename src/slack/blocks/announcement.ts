// The announcement of an incident: plain words for those who follow and do not type, edited until the end.
import type { KnownBlock } from "@slack/types";
import { type Incident, isOpen } from "../../domain/incident.ts";
import { serviceTitle } from "../../domain/shop.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { channelLink, esc } from "../mrkdwn.ts";
import { pressOn } from "./card-buttons.ts";
import { actions, button, context, section } from "./elements.ts";
import { channelUrl, type Look, nameOf, typed, when } from "./look.ts";

export function renderAnnouncement(incident: Incident, look: Look): Drawn {
  return fitMessage({
    text: announcementSentence(incident, look),
    blocks: [
      section(`${headline(incident)}\n${situation(incident, look)}`),
      ...details(incident, look),
      ...announcementButtons(incident, look),
    ],
  });
}

function announcementSentence(incident: Incident, look: Look): string {
  const { priority, number, title, status, lead } = incident;
  return words.announcement.sentence(
    `${priority} ${words.term.incident(number)}`,
    esc(title, 300),
    words.term.status(status),
    esc(nameOf(look, lead), 80),
  );
}

function headline({ priority, status, number, title }: Incident): string {
  const mark = words.term.mark(priority, status);
  return `${mark} *${priority} · ${words.term.incident(number)}* ${esc(title, 300)}`;
}

function situation(incident: Incident, look: Look): string {
  const { announcement: say, term } = words;
  const { status, startedAt, resolvedAt, service, lead } = incident;
  if (!isOpen(incident) && resolvedAt) {
    const lasted = term.duration(resolvedAt.getTime() - startedAt.getTime());
    return say.ended(term.status(status), when(look, resolvedAt), lasted);
  }
  const affected = serviceTitle(look.shop, service);
  return [
    `*${term.status(status)}*`,
    ...(affected ? [say.affects(esc(affected, 150))] : []),
    say.lead(esc(nameOf(look, lead), 80)),
    say.since(when(look, startedAt), when(look, startedAt, "ago")),
  ].join(" · ");
}

function details(incident: Incident, look: Look): KnownBlock[] {
  const { announcement: say } = words;
  const { impact, lastUpdate, closingText } = incident;
  const texts = [
    ...(impact ? [say.customersSee(typed(look, impact, 600))] : []),
    ...(lastUpdate ? [latest(lastUpdate, look)] : []),
    ...(closingText ? [words.card.closing(typed(look, closingText, 800))] : []),
  ];
  return [
    ...(texts.length > 0 ? [section(texts.join("\n"))] : []),
    context([...promise(incident, look), ...place(incident)].join(" · ") || " "),
  ];
}

function latest({ text, at }: NonNullable<Incident["lastUpdate"]>, look: Look): string {
  return words.announcement.latest(typed(look, text, 800), when(look, new Date(at), "time"));
}

function promise(incident: Incident, look: Look): string[] {
  if (!isOpen(incident)) return [];
  const { updateDueAt } = incident;
  const { announcement: say } = words;
  return [updateDueAt ? say.nextUpdate(when(look, updateDueAt, "time")) : say.noNextUpdate()];
}

function place(incident: Incident): string[] {
  const { room } = incident;
  const { announcement: say } = words;
  if (!room) return [];
  if (room.threadTs) return isOpen(incident) ? [say.inThread()] : [];
  const channel = channelLink(room.channel);
  return [isOpen(incident) ? say.room(channel) : say.roomOfClosed(channel)];
}

function announcementButtons(incident: Incident, look: Look): readonly KnownBlock[] {
  const press = pressOn(incident);
  const { button: say, term } = words;
  const { room, number } = incident;
  const url = room && !room.threadTs ? channelUrl(look, room.channel) : undefined;
  const join = url
    ? [
        button({
          action: ACTIONS.openLink,
          label: say.join(),
          spoken: say.spoken(say.join(), term.incident(number)),
          value: { about: "incident", incident: number, version: null },
          url,
        }),
      ]
    : [];
  return actions(blockId(`ann${number}`, `n${incident.version}`), [
    ...join,
    ...(isOpen(incident) ? [press(ACTIONS.follow, say.follow())] : []),
    press(ACTIONS.details, say.details()),
  ]);
}
