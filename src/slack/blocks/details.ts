// The details of an incident for a modal: its alerts and its newest timeline, the rest on its page.
import type { KnownBlock } from "@slack/types";
import { type Alert, countAlerts } from "../../domain/alert.ts";
import type { Incident } from "../../domain/incident.ts";
import { unescapeText } from "../../domain/runbook/sink.ts";
import type { TimelineItem } from "../../domain/timeline.ts";
import { words } from "../../words/words.ts";
import { fitView } from "../limits.ts";
import { esc, link } from "../mrkdwn.ts";
import { context, divider, foreign, literal, richText, section } from "./elements.ts";
import { cardTitle } from "./incident-card.ts";
import { actorName, incidentUrl, type Look, nameOf, typed, when } from "./look.ts";

export type DetailsView = {
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  readonly timeline: readonly TimelineItem[];
};

const MOST_ALERTS = 20;
const MOST_ENTRIES = 30;

export function renderDetails(view: DetailsView, look: Look): readonly KnownBlock[] {
  const { incident } = view;
  const page = link(incidentUrl(look, incident.number), words.details.page());
  return fitView([
    section(`*${esc(cardTitle(incident), 300)}*`),
    context(page),
    divider(),
    ...renderAlertList(view.alerts, look),
    divider(),
    ...renderTimeline(view.timeline, look),
  ]);
}

/** Firing first, newest first. */
export function renderAlertList(alerts: readonly Alert[], look: Look): readonly KnownBlock[] {
  const { details: say } = words;
  if (alerts.length === 0) return [section(say.noAlerts())];
  const { firing, recovered } = countAlerts(alerts);
  const sorted = alerts.toSorted(
    (a, b) => a.state.localeCompare(b.state) || b.startedAt.getTime() - a.startedAt.getTime(),
  );
  const rest = alerts.length - MOST_ALERTS;
  return [
    section(say.alerts(firing, recovered)),
    ...sorted.slice(0, MOST_ALERTS).flatMap((alert) => alertBlocks(alert, look)),
    ...(rest > 0 ? [context(say.more(rest))] : []),
  ];
}

function alertBlocks(alert: Alert, look: Look): KnownBlock[] {
  const { details: say, card, term } = words;
  const { title, value, baseline, links, state, startedAt, recoveredAt, count } = alert;
  const measured = value && baseline ? card.against(value, baseline) : (value ?? baseline);
  const [source] = links;
  const since =
    state === "firing" || !recoveredAt
      ? say.firing(when(look, startedAt))
      : say.recovered(when(look, recoveredAt));
  return [
    richText([
      literal(title, { bold: true }),
      ...(measured ? [literal(`\n${measured}`)] : []),
      ...(source ? [literal("\n"), foreign(source.url, card.linkLabel(source.label))] : []),
    ]),
    context(`${since} · ${say.often(term.count(count, ...say.times))}`),
  ];
}

/** The newest entries, oldest of them first. */
export function renderTimeline(
  timeline: readonly TimelineItem[],
  look: Look,
): readonly KnownBlock[] {
  const { details: say, term } = words;
  const shown = timeline.slice(-MOST_ENTRIES);
  const earlier = timeline.length - shown.length;
  return [
    section(say.timeline(term.count(timeline.length, ...say.entries))),
    ...(earlier > 0 ? [context(say.earlier(earlier))] : []),
    ...shown.map((item) => section(timelineLine(item, look))),
  ];
}

export function timelineLine({ at, actor, entry }: TimelineItem, look: Look): string {
  const { timeline: say } = words;
  const said = say.sentence(entry, (user) => nameOf(look, user));
  // What a run wrote is escaped for Slack already.
  const sentence = entry.kind.startsWith("run-") ? unescapeText(said) : said;
  const who = say.by(esc(actorName(look, actor), 80));
  return `${when(look, at)} ${typed(look, sentence, 1_000)} _${who}_`;
}
