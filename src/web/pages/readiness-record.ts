// Who voted what on a campaign, and everything that was said and decided, in order.
import type { OpenItem, ReadinessBoard, ReadinessRecord } from "../../domain/readiness/board.ts";
import { words } from "../../words/words.ts";
import { type Content, type Html, html } from "../html.ts";
import type { Reader } from "./facts.ts";
import { evidence } from "./readiness-items.ts";

export function voteSection({ votes, decision }: ReadinessBoard, reader: Reader): Html {
  const { page: say, ...other } = words.readiness;
  const heads = [say.voter(), say.vote(), say.note(), say.at()];
  const rows = votes.map(
    ({ by, vote, note, at }) => html`<tr><th scope="row">${reader.name(by.id)}</th>
<td><span class="pill ${vote === "go" ? "good" : "bad"}">${say.voteOf[vote]}</span></td>
<td>${note}</td><td>${reader.time(new Date(at))}</td></tr>`,
  );
  const table = html`<div class="scroll"><table>
<thead><tr>${heads.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
  const decided =
    decision &&
    html`<p><span class="pill ${decision.go ? "good" : "bad"}">${say.voteOf[decision.go ? "go" : "no-go"]}</span>
${reader.name(decision.by.id)}, ${reader.time(new Date(decision.at))}${decision.note !== null && html`: ${decision.note}`}</p>`;
  return html`<section><h2>${say.votes()}</h2>${decided}
${votes.length > 0 ? table : html`<p>${other.noVotes()}</p>`}</section>`;
}

export function recordSection(
  { record, openedBy, openedAt }: ReadinessBoard,
  reader: Reader,
): Html {
  const { page: say } = words.readiness;
  const opened = html`<li>${reader.time(new Date(openedAt))}
<p>${say.opened(openedBy && reader.name(openedBy.id))}</p></li>`;
  return html`<section><h2>${say.record()}</h2>
<ol class="timeline">${opened}${record.map((entry) => line(entry, reader))}</ol></section>`;
}

function line(entry: ReadinessRecord, reader: Reader): Html {
  return html`<li class="${toneOf(entry)}">
${reader.time(new Date(entry.at))} <span class="soft">${reader.name(entry.by.id)}</span>
${sentence(entry)}</li>`;
}

function toneOf(entry: ReadinessRecord): string {
  switch (entry.kind) {
    case "said":
      return entry.state === "ready" ? "good" : entry.state === "not-ready" ? "bad" : "";
    case "voted":
      return entry.vote === "go" ? "good" : "bad";
    case "decided":
      return entry.go ? "good" : "bad";
  }
}

function sentence(entry: ReadinessRecord): Content {
  const { page: say } = words.readiness;
  switch (entry.kind) {
    case "said":
      return paragraph(say.said(entry.title, entry.state), entry.evidence);
    case "voted":
      return paragraph(say.voted(entry.vote), entry.note);
    case "decided":
      return [
        paragraph(say.decided(entry.go, entry.open.length), entry.note),
        entry.open.length > 0 && html`<ul>${entry.open.map(openLine)}</ul>`,
      ];
  }
}

const paragraph = (text: string, more: string | null): Html =>
  html`<p>${text}${more !== null && html`. ${evidence(more)}`}</p>`;

const openLine = ({ title, state }: OpenItem): Html =>
  html`<li>${title}: ${words.readiness.state(state)}</li>`;
