// The one message of a run: how it stands, its checklist, and only for the current step detail and buttons.

import type { Instant, Person } from "../../domain/runbook/state/stamp.ts";
import type { RunView } from "../../domain/runbook/view/describe.ts";
import { endingOf } from "../../domain/runbook/view/ending.ts";
import { words } from "../../words/words.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { authored, cut, esc } from "../mrkdwn.ts";
import { section } from "./elements.ts";
import { type Look, typed, when, whenDue } from "./look.ts";
import { runBars } from "./run-bars.ts";
import { runButtons } from "./run-buttons.ts";
import { runChanges } from "./run-changes.ts";
import { runChecklist } from "./run-checklist.ts";
import { type RunSubject, stepNow } from "./run-subject.ts";
import { stepDetail } from "./step-detail.ts";
import { stepTitle } from "./step-title.ts";

export function renderRun(subject: RunSubject, look: Look): Drawn {
  const { view } = subject;
  const step = stepNow(view);
  return fitMessage({
    text: sentence(subject),
    blocks: [
      section(headline(subject, look)),
      ...runBars(subject, look),
      ...runChecklist(view, look),
      ...(step ? stepDetail(step, look, view.hold !== undefined) : []),
      ...(isOver(view) ? runChanges(view, look) : []),
      ...runButtons(subject),
    ],
  });
}

const isOver = ({ endedAt }: RunView): boolean => endedAt !== undefined;

function headline({ number, view }: RunSubject, look: Look): string {
  const { runMessage: say } = words;
  const head = say.head(number, authored(view.title, 150));
  const note = view.endNote ? `\n${typed(look, view.endNote, 500)}` : "";
  return `${head}\n${[...standing(view), ...origin(view, look)].join(" · ")}${note}`;
}

function standing(view: RunView): string[] {
  const { runMessage: say, term } = words;
  if (stepNow(view)) return [say.progress(view.position, view.total)];
  if (!isOver(view)) return [say.waitsToStart()];
  return [
    [
      say.ended(endingOf(view)),
      ...(view.endedBy ? [say.endedBy(personName(view.endedBy))] : []),
      say.lasted(term.duration(view.durationMs)),
    ].join(" "),
  ];
}

function origin(view: RunView, look: Look): string[] {
  const { runMessage: say } = words;
  const { assignee, deadlineAt, undoOf } = view;
  return [
    say.startedBy(personName(view.startedBy), at(view.startedAt, look)),
    ...(undoOf ? [say.undoes(undoOf.number)] : []),
    ...(assignee && !isOver(view) ? [say.assignedTo(personName(assignee.to))] : []),
    ...(deadlineAt && !isOver(view)
      ? [say.deadline(whenDue(look, deadlineAt, view.startedAt))]
      : []),
  ];
}

function sentence({ number, view }: RunSubject): string {
  const { runMessage: say } = words;
  return cut(say.sentence(number, authored(view.title, 150), standingSentence(view)), 600);
}

function standingSentence(view: RunView): string {
  const { runMessage: say } = words;
  const { position, total, hold } = view;
  const current = stepNow(view);
  if (isOver(view)) return say.outcome(endingOf(view));
  if (!current) return say.notStarted();
  const step = say.stepSentence(position, total, stepTitle(current, 200));
  if (hold) return say.held(step);
  if (current.state === "needs_decision") return say.needs(step);
  return current.state === "awaiting_approval" ? say.needsApproval(step) : step;
}

/** By name: whoever started it need not be called. */
const personName = ({ name }: Person): string => esc(name, 80);

const at = (instant: Instant, look: Look): string => when(look, new Date(instant), "clock");
