// What happened in the time of a freeze, in order, and what of it passed by the freeze.
import { exceptionOf, type FreezeReport, mergedWithout } from "../../domain/freeze/report.ts";
import type { FreezeEventRow } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import { actorName, type Reader } from "./facts.ts";
import { outsideLink } from "./freeze-facts.ts";

const { freezePage: say } = words;

export function reportSection(report: FreezeReport): Html {
  const lines = [
    [say.merged(), report.merged.length],
    [say.mergedWithout(), mergedWithout(report).length],
    [say.bypassed(), report.bypassed.length],
    [say.pushed(), report.pushed.length],
    [say.drifted(), report.drifted.length],
    [say.hotfixes(), report.hotfixes],
  ] as const;
  const some = lines.filter(([, many]) => many > 0);
  const title = report.endedAt === null ? say.reportSoFar() : say.report();
  return html`<section><h2>${title}</h2>
${
  some.length > 0
    ? html`<ul class="plain">${some.map(([what, many]) => html`<li>${say.reportLine(what, many)}</li>`)}</ul>`
    : html`<p>${say.nothingPassed()}</p>`
}</section>`;
}

export function eventSection(events: readonly FreezeEventRow[], reader: Reader): Html {
  return html`<section><h2>${say.events()}</h2>
${
  events.length > 0
    ? html`<ol class="timeline">${events.map((event) => entry(event, reader))}</ol>`
    : html`<p>${say.noEvents()}</p>`
}</section>`;
}

const tones: Readonly<Record<string, string>> = {
  "freeze.active": "good",
  "freeze.lifted": "good",
  "repository.frozen": "good",
  "repository.open": "good",
  "repository.drifted": "bad",
  "repository.failed": "bad",
  "repository.unknown": "bad",
  "rule.removed": "bad",
  "rule.changed": "bad",
  "rule.bypassed": "bad",
  "push.direct": "bad",
  "freeze.late": "bad",
};

/** The id makes each line of a report traceable to its event. */
function entry(event: FreezeEventRow, reader: Reader): Html {
  const { id, at, actor, what, repository, detail } = event;
  const isUncovered = what === "pull.merged" && exceptionOf(event) === null;
  const said = isUncovered ? say.mergedWithoutException() : say.event(what);
  const facts = Object.entries(detail).flatMap(([name, value]) => fact(name, value, reader));
  const url = detail["url"];
  const where = repository !== null && html` <b>${repository}</b>`;
  const { number } = detail;
  const isException = what.startsWith("exception.") && typeof number === "number";
  const subject = isException && html` ${words.exception.name(number)}`;
  return html`<li class="${isUncovered ? "bad" : (tones[what] ?? "")}" id="${id}">
${reader.time(at)} <span class="soft">${actorName(actor, reader)}</span>
<p>${typeof url === "string" ? outsideLink(url, said) : said}${subject}${where}${
    facts.length > 0 && html` <span class="soft">${facts.join(", ")}</span>`
  }</p></li>`;
}

/** What is nested is for programs; it stands in the audit trail. */
function fact(name: string, value: unknown, reader: Reader): readonly string[] {
  if (typeof value !== "string" && typeof value !== "number") return [];
  const text = readable(String(value), reader);
  return text === "" ? [] : [say.detail(name, text)].filter((each) => each !== undefined);
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const SHA_SHOWN = 10;

function readable(value: string, reader: Reader): string {
  if (INSTANT.test(value)) return reader.timeText(new Date(value));
  return COMMIT.test(value) ? value.slice(0, SHA_SHOWN) : value;
}
