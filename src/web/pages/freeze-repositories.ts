// A table of repositories: how each is held, what was read back, and where one freeze held it, from when to when.

import type { ReportedRepository } from "../../domain/freeze/report.ts";
import type { FrozenRepository } from "../../domain/freeze/repository.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Reader } from "./facts.ts";
import { repositoryPill } from "./freeze-facts.ts";

const { freezePage: say } = words;

export function repositoryTable(
  repositories: readonly FrozenRepository[],
  reader: Reader,
  reported?: readonly ReportedRepository[],
): Html {
  const times =
    reported &&
    html`<th scope="col">${say.heldFrom()}</th><th scope="col">${say.openFrom()}</th><th scope="col">${say.notHeld()}</th>`;
  const rows = repositories.map((each) => {
    const held = reported?.find(({ repository }) => repository === each.repository);
    return row(each, reader, reported && html`${heldCells(held, reader)}`);
  });
  return html`<div class="scroll"><table>
<thead><tr>
<th scope="col">${say.repository()}</th><th scope="col">${say.howItStands()}</th>
<th scope="col">${say.since()}</th><th scope="col">${say.modeTitle()}</th>
<th scope="col">${say.lastLook()}</th>${times}
</tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

function row(each: FrozenRepository, reader: Reader, held: Html | undefined): Html {
  const { repository, mode, since, observedAt, error } = each;
  // Nothing is known of one that GitHub was never asked about, and nothing has to be.
  const isKnown = observedAt !== null || each.state !== "open";
  return html`<tr>
<td class="narrow">${repository}</td>
<td>${repositoryPill(each)}${error !== null && html`<br><span class="soft">${error}</span>`}</td>
<td>${isKnown && reader.time(new Date(since))}</td><td>${isKnown && say.mode(mode)}</td>
<td>${observedAt === null ? say.neverLooked() : reader.time(new Date(observedAt))}</td>${held}
</tr>`;
}

function heldCells(held: ReportedRepository | undefined, reader: Reader): Html {
  const { heldFrom = null, openFrom = null, gapMinutes = 0 } = held ?? {};
  return html`<td>${heldFrom === null ? say.never() : reader.time(new Date(heldFrom))}</td>
<td>${openFrom !== null && reader.time(new Date(openFrom))}</td>
<td class="narrow">${gapMinutes > 0 && words.term.duration(gapMinutes * 60_000)}</td>`;
}
