// What a planned step would read and send, and how it would be taken back, as far as that is known beforehand.

import type { Planned, PlannedRead, PlannedStep, RunPlan } from "../../domain/runbook/plan/plan.ts";
import type { Change, Read } from "../../domain/runbook/state/change.ts";
import type { MetricQuery } from "../../domain/runbook/state/intent.ts";
import { words } from "../../words/words.ts";
import { authored, code, esc, escLines } from "../mrkdwn.ts";
import { changeBody, changeBrief, changeName, targetOf, valueText } from "./change-text.ts";

const MOST_READS = 8;

export function plannedReads({ reads }: PlannedStep): string[] {
  return reads.slice(0, MOST_READS).map(readLine);
}

function readLine(read: PlannedRead): string {
  const { plan: say } = words;
  if (read.kind === "metric") {
    return say.reads(
      code(read.name, 60),
      known(read.query, ({ source }) => sourceText(source)),
    );
  }
  const what = readText(read.read);
  switch (read.purpose) {
    case "before":
      return say.readsFirst(what);
    case "probe":
      return say.probes(what);
    case "looks":
      return say.looks(what);
  }
}

function known<T>(planned: Planned<T>, text: (value: T) => string): string {
  return planned.ok ? text(planned.value) : words.plan.unknown(esc(planned.message, 200));
}

function sourceText(source: MetricQuery["source"]): string {
  if (source.kind === "http") return changeName(source.request);
  return words.plan.query(code(source.promql, 300), esc(source.connection, 60));
}

function readText(read: Read): string {
  const { plan: say } = words;
  switch (read.kind) {
    case "http":
      return words.change.http(read.method, code(targetOf(read), 200), esc(read.connection, 60));
    case "flag-state":
      return say.flagState(code(read.flag, 80), esc(read.env, 60), esc(read.connection, 60));
    case "deployments":
      return say.deployments(esc(read.environment, 60), esc(read.repo, 100));
    case "deployment":
      return say.deployment(esc(read.environment, 60), esc(read.repo, 100));
    case "workflow-run":
      return say.workflowRun(code(read.workflow, 80), esc(read.repo, 100));
    case "freeze-preflight":
      return say.freezePreflight(read.repositories.length);
    case "frozen-by":
      return say.frozenBy(read.repositories.length);
    case "freeze":
    case "freeze-report":
      return say.freeze(typeof read.freeze === "string" ? code(read.freeze, 60) : code("FRZ", 60));
  }
}

export function plannedEffect(step: PlannedStep, plan: RunPlan): string[] {
  const { plan: say } = words;
  const { change, verify } = step;
  return [
    ...(change ? changeLines(change) : []),
    ...(verify ? [say.verify(readText(verify.request), valueText(verify.equals))] : []),
    ...undoLine(step, plan),
  ];
}

function changeLines(change: Planned<Change>): string[] {
  const { plan: say } = words;
  if (!change.ok) return [say.sendsUnknown(esc(change.message, 200))];
  const body = changeBody(change.value);
  return [say.sends(changeName(change.value)), ...(body === undefined ? [] : [fenced(body)])];
}

/** Within a fence nothing is markup but a fence. */
function fenced(body: string): string {
  return `\`\`\`\n${escLines(body.replaceAll("`", "ˋ"), 700)}\n\`\`\``;
}

function undoLine({ undo }: PlannedStep, { steps }: RunPlan): string[] {
  const { plan: say, term } = words;
  if (!undo) return [];
  switch (undo.kind) {
    case "request": {
      const line = say.undo(known(undo.change, changeBrief));
      const forMs = undo.validForMs;
      return [forMs === undefined ? line : `${line} ${say.undoFor(term.duration(forMs))}`];
    }
    case "auto":
      return [say.undoAuto()];
    case "undoes": {
      const named = steps.filter(({ id }) => undo.steps.includes(id));
      return [say.undoes(named.map(({ number }) => String(number)).join(", "))];
    }
    case "irreversible":
      return [say.irreversible(authored(undo.why, 300))];
    case "none":
      return [];
  }
}
