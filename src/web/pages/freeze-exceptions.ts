// A table of exceptions: whose change, which commit, who decided.
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import { actorName, type Reader } from "./facts.ts";
import { exceptionPill, outsideLink } from "./freeze-facts.ts";

const { freezePage: say } = words;
const SHA_SHOWN = 10;

export function exceptionTable(exceptions: readonly FreezeException[], reader: Reader): Html {
  return html`<div class="scroll"><table>
<thead><tr>
<th scope="col">${say.exception()}</th><th scope="col">${say.change()}</th>
<th scope="col">${say.commit()}</th><th scope="col">${words.webPage.state()}</th>
<th scope="col">${say.votesTitle()}</th><th scope="col">${say.requestedBy()}</th>
<th scope="col">${say.validUntil()}</th><th scope="col">${say.reason()}</th>
</tr></thead>
<tbody>${exceptions.map((exception) => row(exception, reader))}</tbody>
</table></div>`;
}

function row(exception: FreezeException, reader: Reader): Html {
  const { number, repository, pull, title, url, author, headSha, expiresAt } = exception;
  const { requestedBy, requestedByLogin, requestedAt, reason, settled } = exception;
  const asker = requestedBy ? actorName(requestedBy, reader) : requestedByLogin;
  return html`<tr>
<td class="narrow">${words.exception.name(number)}</td>
<td>${outsideLink(url, say.pull(repository, pull))} ${title}<br><span class="soft">${author}</span></td>
<td class="narrow"><code>${headSha.slice(0, SHA_SHOWN)}</code></td>
<td>${exceptionPill(exception)}${settled && html`<br><span class="soft">${reader.time(new Date(settled.at))} ${settled.why}</span>`}</td>
<td>${votes(exception)}</td>
<td>${asker}<br><span class="soft">${reader.time(new Date(requestedAt))}</span></td>
<td>${expiresAt !== null && reader.time(new Date(expiresAt))}</td>
<td>${reason}</td>
</tr>`;
}

function votes({ ballot }: FreezeException): Html {
  const given = ballot.votes.filter(({ vote }) => vote === "approve").length;
  const lines = ballot.votes.map(
    ({ by, vote, note }) => html`<br><span class="soft">${say.vote(by.name, vote, note)}</span>`,
  );
  return html`${say.votes(given, ballot.need)}${lines}`;
}
