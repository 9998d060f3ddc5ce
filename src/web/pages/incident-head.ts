// The top of an incident's page: what it is, where it stands, who leads it.
import { type Incident, isOpen } from "../../domain/incident.ts";
import { serviceTitle } from "../../domain/shop.ts";
import { words } from "../../words/words.ts";
import { type Content, type Html, html } from "../html.ts";
import type { Desk } from "./desk.ts";
import { actorName, priorityPill, statusPill } from "./facts.ts";
import type { IncidentFile } from "./incident-file.ts";

export function incidentHead(file: IncidentFile, desk: Desk): Html {
  const { incident } = file;
  const number = words.term.incident(incident);
  return html`<h1>${number} · ${incident.title}</h1>
<p class="lead-line">${incident.isPlanned ? plannedPills(incident) : incidentPills(incident)}
${incident.isDrill && html`<span class="pill warn">${words.webPage.drill()}</span>`}
${!incident.isPlanned && html`<a href="/incidents/${incident.number}/post-mortem">${words.webPage.postMortem()}</a>`}</p>
${incident.isDrill && html`<p>${words.webPage.drillNote()}</p>`}
${incident.isPlanned && html`<p>${words.webPage.plannedNote()}</p>`}
<div class="columns">
<section><h2>${words.webPage.facts()}</h2><dl>${facts(file, desk).map(term)}</dl></section>
${lastWords(file)}
</div>`;
}

const incidentPills = ({ priority, status }: Incident): Html =>
  html`${priorityPill(priority)} ${statusPill(status)}`;

/** Nothing is wrong: it has no priority, and nothing of it is investigated. */
const plannedPills = (incident: Incident): Html =>
  html`<span class="pill">${words.webPage.planned()}</span>
<span class="pill">${words.term.standing(incident)}</span>`;

type Fact = readonly [name: string, content: Content];

const term = ([name, content]: Fact): Html => html`<dt>${name}</dt><dd>${content}</dd>`;

function facts(file: IncidentFile, { ctx }: Desk): readonly Fact[] {
  const { incident, reader } = file;
  const service = serviceTitle(ctx.shop, incident.service);
  const team = incident.team ? (ctx.shop.teams[incident.team]?.title ?? incident.team) : null;
  const until = isOpen(incident) ? ctx.clock.now() : (incident.resolvedAt ?? incident.openedAt);
  const lasted = words.term.duration(until.getTime() - incident.startedAt.getTime());
  const all: readonly (Fact | false)[] = [
    [words.webPage.lead(), incident.lead ? reader.name(incident.lead) : words.term.nobody()],
    ...Object.entries(incident.roles).map(([role, user]): Fact => {
      return [words.webPage.role(role), reader.name(user)];
    }),
    service !== null && [words.webPage.service(), service],
    team !== null && [words.webPage.team(), team],
    incident.impact !== null && [words.webPage.impact(), incident.impact],
    incident.room !== null && [words.webPage.channel(), `#${incident.room.name}`],
    [words.webPage.started(), reader.time(incident.startedAt)],
    [
      words.webPage.openedAt(),
      byAt(file, actorName(incident.declaredBy, reader), incident.openedAt),
    ],
    ...deadlines(file),
    [words.webPage.duration(), lasted],
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
      ? [
          words.webPage.acknowledge(),
          byAt(file, personOf(file, incident.acknowledgedBy), acknowledgedAt),
        ]
      : until(words.webPage.acknowledgeBy(), ackDueAt),
    until(words.webPage.nextUpdate(), updateDueAt),
    until(words.webPage.restoreBy(), restoreDueAt),
    mitigatedAt !== null && [words.webPage.mitigatedAt(), reader.time(mitigatedAt)],
    resolvedAt !== null && [
      incident.isPlanned ? words.term.standing(incident) : words.webPage.resolvedAt(),
      byAt(file, personOf(file, incident.closedBy), resolvedAt),
    ],
  ];
}

const personOf = ({ reader }: IncidentFile, user: string | null): string =>
  user === null ? words.webPage.product() : reader.name(user);

const byAt = ({ reader }: IncidentFile, who: string, at: Date): Html =>
  html`${who}, ${reader.time(at)}`;

function lastWords({ incident, reader }: IncidentFile): Html | false {
  const { lastUpdate, closingText } = incident;
  if (lastUpdate === null && closingText === null) return false;
  return html`<section>
${closingText !== null && html`<h2>${words.webPage.closingText()}</h2><blockquote>${closingText}</blockquote>`}
${
  lastUpdate !== null &&
  html`<h2>${words.webPage.lastUpdate()}</h2><blockquote>${lastUpdate.text}</blockquote>
<p class="soft">${reader.name(lastUpdate.by)}, ${reader.time(new Date(lastUpdate.at))}</p>`
}
</section>`;
}
