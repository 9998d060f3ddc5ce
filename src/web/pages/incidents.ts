// The page that lists incidents: those open, then those of the last 90 days.
import type { FastifyReply } from "fastify";
import { listIncidentsSince, listOpenIncidents } from "../../storage/incidents.ts";
import { listPeople } from "../../storage/people.ts";
import { words } from "../../words/words.ts";
import { html } from "../html.ts";
import type { Desk } from "./desk.ts";
import { createReader } from "./facts.ts";
import { incidentTable } from "./incident-table.ts";

const DAYS = 90;

export async function sendIncidents(desk: Desk, reply: FastifyReply): Promise<FastifyReply> {
  const { db, shop, clock } = desk.ctx;
  const now = clock.now();
  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const [open, recent, people] = await Promise.all([
    listOpenIncidents(db),
    listIncidentsSince(db, since),
    listPeople(db),
  ]);
  const isListed = new Set(open.map((incident) => incident.id));
  const others = recent.filter((incident) => !isListed.has(incident.id));
  const facts = { reader: createReader(people, shop.zone), shop, now };
  const content = html`<h1>${words.webPage.incidents()}</h1>
<section><h2>${words.webPage.openIncidents()}</h2>
${open.length > 0 ? incidentTable(open, facts) : html`<p>${words.webPage.noOpenIncidents()}</p>`}
</section>
<section><h2>${words.webPage.recentIncidents(DAYS)}</h2>
${others.length > 0 ? incidentTable(others, facts) : html`<p>${words.webPage.noRecentIncidents()}</p>`}
</section>`;
  return await desk.send(reply, { title: words.webPage.incidents(), content, at: "incidents" });
}
