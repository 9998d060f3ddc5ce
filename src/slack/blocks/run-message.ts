// The one message of a run: its checklist, and only for the current step its detail and buttons.
import type { RunView } from "../../domain/runbook/describe.ts";
import type { Instant, Person } from "../../domain/runbook/run.ts";
import { words } from "../../words/words.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { authored, cut, esc } from "../mrkdwn.ts";
import { section } from "./elements.ts";
import { type Look, when } from "./look.ts";
import { runButtons } from "./run-buttons.ts";
import { runChanges } from "./run-changes.ts";
import { runChecklist } from "./run-checklist.ts";
import type { RunSubject } from "./run-subject.ts";
import { stepDetail } from "./step-detail.ts";

export function renderRun(subject: RunSubject, look: Look): Drawn {
  const { view } = subject;
  return fitMessage({
    text: sentence(subject),
    blocks: [
      section(headline(subject, look)),
      ...runChecklist(view, look),
      ...(view.current ? stepDetail(view.current, look) : []),
      ...(view.current ? [] : runChanges(view, look)),
      ...runButtons(subject),
    ],
  });
}

function headline({ number, view }: RunSubject, look: Look): string {
  const { runMessage: say, term } = words;
  const head = say.head(number, authored(view.title, 150));
  const started = say.startedBy(personName(view.startedBy), at(view.startedAt, look));
  if (view.current) return `${head}\n${say.progress(view.position, view.total)} · ${started}`;
  const ending = [
    say.ended(endOf(view)),
    ...(view.endedBy ? [say.endedBy(personName(view.endedBy))] : []),
    say.lasted(term.duration(view.durationMs)),
  ].join(" ");
  const note = view.endNote ? `\n${authored(view.endNote, 500)}` : "";
  return `${head}\n${ending} · ${started}${note}`;
}

function sentence({ number, view }: RunSubject): string {
  const { runMessage: say } = words;
  const { current, position, total } = view;
  const rest = current
    ? say.stepSentence(position, total, authored(current.title, 200))
    : say.outcome(endOf(view));
  return cut(say.sentence(number, authored(view.title, 150), rest), 600);
}

const endOf = ({ outcome, state }: RunView) =>
  state === "aborted" ? "aborted" : (outcome ?? "success");

/** By name: whoever started it need not be called. */
const personName = ({ name }: Person): string => esc(name, 80);

const at = (instant: Instant, look: Look): string => when(look, new Date(instant), "clock");
