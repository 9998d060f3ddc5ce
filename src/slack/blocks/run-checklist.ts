// The lines of a run's steps: state, title, who and when; of a long run only those around the current one.
import type { KnownBlock } from "@slack/types";
import type { Mark, RunView, StepLine } from "../../domain/runbook/view/describe.ts";
import { words } from "../../words/words.ts";
import { authored, esc } from "../mrkdwn.ts";
import { section } from "./elements.ts";
import { type Look, when } from "./look.ts";
import { isUnknown, reasonLine } from "./reason-text.ts";
import { stepTitle } from "./step-title.ts";

const marks: Readonly<Record<Mark, string>> = {
  done: "✅",
  current: "▶",
  blocked: "⚠",
  pending: "▫",
  failed: "❌",
  skipped: "⏭",
  cancelled: "✖",
};

/** Runs longer than this show a window; so do lines that would crowd the message out. */
const MOST_LINES = 40;
const MOST_CHARACTERS = 4_500;
const BEFORE = 2;
const AFTER = 5;
const PART = 2_500;

export function runChecklist(view: RunView, look: Look): KnownBlock[] {
  const all = view.lines.filter(isShown).map((line) => lineText(line, look));
  const isLong = all.length > MOST_LINES || all.join("\n").length > MOST_CHARACTERS;
  const lines = isLong ? around(all, view.position - 1) : all;
  return partsOf(lines).map((text) => section(text));
}

/** Of the ways a run can end only the one it took, or waits at. */
const isShown = ({ kind, mark }: StepLine): boolean =>
  kind !== "end" || (mark !== "pending" && mark !== "skipped" && mark !== "cancelled");

function lineText(line: StepLine, look: Look): string {
  if (line.kind === "end" && line.mark === "done") return `🏁 ${authored(line.title, 160)}`;
  const title = stepTitle(line, 160);
  const name = line.mark === "current" || line.mark === "blocked" ? `*${title}*` : title;
  return [
    `${markText(line)} ${line.number} ${name}`,
    ...(line.choice ? [words.runMessage.chose(esc(line.choice, 80))] : []),
    ...valuesOf(line),
    ...reasonOf(line, look),
    ...whoAndWhen(line, look),
  ].join(" ");
}

/** Not known is not failed, and never looks like it. */
function markText({ mark, reason }: StepLine): string {
  return mark === "blocked" && reason && isUnknown(reason) ? "❓" : marks[mark];
}

const MOST_VALUES = 6;

/** What people filled in; what other systems answered stands in the run's thread. */
function valuesOf({ kind, mark, output }: StepLine): string[] {
  if (kind !== "manual" || mark !== "done") return [];
  const { runMessage: say } = words;
  const values = Object.entries(output ?? {})
    .slice(0, MOST_VALUES)
    .map(([name, value]) => say.value(esc(name, 40), esc(String(value), 60)));
  return values.length > 0 ? [say.chose(values.join(", "))] : [];
}

function reasonOf({ mark, reason }: StepLine, look: Look): string[] {
  const isSaid = mark === "skipped" || mark === "failed" || mark === "done";
  return reason && isSaid && reason.code !== "run-ended"
    ? [`_${reasonLine(reason, look, 120)}_`]
    : [];
}

/** Who did it, when, and how long it took; of what is still to come whose it is. */
function whoAndWhen(line: StepLine, look: Look): string[] {
  const { mark, by, assignee } = line;
  if (mark === "done" || mark === "failed" || (mark === "skipped" && by)) return past(line, look);
  if (mark === "skipped" || mark === "cancelled" || !assignee) return [];
  return [words.runMessage.forWhom(esc(assignee.to.name, 60))];
}

function past({ mark, by, at, durationMs }: StepLine, look: Look): string[] {
  const { runMessage: say, term } = words;
  if (!at) return [];
  const clock = when(look, new Date(at), "clock");
  const took = mark === "skipped" || durationMs === undefined ? null : term.duration(durationMs);
  return [say.whoAndWhen(by ? esc(by.name, 60) : null, clock, took)];
}

function around(lines: readonly string[], current: number): string[] {
  const from = Math.max(0, current - BEFORE);
  const to = Math.min(lines.length, current + AFTER + 1);
  const hidden = lines.length - to;
  return [
    ...(from > 0 ? [words.runMessage.more(from)] : []),
    ...lines.slice(from, to),
    ...(hidden > 0 ? [words.runMessage.more(hidden)] : []),
  ];
}

/** A section holds 3,000 characters. */
function partsOf(lines: readonly string[]): string[] {
  const parts: string[] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length + 1 <= PART) {
      parts[parts.length - 1] = `${last}\n${line}`;
    } else parts.push(line);
  }
  return parts;
}
