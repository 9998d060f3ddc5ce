// The buttons of a run's current step: exactly what the engine offers now.
import type { Button, KnownBlock } from "@slack/types";
import type { OfferedAction } from "../../domain/runbook/actions.ts";
import { changeLine } from "../../domain/runbook/change-line.ts";
import type { CurrentStep } from "../../domain/runbook/describe.ts";
import { unescapeText } from "../../domain/runbook/sink.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId, type RunValue } from "../ids.ts";
import { actions, button, type Choice, confirmation, overflow } from "./elements.ts";
import type { RunSubject } from "./run-subject.ts";

/** More than this crowd a phone: what leaves the road (skip, abort) moves into the menu. */
const MOST_BUTTONS = 5;

export function runButtons(subject: RunSubject): readonly KnownBlock[] {
  const { current } = subject.view;
  if (!current) return [];
  const offered = current.actions;
  const isCrowded = offered.length > MOST_BUTTONS;
  const isAside = ({ action }: OfferedAction): boolean =>
    isCrowded && (action === "skip" || action === "abort");
  const buttons = offered.filter((each) => !isAside(each));
  const aside = offered.filter(isAside);
  const id = blockId(`run${subject.number}`, current.id, current.attempt, `n${subject.version}`);
  return actions(id, [
    ...buttons.map((each) => runButton(subject, current, each)),
    ...(aside.length > 0
      ? [
          overflow(
            ACTIONS.runMore,
            aside.map((each) => choiceOf(subject, current, each)),
          ),
        ]
      : []),
  ]);
}

function runButton(subject: RunSubject, step: CurrentStep, offered: OfferedAction): Button {
  const { action, option, target } = offered;
  const label = labelOf(subject, offered);
  return button({
    action: ACTIONS.runAct,
    part: [action, option?.value ?? target].filter((part) => part !== undefined).join("."),
    label,
    spoken: words.runMessage.spoken(label, subject.number, step.number),
    value: runValue(subject, step, offered),
    style: styleOf(offered),
    confirm: confirmOf(step, offered, label),
  });
}

function labelOf({ view }: RunSubject, { action, option, target }: OfferedAction): string {
  const { runMessage: say } = words;
  if (action === "choose") return option?.label ?? "";
  if (action !== "go-to") return say.button(action);
  const title = view.lines.find((line) => line.id === target)?.title;
  return title === undefined ? say.goToEnd() : say.goTo(unescapeText(title));
}

function runValue(
  { number }: RunSubject,
  { id, attempt }: CurrentStep,
  { action, option, target }: OfferedAction,
): RunValue {
  return {
    about: "run",
    run: number,
    step: id,
    attempt,
    action,
    ...(option && { option: option.value }),
    ...(target !== undefined && { target }),
  };
}

function styleOf({ action, option, confirm }: OfferedAction): "primary" | "danger" | undefined {
  if (option) return option.style;
  if (action === "run") return confirm === "none" ? "primary" : "danger";
  return action === "done" ? "primary" : undefined;
}

/** Where a note is asked for, its form is the second look already. */
function confirmOf(step: CurrentStep, { confirm, note }: OfferedAction, label: string) {
  if (confirm !== "dialog" || note === "required") return undefined;
  const { runMessage: say } = words;
  const first = step.effect?.changes[0];
  const line = first && changeLine(first);
  const what = line ? say.request(line.method, line.path, line.connection) : "";
  const text = say.confirmRun(unescapeText(step.title), what);
  return confirmation(
    { title: say.confirmTitle(), text, yes: say.yes(label), no: say.no() },
    "danger",
  );
}

function choiceOf(subject: RunSubject, step: CurrentStep, offered: OfferedAction): Choice {
  return { label: labelOf(subject, offered), value: runValue(subject, step, offered) };
}
