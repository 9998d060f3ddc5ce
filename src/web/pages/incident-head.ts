// The top of an incident's page: what it is, where it stands, who leads it.
import { isOpen } from "../../domain/incident.ts";
import { serviceTitle } from "../../domain/shop.ts";
import { webPage } from "../../words/en/page.ts";
import { type Content, type Html, html } from "../html.ts";
import { actorName, durationText, priorityPill, statusPill } from "./facts.ts";
import type { IncidentFile } from "./incident-file.ts";
import type { Desk } from "./routes.ts";

export function incidentHead(file: IncidentFile, desk: Desk): Html {
  const { incident } = file;
  const number = webPage.incidentNumber(incident.number);
  return html`<h1>${number} · ${incident.title}</h1>
<p class="lead-line">${priorityPill(incident.priority)} ${statusPill(incident.status)}
<a href="/incidents/${incident.number}/post-mortem">${webPage.postMortem()}</a></p>
<div class="columns">
<section><h2>${webPage.facts()}</h2><dl>${facts(file, desk).map(term)}</dl></section>
${lastWords(file)}
</div>`;
}

type Fact = readonly [name: string, content: Content];

const term = ([name, content]: Fact): Html => html`<dt>${name}</dt><dd>${content}</dd>`;

function facts(file: IncidentFile, { ctx }: Desk): readonly Fact[] {
  const { incident, reader } = file;
  const service = serviceTitle(ctx.shop, incident.service);
  const team = incident.team ? (ctx.shop.teams[incident.team]?.title ?? incident.team) : null;
  const until = isOpen(incident) ? ctx.clock.now() : (incident.resolvedAt ?? incident.openedAt);
  const lasted = durationText(until.getTime() - incident.startedAt.getTime());
  const all: readonly (Fact | false)[] = [
    [webPage.lead(), incident.lead ? reader.name(incident.lead) : webPage.nobody()],
    ...Object.entries(incident.roles).map(([role, user]): Fact => {
      return [webPage.role(role), reader.name(user)];
    }),
    service !== null && [webPage.service(), service],
    team !== null && [webPage.team(), team],
    incident.impact !== null && [webPage.impact(), incident.impact],
    incident.room !== null && [webPage.channel(), `#${incident.room.name}`],
    [webPage.started(), reader.time(incident.startedAt)],
    [webPage.openedAt(), byAt(file, actorName(incident.declaredBy, reader), incident.openedAt)],
    ...deadlines(file),
    [webPage.duration(), lasted],
  ];
  return all.filter((fact) => fact !== false);
}

function deadlines(file: IncidentFile): readonly (Fact | false)[] {
  const { incident, reader } = file;
  const { acknowledgedAt, ackDueAt, updateDueAt, restoreDueAt, mitigatedAt, resolvedAt } = incident;
  const open = isOpen(incident);
  const until = (name: string, at: Date | null): Fact | false =>
    open && at !== null && [name, reader.time(at)];
  return [
    acknowledgedAt !== null
      ? [webPage.acknowledge(), byAt(file, personOf(file, incident.acknowledgedBy), acknowledgedAt)]
      : until(webPage.acknowledgeBy(), ackDueAt),
    until(webPage.nextUpdate(), updateDueAt),
    until(webPage.restoreBy(), restoreDueAt),
    mitigatedAt !== null && [webPage.mitigatedAt(), reader.time(mitigatedAt)],
    resolvedAt !== null && [
      webPage.resolvedAt(),
      byAt(file, personOf(file, incident.closedBy), resolvedAt),
    ],
  ];
}

const personOf = ({ reader }: IncidentFile, user: string | null): string =>
  user === null ? webPage.product() : reader.name(user);

const byAt = ({ reader }: IncidentFile, who: string, at: Date): Html =>
  html`${who}, ${reader.time(at)}`;

function lastWords({ incident, reader }: IncidentFile): Html | false {
  const { lastUpdate, closingText } = incident;
  if (lastUpdate === null && closingText === null) return false;
  return html`<section>
${closingText !== null && html`<h2>${webPage.closingText()}</h2><blockquote>${closingText}</blockquote>`}
${
  lastUpdate !== null &&
  html`<h2>${webPage.lastUpdate()}</h2><blockquote>${lastUpdate.text}</blockquote>
<p class="soft">${reader.name(lastUpdate.by)}, ${reader.time(new Date(lastUpdate.at))}</p>`
}
</section>`;
}
