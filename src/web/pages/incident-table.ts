// A table of incidents.
import { type Incident, isOpen } from "../../domain/incident.ts";
import { type Shop, serviceTitle } from "../../domain/shop.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import { incidentLink, priorityPill, type Reader, statusPill } from "./facts.ts";

export type TableFacts = { readonly reader: Reader; readonly shop: Shop; readonly now: Date };

export function incidentTable(incidents: readonly Incident[], facts: TableFacts): Html {
  return html`<div class="scroll"><table>
<thead><tr>
<th scope="col">${words.webPage.number()}</th><th scope="col">${words.webPage.title()}</th>
<th scope="col">${words.webPage.priority()}</th><th scope="col">${words.webPage.status()}</th>
<th scope="col">${words.webPage.service()}</th><th scope="col">${words.webPage.lead()}</th>
<th scope="col">${words.webPage.started()}</th><th scope="col">${words.webPage.duration()}</th>
</tr></thead>
<tbody>${incidents.map((incident) => row(incident, facts))}</tbody>
</table></div>`;
}

function row(incident: Incident, { reader, shop, now }: TableFacts): Html {
  const until = isOpen(incident) ? now : (incident.resolvedAt ?? now);
  return html`<tr>
<td class="narrow">${incidentLink(incident)}</td><td>${incident.title}</td>
<td>${priorityPill(incident.priority)}</td><td>${statusPill(incident.status)}</td>
<td>${serviceTitle(shop, incident.service)}</td>
<td>${incident.lead ? reader.name(incident.lead) : words.term.nobody()}</td>
<td>${reader.time(incident.startedAt)}</td>
<td class="narrow">${words.term.duration(until.getTime() - incident.startedAt.getTime())}</td>
</tr>`;
}
