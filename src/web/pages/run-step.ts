// One step of a run: how it ended, who decided what and when, how long it took, what was sent, and what became of that.

import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { ApprovalState } from "../../domain/runbook/state/approval-state.ts";
import type { Decision, StepState } from "../../domain/runbook/state/step-state.ts";
import { changeLine } from "../../domain/runbook/view/change-line.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Reader } from "./facts.ts";

export function runStep(step: StepState, reader: Reader): Html {
  const { approval, assignee } = step;
  return html`<li><p><b>${unescapeText(step.title)}</b> <span class="pill ${tone(step)}">${words.webPage.stepPhase(step.state)}</span>
${times(step, reader)}</p>
${step.reason && html`<p>${words.run.reason(step.reason)}</p>`}
${assignee && html`<p class="soft">${words.webPage.assigned(assignee.to.name, assignee.by.name)}, ${reader.time(new Date(assignee.at))}</p>`}
${step.decisions.filter(isOwn).map((decision) => decisionLine(decision, reader))}
${approval && approvalLines(approval, reader)}
${effectLine(step)}
${undoLine(step, reader)}</li>`;
}

function tone({ state }: StepState): string {
  if (state === "succeeded") return "good";
  if (state === "failed") return "bad";
  return state === "needs_decision" ? "warn" : "";
}

function times({ arrivedAt, settledAt }: StepState, reader: Reader): Html | false {
  if (arrivedAt === undefined) return false;
  const from = reader.time(new Date(arrivedAt));
  if (settledAt === undefined) return html`<span class="soft">${from}</span>`;
  const lasted = words.term.duration(Date.parse(settledAt) - Date.parse(arrivedAt));
  return html`<span class="soft">${from} – ${reader.time(new Date(settledAt))}, ${lasted}</span>`;
}

/** Votes stand with their approval. */
const isOwn = ({ action }: Decision): boolean =>
  action !== "approve" && action !== "deny" && action !== "break-glass";

function decisionLine(decision: Decision, reader: Reader): Html {
  const action = decision.option?.label ?? words.webPage.action(decision.action);
  const note = decision.note === undefined ? "" : ` (${decision.note})`;
  return html`<p class="soft">${words.webPage.stepBy(reader.name(decision.by.id), action + note)}, ${reader.time(new Date(decision.at))}</p>`;
}

function approvalLines(approval: ApprovalState, reader: Reader): Html {
  const { votes, need, brokenGlass } = approval;
  const given = votes.filter(({ vote }) => vote === "approve").length;
  return html`<p class="soft">${words.webPage.approval(given, need)}</p>
${votes.map(({ by, at, vote, note }) => {
  const said = words.webPage.action(vote) + (note === undefined ? "" : ` (${note})`);
  return html`<p class="soft">${words.webPage.stepBy(by.name, said)}, ${reader.time(new Date(at))}</p>`;
})}
${
  brokenGlass &&
  html`<p><span class="pill bad">${words.webPage.override()}</span> ${words.webPage.stepBy(brokenGlass.by.name, brokenGlass.why)}, ${reader.time(new Date(brokenGlass.at))}</p>`
}`;
}

function effectLine({ effect }: StepState): Html | undefined {
  if (!effect || effect.sends === 0) return undefined;
  const { status, url } = effect;
  const { method, path, connection } = changeLine(effect.change);
  const answer = status === undefined ? "" : `, ${words.webPage.answered(status)}`;
  const isLink = url !== undefined && /^https?:\/\//.test(url);
  return html`<p class="soft"><code>${words.webPage.request(method, path, connection)}</code>${answer}
${isLink && html`<a href="${url}">${url}</a>`}</p>`;
}

function undoLine({ undo, left }: StepState, reader: Reader): Html | undefined {
  const settled = undo?.state === "undone" ? undo : (left ?? undo);
  if (!settled) return undefined;
  const state = left && undo?.state !== "undone" ? "left" : (undo?.state ?? "left");
  const { by, at, note } = settled;
  const who = by ? html`, ${by.name}` : "";
  return html`<p class="soft">${words.webPage.undoStates[state]}${note !== undefined && html`: ${note}`}${who}${at !== undefined && html`, ${reader.time(new Date(at))}`}</p>`;
}
