// The drill record: when each runbook was last rehearsed, and the drills there were.
import type { FastifyReply } from "fastify";
import { listRehearsals, type Rehearsed } from "../../operations/read-rehearsal.ts";
import { listDrills } from "../../storage/incidents.ts";
import { listPeople } from "../../storage/people.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Desk } from "./desk.ts";
import { createReader, type Reader } from "./facts.ts";
import { incidentTable } from "./incident-table.ts";

const NEWEST = 100;

export async function sendDrills(desk: Desk, reply: FastifyReply): Promise<FastifyReply> {
  const { db, shop, clock } = desk.ctx;
  const [drills, people, rehearsals] = await Promise.all([
    listDrills(db, NEWEST),
    listPeople(db),
    listRehearsals(desk.ctx),
  ]);
  const reader = createReader(people, shop.zone);
  const content = html`<h1>${words.webPage.drills()}</h1>
<section><h2>${words.webPage.runbooks()}</h2>
${rehearsals.length > 0 ? table(rehearsals, reader) : html`<p>${words.webPage.noRunbooks()}</p>`}
</section>
<section><h2>${words.webPage.drillsHeld()}</h2>
${drills.length > 0 ? incidentTable(drills, { reader, shop, now: clock.now() }) : html`<p>${words.webPage.noDrills(shop.commands.runbook)}</p>`}
</section>`;
  return await desk.send(reply, { title: words.webPage.drills(), content, at: "drills" });
}

function table(rehearsals: readonly Rehearsed[], reader: Reader): Html {
  const rows = rehearsals.map(
    ({ runbook, rehearsal: { lastAt, everyMs, isOverdue } }) => html`<tr>
<th scope="row">${runbook.title}</th>
<td>${lastAt ? reader.time(lastAt) : words.webPage.neverRehearsed()}</td>
<td>${everyMs === undefined ? words.term.none() : words.term.duration(everyMs)}
${isOverdue && html`<span class="pill warn">${words.webPage.rehearsalOverdue()}</span>`}</td></tr>`,
  );
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">${words.webPage.runbook()}</th><th scope="col">${words.webPage.lastRehearsed()}</th>
<th scope="col">${words.webPage.rehearseEvery()}</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
