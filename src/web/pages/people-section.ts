// Who was asked to come to an incident, and what is to be done after it.
import type { ActionItem } from "../../domain/action-item.ts";
import type { Page } from "../../domain/page.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Reader } from "./facts.ts";
import type { IncidentFile } from "./incident-file.ts";

export function peopleSection({ pages, actionItems, reader }: IncidentFile): Html {
  return html`<div class="columns">
${
  pages.length > 0 &&
  html`<section><h2>${words.webPage.pages()}</h2>
<ul class="plain">${pages.map((page) => paged(page, reader))}</ul></section>`
}
${
  actionItems.length > 0 &&
  html`<section><h2>${words.webPage.actionItems()}</h2>
<ul class="plain">${actionItems.map((item) => toDo(item, reader))}</ul></section>`
}
</div>`;
}

function paged(page: Page, reader: Reader): Html {
  const tone = page.state === "answered" ? "good" : "warn";
  return html`<li>${reader.name(page.user)}, ${reader.time(page.pagedAt)}
<span class="pill ${tone}">${words.webPage.pageStates[page.state]}</span>
${page.answeredAt && html`<span class="soft">${reader.time(page.answeredAt)}</span>`}
<br><span class="soft">${page.reason}</span></li>`;
}

function toDo(item: ActionItem, reader: Reader): Html {
  const who = words.webPage.actionItem(reader.name(item.owner), item.dueOn);
  const isDone = item.state === "done";
  return html`<li>${item.text}
${isDone && html`<span class="pill good">${words.actionItem.done()}</span>`}
<br><span class="soft">${who}</span></li>`;
}
