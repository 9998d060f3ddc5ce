// A plan of a run: every step with all it would read, send, say and undo; for a view.
import type { KnownBlock } from "@slack/types";
import type { PlannedStep, RunPlan } from "../../domain/runbook/plan/plan.ts";
import { countSteps } from "../../domain/runbook/view/step-number.ts";
import { words } from "../../words/words.ts";
import { fitView } from "../limits.ts";
import { authored, code, esc } from "../mrkdwn.ts";
import { context, section } from "./elements.ts";
import { plannedEffect, plannedReads } from "./planned-effect.ts";

export function planBlocks(plan: RunPlan): readonly KnownBlock[] {
  const { plan: say } = words;
  return fitView([
    section(`${say.head(authored(plan.title, 150))}\n${headFacts(plan).join(" · ")}`),
    context(say.nothingDone()),
    ...plan.steps.map((step) => section(stepLines(step, plan).join("\n"))),
  ]);
}

function headFacts({ steps, inputs, lock, deadlineMs }: RunPlan): string[] {
  const { plan: say, term } = words;
  const values = assignments(Object.entries(inputs));
  return [
    term.count(countSteps(steps), ...say.steps),
    ...(values === "" ? [] : [say.inputs(values)]),
    ...(lock === undefined ? [] : [say.lock(code(lock, 100))]),
    ...(deadlineMs === undefined ? [] : [say.deadline(term.duration(deadlineMs))]),
  ];
}

function assignments(entries: readonly (readonly [string, unknown])[]): string {
  return entries.map(([name, value]) => code(`${name} = ${String(value)}`, 100)).join(", ");
}

function stepLines(step: PlannedStep, plan: RunPlan): string[] {
  return [
    ...titleLine(step),
    ...(step.text === undefined ? [] : [authored(step.text, 400)]),
    ...approvalLine(step),
    ...plannedReads(step),
    ...conditionLine(step),
    ...announcementLine(step),
    ...plannedEffect(step, plan),
    ...peopleLines(step),
  ];
}

function titleLine({ number, title, when, isAutomatic }: PlannedStep): string[] {
  const { plan: say } = words;
  const facts = [
    ...(isAutomatic ? [say.byItself()] : []),
    ...(when === undefined ? [] : [say.onlyIf(code(when, 300))]),
  ];
  const name = say.title(number, authored(title, 160));
  return [facts.length > 0 ? `${name} · ${facts.join(" · ")}` : name];
}

function approvalLine({ approval }: PlannedStep): string[] {
  if (!approval) return [];
  const { plan: say, term } = words;
  const from = approval.from.map((principal) => esc(principal, 60)).join(", ");
  const line = say.approval(approval.need, from, term.duration(approval.timeout));
  const { exclude } = approval;
  return [exclude.length > 0 ? `${line} ${say.exclude(exclude)}` : line];
}

function conditionLine({ kind, condition, holdMs, timeoutMs }: PlannedStep): string[] {
  const { plan: say, term } = words;
  const within = timeoutMs === undefined ? [] : [say.within(term.duration(timeoutMs))];
  if (condition === undefined) return within;
  const shown = code(condition, 300);
  if (kind !== "wait") return [[say.passesIf(shown), ...within].join(" · ")];
  const hold = holdMs ? [say.hold(term.duration(holdMs))] : [];
  return [[say.until(shown), ...hold, ...within].join(" · ")];
}

function announcementLine({ announcement }: PlannedStep): string[] {
  if (!announcement) return [];
  const { runMessage: say } = words;
  const to = announcement.to.map((each) => esc(say.audience(each), 90)).join(", ");
  return [say.willSay(to), `> ${authored(announcement.text, 600).replaceAll("\n", "\n> ")}`];
}

function peopleLines({ options, collects, assumed }: PlannedStep): string[] {
  const { plan: say } = words;
  const choices = options.map(({ label, goto }) =>
    say.option(esc(label, 75), goto === undefined ? null : code(goto, 60)),
  );
  const values = assignments(assumed.map(({ name, value }) => [name, value] as const));
  return [
    ...(choices.length > 0 ? [say.options(choices.join(", "))] : []),
    ...(collects.length > 0 ? [say.collects(esc(collects.join(", "), 300))] : []),
    ...(values === "" ? [] : [say.assumed(values)]),
  ];
}
