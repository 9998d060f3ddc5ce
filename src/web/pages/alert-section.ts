// The alerts of an incident, as their senders described them.
import type { Alert } from "../../domain/alert.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Reader } from "./facts.ts";
import type { IncidentFile } from "./incident-file.ts";

export function alertSection({ alerts, reader }: IncidentFile): Html {
  return html`<section><h2>${words.webPage.alerts()}</h2>
${alerts.length > 0 ? table(alerts, reader) : html`<p>${words.webPage.noAlerts()}</p>`}
</section>`;
}

function table(alerts: readonly Alert[], reader: Reader): Html {
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">${words.webPage.alert()}</th><th scope="col">${words.webPage.status()}</th>
<th scope="col">${words.webPage.value()}</th><th scope="col">${words.webPage.started()}</th>
<th scope="col">${words.webPage.recovered()}</th><th scope="col">${words.webPage.seenTitle()}</th>
<th scope="col">${words.webPage.links()}</th></tr></thead>
<tbody>${alerts.map((alert) => row(alert, reader))}</tbody>
</table></div>`;
}

function row(alert: Alert, reader: Reader): Html {
  const isFiring = alert.state === "firing";
  const state = isFiring ? words.webPage.firing() : words.webPage.recovered();
  return html`<tr>
<td>${alert.title}${alert.summary !== alert.title && html`<br><span class="soft">${alert.summary}</span>`}</td>
<td><span class="pill ${isFiring ? "bad" : "good"}">${state}</span></td>
<td>${alert.value !== null && words.webPage.against(alert.value, alert.baseline)}</td>
<td>${reader.time(alert.startedAt)}</td>
<td>${alert.recoveredAt && reader.time(alert.recoveredAt)}</td>
<td class="narrow">${words.webPage.seen(alert.count)}</td>
<td>${alert.links.map(link)}</td>
</tr>`;
}

/** The host is shown: the address came from outside. Others than http and https never got this far, and do not here. */
function link({ label, url }: { readonly label: string; readonly url: string }): Html {
  const address = URL.parse(url);
  if (!address || !/^https?:$/.test(address.protocol)) return html`${label} `;
  return html`<a href="${address.href}" rel="noopener noreferrer nofollow">${label}</a> <span class="soft">${address.host}</span><br>`;
}
