// The runs of an incident: every step with how it ended, who decided, and what was sent.
import type { Decision, RunState, StepState } from "../../domain/runbook/run.ts";
import { unescapeText } from "../../domain/runbook/sink.ts";
import type { RunbookShelf } from "../../operations/runbook-shelf.ts";
import type { RunRow } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Reader } from "./facts.ts";
import type { IncidentFile } from "./incident-file.ts";

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
  return html`<article>
<h3>${words.webPage.run(run.number, title)}
<span class="pill ${runTones[state.state]}">${words.webPage.runState(state.state, state.outcome)}</span></h3>
<p class="soft">${reader.name(run.startedBy)}, ${reader.time(run.startedAt)}${
    inputs.length > 0 && html` · ${words.webPage.runInputs()}: ${inputs.join(", ")}`
  }</p>
<ol class="steps">${state.steps.map((step) => stepItem(step, reader))}</ol>
</article>`;
}

function stepItem(step: StepState, reader: Reader): Html {
  return html`<li><p><b>${unescapeText(step.title)}</b> <span class="pill ${stepTone(step)}">${words.webPage.stepPhase(step.state)}</span>
${step.settledAt !== undefined && html`<span class="soft">${reader.time(new Date(step.settledAt))}</span>`}</p>
${step.reason && html`<p>${words.run.reason(step.reason)}</p>`}
${step.decisions.map((decision) => decisionLine(decision, reader))}
${effectLine(step)}</li>`;
}

function stepTone({ state }: StepState): string {
  if (state === "succeeded") return "good";
  if (state === "failed") return "bad";
  return state === "needs_decision" ? "warn" : "";
}

function decisionLine(decision: Decision, reader: Reader): Html {
  const action = decision.option?.label ?? words.webPage.action(decision.action);
  const note = decision.note === undefined ? "" : ` (${decision.note})`;
  return html`<p class="soft">${words.webPage.stepBy(reader.name(decision.by.id), action + note)}, ${reader.time(new Date(decision.at))}</p>`;
}

function effectLine({ effect }: StepState): Html | undefined {
  if (!effect || effect.sends === 0) return undefined;
  const { change, status } = effect;
  if (change.kind !== "http") return undefined;
  const answer = status === undefined ? "" : `, ${words.webPage.answered(status)}`;
  return html`<p class="soft"><code>${words.webPage.request(change.method, change.path, change.connection)}</code>${answer}</p>`;
}
