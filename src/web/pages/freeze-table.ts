// A table of freezes.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import type { FreezeOnBoard } from "../../domain/freeze/standing.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import { actorName, type Reader } from "./facts.ts";
import { freezeLink, freezePill } from "./freeze-facts.ts";

const { freezePage: say } = words;

export type FreezeTableFacts = { readonly reader: Reader; readonly now: Date };

export function freezeTable(board: readonly FreezeOnBoard[], facts: FreezeTableFacts): Html {
  return html`<div class="scroll"><table>
<thead><tr>
<th scope="col">${words.webPage.number()}</th><th scope="col">${words.webPage.title()}</th>
<th scope="col">${words.webPage.state()}</th><th scope="col">${say.from()}</th>
<th scope="col">${say.until()}</th><th scope="col">${say.repositories()}</th>
<th scope="col">${say.declaredBy()}</th>
</tr></thead>
<tbody>${board.map((each) => row(each, facts))}</tbody>
</table></div>`;
}

function row({ freeze, standing }: FreezeOnBoard, { reader, now }: FreezeTableFacts): Html {
  return html`<tr>
<td class="narrow">${freezeLink(freeze)}</td><td>${freeze.title}</td>
<td>${freezePill(freeze, standing, now)}</td>
<td>${reader.time(new Date(freeze.startsAt))}</td><td>${endOf(freeze, reader)}</td>
<td class="narrow">${freeze.scope.repositories.length}</td>
<td>${actorName(freeze.declaredBy, reader)}</td>
</tr>`;
}

/** The end that was, where it is over: what was planned stands on its page. */
function endOf({ ended, endsAt, startsAt }: Freeze, reader: Reader) {
  if (ended && ended.at > startsAt) return reader.time(new Date(ended.at));
  return endsAt === null ? say.untilResolved() : reader.time(new Date(endsAt));
}
