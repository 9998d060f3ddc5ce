// The table of what has to be ready: every item with all that speaks for and against it.

import type { Person } from "../../domain/person.ts";
import type { ItemState } from "../../domain/readiness/board.ts";
import type { ItemStanding, Standing } from "../../domain/readiness/standing.ts";
import { safeUrl } from "../../domain/signal.ts";
import { findCalled } from "../../operations/find-person.ts";
import { words } from "../../words/words.ts";
import { type Content, type Html, html } from "../html.ts";
import type { Reader } from "./facts.ts";

type Facts = { readonly reader: Reader; readonly people: readonly Person[] };

export function itemSection({ items }: Standing, facts: Facts): Html {
  const { page: say } = words.readiness;
  const heads = [say.item(), say.owner(), say.due(), say.stands(), say.why()];
  return html`<section><h2>${say.items()}</h2>
${
  items.length > 0
    ? html`<div class="scroll"><table>
<thead><tr>${heads.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>${items.map((each) => row(each, facts))}</tbody></table></div>`
    : html`<p>${words.readiness.nothing()}</p>`
}</section>`;
}

const tones: Readonly<Record<ItemState, string>> = {
  ready: "good",
  "not-ready": "bad",
  waived: "",
  unsaid: "",
  overdue: "warn",
  unknown: "warn",
};

function row(standing: ItemStanding, { reader, people }: Facts): Html {
  const { item, state, dueAt, isOverdue } = standing;
  const { page: say, ...other } = words.readiness;
  const late = isOverdue && state !== "overdue";
  return html`<tr><th scope="row">${item.title}</th>
<td>${ownerName(item.owner, people, reader)}</td>
<td>${reader.time(dueAt)}</td>
<td><span class="pill ${tones[state]}">${other.state(state)}</span>
${late && html`<span class="pill warn">${say.overdue()}</span>`}</td>
<td>${why(standing, reader)}</td></tr>`;
}

function ownerName(owner: string | null, people: readonly Person[], reader: Reader): string {
  const { readiness: say } = words;
  if (owner === null) return say.managers();
  if (owner === "any_responder") return say.anybody();
  const [kind = "", name = ""] = owner.split(":", 2);
  if (name !== "" && kind !== "user") return say.ownerOf(kind, name);
  const ref = name === "" ? owner : name;
  return reader.name(findCalled(people, ref)?.user ?? ref);
}

function why({ word, finding }: ItemStanding, reader: Reader): Content {
  const speech = {
    who: reader.name,
    when: reader.timeText,
    quote: (text: string) => text,
  };
  const said = word
    ? [
        html`<li>${words.readiness.page.wordOf(
          reader.name(word.by.id),
          words.readiness.state(word.state),
        )}, ${reader.time(new Date(word.at))}${word.evidence !== null && html`: ${evidence(word.evidence)}`}</li>`,
      ]
    : [];
  const facts = finding?.facts ?? [];
  const found = facts.map((fact) => html`<li>${words.readiness.fact(fact, speech)}</li>`);
  return said.length + found.length > 0 && html`<ul>${said}${found}</ul>`;
}

/** A link alone is one, with its host to be seen. */
export function evidence(text: string): Content {
  const url = /^https?:\/\/\S+$/.test(text) ? safeUrl(text) : undefined;
  return url ? html`<a href="${url}" rel="noreferrer nofollow">${text}</a>` : text;
}
