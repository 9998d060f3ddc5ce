// What holds for a run as a whole and comes before its steps: paused, late, rolling back, not started yet.
import type { KnownBlock } from "@slack/types";
import type { Hold, Preflight } from "../../domain/runbook/state/run.ts";
import type { RunView } from "../../domain/runbook/view/describe.ts";
import { words } from "../../words/words.ts";
import { esc } from "../mrkdwn.ts";
import { context, section } from "./elements.ts";
import { type Look, typed, when } from "./look.ts";
import type { Overdue, RunSubject } from "./run-subject.ts";

export function runBars({ view, overdue }: RunSubject, look: Look): KnownBlock[] {
  const { hold, preflight } = view;
  const isOver = view.endedAt !== undefined;
  return [
    ...(view.mode === "drill" ? [context(words.drill.bar())] : []),
    ...(isCheckOfDrill(view) ? [context(words.drill.check())] : []),
    ...(view.state === "created" && preflight ? preflightBar(preflight, view) : []),
    ...(hold && !isOver ? [section(holdText(hold, look))] : []),
    ...(view.state === "rolling_back" && !view.undoOf ? [section(words.runBar.rollingBack())] : []),
    ...(isOver || view.undoOf ? [] : overdue.map((each) => context(overdueText(each, look)))),
  ];
}

function isCheckOfDrill({ mode, current }: RunView): boolean {
  if (mode !== "drill" || current?.state !== "needs_decision") return false;
  return current.reason?.code === "check-failed" || current.reason?.code === "unknown";
}

function holdText(hold: Hold, look: Look): string {
  const { runBar: say } = words;
  const at = when(look, new Date(hold.at), "clock");
  switch (hold.code) {
    case "paused": {
      const note = hold.note === undefined ? null : typed(look, hold.note, 500);
      return say.paused(esc(hold.by.name, 80), at, note);
    }
    case "deadline":
      return say.deadline(at);
    case "incompatible":
      return say.incompatible(esc(hold.message, 500));
  }
}

const MOST_FINDINGS = 8;

function preflightBar({ state, findings }: Preflight, view: RunView): KnownBlock[] {
  const { runBar: say } = words;
  switch (state) {
    case "looking":
      return [section(say.looking())];
    case "passed":
      return [];
    case "found": {
      const lines = findings
        .slice(0, MOST_FINDINGS)
        .map(({ connection, message, steps }) =>
          say.finding(esc(connection, 80), esc(message, 300), say.steps(numbersOf(steps, view))),
        );
      const rest = findings.length - lines.length;
      return [
        section(
          [say.found(), ...lines, ...(rest > 0 ? [words.runMessage.more(rest)] : [])].join("\n"),
        ),
      ];
    }
  }
}

function numbersOf(steps: readonly string[], { lines }: RunView): string[] {
  return lines.filter(({ id }) => steps.includes(id)).map(({ number }) => String(number));
}

function overdueText(overdue: Overdue, look: Look): string {
  const { runBar: say } = words;
  const owner = esc(overdue.owner, 80);
  switch (overdue.what) {
    case "review":
      return say.reviewOverdue(esc(overdue.day, 20), owner);
    case "rehearsal":
      return say.rehearsalOverdue(overdue.last ? when(look, overdue.last) : null, owner);
  }
}
