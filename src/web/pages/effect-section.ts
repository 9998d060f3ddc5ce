// What Muster owed to the world for an incident, and what became of it.
import type { EffectState } from "../../domain/effect.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Reader } from "./facts.ts";
import type { IncidentFile } from "./incident-file.ts";

export function effectSection({ effects, reader }: IncidentFile): Html {
  const dead = effects.filter((effect) => effect.state === "dead");
  const open = effects.filter(({ state }) => state === "owed" || state === "sent");
  const summary = words.webPage.effectsSummary(effects.length, open.length, dead.length);
  return html`<section><h2>${words.webPage.effects()}</h2>
<details${dead.length > 0 && html` open`}><summary>${summary}</summary>
${effects.length > 0 && effectTable(effects, reader)}</details>
</section>`;
}

const tones: Readonly<Record<EffectState, string>> = {
  owed: "",
  sent: "warn",
  done: "good",
  dead: "bad",
  dropped: "",
};

export function effectTable(effects: readonly OutboxRow[], reader: Reader): Html {
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">${words.webPage.effect()}</th><th scope="col">${words.webPage.state()}</th>
<th scope="col">${words.webPage.attempts()}</th><th scope="col">${words.webPage.when()}</th>
<th scope="col">${words.webPage.reason()}</th></tr></thead>
<tbody>${effects.map((effect) => row(effect, reader))}</tbody>
</table></div>`;
}

function row(effect: OutboxRow, reader: Reader): Html {
  return html`<tr>
<td>${words.effect.name(effect.effect)}</td>
<td><span class="pill ${tones[effect.state]}">${words.webPage.effectStates[effect.state]}</span></td>
<td class="narrow">${effect.attempts}</td>
<td>${reader.time(effect.settledAt ?? effect.dueAt)}</td>
<td>${effect.reason}</td>
</tr>`;
}
