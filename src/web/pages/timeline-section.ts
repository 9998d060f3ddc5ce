// The timeline of an incident, oldest first.
import type { TimelineEntry, TimelineItem } from "../../domain/timeline.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import { actorName, type Reader } from "./facts.ts";
import type { IncidentFile } from "./incident-file.ts";

export function timelineSection({ timeline, reader }: IncidentFile): Html {
  return html`<section><h2>${words.webPage.timeline()}</h2>
<ol class="timeline">${timeline.map((item) => entry(item, reader))}</ol>
</section>`;
}

const tones: Readonly<Partial<Record<TimelineEntry["kind"], string>>> = {
  opened: "bad",
  overdue: "bad",
  "effect-failed": "bad",
  resolved: "good",
  acknowledged: "good",
};

function entry(item: TimelineItem, reader: Reader): Html {
  return html`<li class="${tones[item.entry.kind] ?? ""}">
${reader.time(item.at)} <span class="soft">${actorName(item.actor, reader)}</span>
<p>${words.timeline.sentence(item.entry, reader.name)}</p></li>`;
}
