// The details of an incident on request: alerts, pages and timeline, which its messages only count.
import type { KnownBlock, ModalView } from "@slack/types";
import type { Alert } from "../../domain/alert.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Page } from "../../domain/page.ts";
import { listAlertsOfIncident } from "../../storage/alerts.ts";
import { listPages } from "../../storage/pages.ts";
import { listTimeline } from "../../storage/timeline.ts";
import { words } from "../../words/words.ts";
import { context, divider, section } from "../blocks/elements.ts";
import { handlesById } from "../commands/find-person.ts";
import { incidentLine } from "../commands/incident-line.ts";
import { date, esc, foreignLink, mention } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import { modal } from "./parts.ts";
import { stacked, timelineLines } from "./timeline-lines.ts";

const MOST_ALERTS = 30;
const MOST_ENTRIES = 60;

export async function detailsView(turn: Turn, incident: Incident): Promise<ModalView> {
  const { db, shop } = turn.ctx;
  const alerts = await listAlertsOfIncident(db, incident.id);
  const pages = await listPages(db, incident.id);
  const timeline = await listTimeline(db, incident.id);
  const say = words.modal.details;
  const lines = timelineLines(turn, timeline.slice(-MOST_ENTRIES), await handlesById(turn));
  const left = timeline.length - lines.length;
  const alertLines = alerts.slice(0, MOST_ALERTS).map((alert) => alertLine(alert, shop.zone));
  return modal({
    title: words.term.incident(incident),
    close: words.modal.close(),
    blocks: [
      section(incidentLine(incident, turn)),
      ...part(say.alerts(alerts.length), alertLines),
      ...part(say.pages(pages.length), pages.map(pageLine(shop.zone))),
      divider(),
      section(say.timeline()),
      ...(left > 0 ? [context(say.earlier(left))] : []),
      ...stacked(lines),
      context(say.page(`<${shop.url}/incidents/${incident.number}>`)),
    ],
  });
}

function part(title: string, lines: readonly string[]): KnownBlock[] {
  return lines.length === 0 ? [] : [divider(), section(title), ...stacked(lines)];
}

function alertLine(alert: Alert, zone: string): string {
  const { state, title, value, baseline, startedAt, recoveredAt, links } = alert;
  const say = words.modal.details;
  const figures = value ? ` ${esc(words.card.against(value, baseline ?? "?"), 120)}` : "";
  const since = recoveredAt
    ? say.recovered(date(recoveredAt, zone))
    : say.since(date(startedAt, zone));
  const [link] = links;
  const source = link ? ` ${foreignLink(link.url, words.card.linkLabel(link.label))}` : "";
  return `${state === "firing" ? "🔥" : "✅"} ${esc(title, 150)}${figures} · ${since}${source}`;
}

const pageLine =
  (zone: string) =>
  ({ user, pagedAt, state, answeredAt }: Page): string => {
    const answered = answeredAt ? ` ${date(answeredAt, zone, "time")}` : "";
    const what = words.modal.details.pageState(state);
    return `📟 ${mention(user)} ${date(pagedAt, zone)} · ${what}${answered}`;
  };
