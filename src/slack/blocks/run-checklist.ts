// The lines of a run's steps: state, title, who and when; of a long run only those around the current one.
import type { KnownBlock } from "@slack/types";
import type { Mark, RunView, StepLine } from "../../domain/runbook/describe.ts";
import { words } from "../../words/words.ts";
import { authored, esc } from "../mrkdwn.ts";
import { section } from "./elements.ts";
import { type Look, when } from "./look.ts";

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
  const title = authored(line.title, 160);
  const name = line.mark === "current" || line.mark === "blocked" ? `*${title}*` : title;
  return [
    `${marks[line.mark]} ${line.number} ${name}`,
    ...(line.choice ? [words.runMessage.chose(esc(line.choice, 80))] : []),
    ...reasonOf(line),
    ...whoAndWhen(line, look),
  ].join(" ");
}

function reasonOf({ mark, reason }: StepLine): string[] {
  if (!reason || (mark !== "skipped" && mark !== "failed")) return [];
  return [`_${authored(words.run.reason(reason), 120)}_`];
}

function whoAndWhen({ mark, by, at }: StepLine, look: Look): string[] {
  if (!by || !at || mark === "current" || mark === "pending") return [];
  return [words.runMessage.who(esc(by.name, 60), when(look, new Date(at), "clock"))];
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
