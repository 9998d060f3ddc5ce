// The incident's card: the one pinned message that shows where things stand and what can be done next.
import type { KnownBlock } from "@slack/types";
import type { Alert, AlertCounts } from "../../domain/alert.ts";
import { type Incident, isOpen } from "../../domain/incident.ts";
import type { Outcome } from "../../domain/runbook/state/run.ts";
import { serviceTitle } from "../../domain/shop.ts";
import { words } from "../../words/words.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { esc, mention, plain } from "../mrkdwn.ts";
import { cardButtons } from "./card-buttons.ts";
import { context, fields, foreign, header, literal, richText, section } from "./elements.ts";
import { type CardFreeze, freezeOnCard } from "./freeze-on-card.ts";
import { actorName, type Look, nameOf, typed, when } from "./look.ts";

export type CardRun = {
  readonly number: number;
  readonly title: string;
  /** From 1; null once the run is over. */
  readonly step: number | null;
  readonly steps: number;
  readonly outcome: Outcome | "aborted" | null;
};

export type CardView = {
  readonly incident: Incident;
  /** The one that stands for the others; null where none is linked. */
  readonly alert: Alert | null;
  readonly counts: AlertCounts;
  readonly runs: readonly CardRun[];
  readonly suggestedTitle: string | null;
  /** That the code of its service is frozen, where it is. */
  readonly freeze?: CardFreeze | null;
};

export function renderIncidentCard(view: CardView, look: Look): Drawn {
  const { incident } = view;
  return fitMessage({
    text: cardSentence(incident, look),
    blocks: [
      header(cardTitle(incident)),
      fields(cardFields(incident, look)),
      ...(incident.isPlanned ? [] : [section(impactLine(incident, look))]),
      ...why(view, look),
      ...closing(incident, look),
      ...lines(view, look),
      ...freezeOnCard(incident, view.freeze ?? null, look),
      ...cardButtons(incident),
    ],
  });
}

function cardTitle(incident: Incident): string {
  const { priority, status, title, isPlanned } = incident;
  const name = words.term.incident(incident);
  if (isPlanned) return `${name} · ${title}`;
  return `${words.term.mark(priority, status)} ${priority} · ${name} · ${title}`;
}

/** A full sentence without mentions: for screen readers and push notifications. */
function cardSentence(incident: Incident, look: Look): string {
  const { priority, title, lead, isPlanned } = incident;
  const standing = words.term.standing(incident);
  const sort = isPlanned ? words.card.planned() : priority;
  const rest = words.card.state(sort, standing, nameOf(look, lead));
  return words.card.sentence(words.term.incident(incident), esc(title, 300), esc(rest, 300));
}

const field = (name: string, value: string): string => `*${name}*\n${value}`;

function cardFields(incident: Incident, look: Look): string[] {
  const { card, term } = words;
  const service = serviceTitle(look.shop, incident.service);
  const comms = incident.roles["comms"];
  const state = [
    field(card.priority(), incident.priority),
    field(card.status(), term.status(incident.status)),
  ];
  return [
    ...(incident.isPlanned ? [] : state),
    field(card.lead(), incident.lead ? mention(incident.lead) : term.nobody()),
    ...(comms ? [field(card.comms(), mention(comms))] : []),
    ...(service ? [field(card.service(), esc(service, 150))] : []),
    field(card.started(), when(look, incident.startedAt)),
    ...(isOpen(incident) ? openFields(incident, look) : closedFields(incident, look)),
  ];
}

function openFields(incident: Incident, look: Look): string[] {
  const { card } = words;
  const { acknowledgedAt, acknowledgedBy, ackDueAt, restoreDueAt, updateDueAt } = incident;
  const acknowledged = acknowledgedAt
    ? [field(card.acknowledged(), byWhom(look, acknowledgedAt, acknowledgedBy))]
    : [];
  const due =
    !acknowledgedAt && ackDueAt ? [field(card.acknowledgeBy(), when(look, ackDueAt))] : [];
  return [
    ...acknowledged,
    ...due,
    ...(restoreDueAt ? [field(card.restoreBy(), when(look, restoreDueAt))] : []),
    ...(updateDueAt ? [field(card.updateBy(), when(look, updateDueAt))] : []),
  ];
}

function closedFields(incident: Incident, look: Look): string[] {
  const { card, term } = words;
  const { resolvedAt, closedBy, startedAt } = incident;
  if (!resolvedAt) return [];
  const name = term.standing(incident);
  const lasted = term.duration(resolvedAt.getTime() - startedAt.getTime());
  return [field(name, byWhom(look, resolvedAt, closedBy)), field(card.lasted(), lasted)];
}

function byWhom(look: Look, at: Date, user: string | null): string {
  const moment = when(look, at);
  return user ? words.card.by(moment, mention(user)) : moment;
}

function impactLine({ impact }: Incident, look: Look): string {
  const text = impact ? typed(look, impact, 1_000) : `_${words.card.impactUnknown()}_`;
  return `*${words.card.impact()}*\n${text}`;
}

/** Words of an alert stand as literal text: nothing in them is ever parsed. */
function why({ incident, alert }: CardView, look: Look): KnownBlock[] {
  if (!alert) return [section(declaredBy(incident, look))];
  const { value, baseline } = alert;
  const measured =
    value && baseline ? words.card.against(value, baseline) : (value ?? baseline ?? "");
  const links = alert.links
    .slice(0, 3)
    .flatMap(({ label, url }, index) => [
      literal(index === 0 ? "\n" : " · "),
      foreign(url, words.card.linkLabel(label)),
    ]);
  return [
    richText([
      literal(words.card.why(), { bold: true }),
      ...(alert.title === incident.title ? [] : [literal(`\n${plain(alert.title, 150)}`)]),
      ...(measured ? [literal(`\n${plain(measured, 300)}`, { bold: true })] : []),
      ...(alert.summary && alert.summary !== alert.title
        ? [literal(`\n${plain(alert.summary, 400)}`)]
        : []),
      ...links,
    ]),
  ];
}

/** By name: a mention would ring for somebody who knows already. */
function declaredBy({ declaredBy: actor, isPlanned }: Incident, look: Look): string {
  const who = esc(actorName(look, actor), 80);
  return isPlanned ? words.card.whyPlanned(who) : words.card.whyDeclared(who);
}

function closing({ closingText }: Incident, look: Look): KnownBlock[] {
  return closingText ? [section(words.card.closing(typed(look, closingText, 1_500)))] : [];
}

function lines({ incident, counts, runs, suggestedTitle }: CardView, look: Look): KnownBlock[] {
  const { card } = words;
  const blocks: KnownBlock[] = [];
  const { lastUpdate } = incident;
  if (lastUpdate) {
    const author = lastUpdate.by ? mention(lastUpdate.by) : words.term.muster();
    const head = card.lastUpdate(when(look, new Date(lastUpdate.at), "time"), author);
    blocks.push(section(`${head}\n${typed(look, lastUpdate.text, 600)}`));
  }
  const { firing, recovered } = counts;
  if (firing + recovered > 0) blocks.push(context(card.alerts(firing, recovered)));
  for (const run of runs.slice(0, 5)) blocks.push(context(runLine(run)));
  if (suggestedTitle && runs.length === 0 && isOpen(incident)) {
    blocks.push(section(card.suggested(esc(suggestedTitle, 150))));
  }
  return blocks;
}

function runLine({ number, title, step, steps, outcome }: CardRun): string {
  const name = esc(title, 150);
  if (step !== null) return words.card.running(number, name, step, steps);
  return words.card.runEnded(number, name, words.runMessage.outcome(outcome ?? "aborted"));
}
