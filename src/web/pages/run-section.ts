// The runs of an incident: every step with how it ended, who decided, and what was sent.
import type { RunState } from "../../domain/runbook/state/run.ts";
import type { RunbookShelf } from "../../operations/runbook-shelf.ts";
import type { RunRow } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Reader } from "./facts.ts";
import type { IncidentFile } from "./incident-file.ts";
import { runStep } from "./run-step.ts";

export function runSection({ runs, reader }: IncidentFile, shelf: RunbookShelf): Html {
  return html`<section id="runs"><h2>${words.webPage.runs()}</h2>
${runs.length > 0 ? runs.map((run) => article(run, shelf, reader)) : html`<p>${words.webPage.noRuns()}</p>`}
</section>`;
}

const runTones: Readonly<Record<RunState["state"], string>> = {
  created: "",
  running: "",
  blocked: "warn",
  paused: "warn",
  rolling_back: "warn",
  cancelled: "",
  completed: "good",
  aborted: "bad",
};

function article(run: RunRow, shelf: RunbookShelf, reader: Reader): Html {
  const { state } = run;
  const title = shelf.find(run.slug)?.runbook.title ?? run.slug;
  const inputs = Object.entries(state.inputs).map(([name, value]) => `${name} = ${value}`);
  const { undoOf, hold, endNote } = state;
  return html`<article>
<h3>${words.webPage.run(run.number, title)}
<span class="pill ${runTones[state.state]}">${words.webPage.runState(state.state, state.outcome)}</span>
${run.mode === "drill" && html`<span class="pill warn">${words.webPage.drill()}</span>`}</h3>
<p class="soft">${state.startedBy.name}, ${reader.time(run.startedAt)}${endOf(run, reader)}${
    inputs.length > 0 && html` · ${words.webPage.runInputs()}: ${inputs.join(", ")}`
  }</p>
${undoOf && html`<p>${words.webPage.undoOf(undoOf.number)}</p>`}
${hold && html`<p>${words.webPage.held(hold)}</p>`}
${endNote && html`<p>${endNote}</p>`}
<ol class="steps">${state.steps.map((step) => runStep(step, reader))}</ol>
</article>`;
}

function endOf({ startedAt, endedAt }: RunRow, reader: Reader): Html | false {
  if (!endedAt) return false;
  const lasted = words.term.duration(endedAt.getTime() - startedAt.getTime());
  return html` · ${words.webPage.endedAfter(lasted)} ${reader.time(endedAt)}`;
}
