// The start page for responders: what is open, who is on call, what needs a look.
import type { FastifyReply } from "fastify";
import type { Team } from "../../domain/shop.ts";
import { listOnCall } from "../../operations/find-person.ts";
import { listLetters } from "../../storage/dead-letters.ts";
import { listOpenIncidents } from "../../storage/incidents.ts";
import { listDeadEffects } from "../../storage/outbox.ts";
import { listPeople } from "../../storage/people.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Desk } from "./desk.ts";
import { createReader, type Reader } from "./facts.ts";
import { incidentTable } from "./incident-table.ts";

/** Enough to say that there are many. */
const MANY = 100;

export async function sendStart(desk: Desk, reply: FastifyReply): Promise<FastifyReply> {
  const { db, shop, clock, runbooks } = desk.ctx;
  const [open, people, letters, effects] = await Promise.all([
    listOpenIncidents(db),
    listPeople(db),
    listLetters(db, MANY),
    listDeadEffects(db, MANY),
  ]);
  const reader = createReader(people, shop.zone);
  const facts = { reader, shop, now: clock.now() };
  const teams = await Promise.all(
    Object.values(shop.teams).map(async (team) => ({
      team,
      users: await listOnCall(db, shop, team.name),
    })),
  );
  const shelf = runbooks.list().map(({ runbook }) => runbook);
  const content = html`<h1>${words.webPage.product()}</h1>
${attention(letters.length, effects.length)}
<section><h2>${words.webPage.openIncidents()}</h2>
${open.length > 0 ? incidentTable(open, facts) : html`<p>${words.webPage.noOpenIncidents()}</p>`}
</section>
<div class="columns">
<section><h2>${words.webPage.onCall()}</h2>${onCall(teams, reader)}</section>
<section><h2>${words.webPage.runbooks()}</h2>
${
  shelf.length > 0
    ? html`<ul class="plain">${shelf.map(({ title }) => html`<li>${title}</li>`)}</ul>`
    : html`<p>${words.webPage.noRunbooks()}</p>`
}
</section>
</div>
<p class="soft"><a href="/readyz">${words.webPage.health()}</a></p>`;
  return await desk.send(reply, { title: words.webPage.openIncidents(), content });
}

function attention(letters: number, effects: number): Html | false {
  if (letters + effects === 0) return false;
  return html`<section><h2>${words.webPage.attention()}</h2><ul class="plain">
${letters > 0 && html`<li><a href="/dead-letters">${words.webPage.deadLettersWaiting(letters)}</a></li>`}
${effects > 0 && html`<li><a href="/dead-letters#effects">${words.webPage.deadEffects(effects)}</a></li>`}
</ul></section>`;
}

type OnCall = { readonly team: Team; readonly users: readonly string[] };

function onCall(teams: readonly OnCall[], reader: Reader): Html {
  if (teams.length === 0) return html`<p>${words.webPage.nobodyOnCall()}</p>`;
  const rows = teams.map(
    ({ team, users }) =>
      html`<dt>${team.title}</dt><dd>${users.map((user) => reader.name(user)).join(", ")}</dd>`,
  );
  return html`<dl>${rows}</dl>`;
}
