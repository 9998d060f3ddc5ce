// One button of a run: its words, its look, the question before it counts, and what it carries.
import type { Button } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { OfferedAction } from "../../domain/runbook/run/actions.ts";
import { holdSha8 } from "../../domain/runbook/run/hold.ts";
import type { CurrentStep } from "../../domain/runbook/view/describe.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, type RunValue } from "../ids.ts";
import { changePlain } from "./change-text.ts";
import { button, type Choice, confirmation } from "./elements.ts";
import { type RunSubject, stepNow } from "./run-subject.ts";
import { stepTitlePlain } from "./step-title.ts";

export function runButton(subject: RunSubject, offered: OfferedAction): Button {
  const { action, option, target } = offered;
  const label = labelOf(subject, offered);
  return button({
    action: ACTIONS.runAct,
    part: [action, option?.value ?? target].filter((part) => part !== undefined).join("."),
    label,
    spoken: spokenOf(subject, label),
    value: runValue(subject, offered),
    style: styleOf(offered),
    confirm: confirmOf(stepNow(subject.view), offered, label),
  });
}

export function runChoice(subject: RunSubject, offered: OfferedAction): Choice {
  return { label: labelOf(subject, offered), value: runValue(subject, offered) };
}

function spokenOf({ number, view }: RunSubject, label: string): string {
  const { runMessage: say } = words;
  const step = stepNow(view);
  return step ? say.spoken(label, number, step.number) : say.spokenOfRun(label, number);
}

function labelOf({ view }: RunSubject, offered: OfferedAction): string {
  const { runMessage: say } = words;
  const { action, option, target } = offered;
  if (action === "choose") return option?.label ?? "";
  if (action !== "go-to") return special(stepNow(view), offered) ?? say.button(action);
  const title = view.lines.find((line) => line.id === target)?.title;
  return title === undefined ? say.goToEnd() : say.goTo(unescapeText(title));
}

/** Where the same answer means something else here, or opens a form. */
function special(step: CurrentStep | undefined, { action, note, confirm }: OfferedAction) {
  const { runMessage: say } = words;
  if (action === "done" && note === "required") return vouching(step);
  if (action === "done" && step?.collect) return say.doneWith();
  if (action === "run" && confirm === "type") return say.runTyped();
  return action === "proceed" && step?.kind === "undo" ? say.runAnyway() : undefined;
}

function vouching(step: CurrentStep | undefined): string {
  const { runMessage: say } = words;
  if (step?.kind === "check" || step?.kind === "wait") return say.countAsPassed();
  return step?.kind === "manual" ? say.doneWith() : say.itWorked();
}

function runValue(
  { number, view }: RunSubject,
  { action, option, target }: OfferedAction,
): RunValue {
  const { preflight } = view;
  const current = stepNow(view);
  const sha8 = seenBy(action, view);
  return {
    about: "run",
    run: number,
    step: current?.id ?? "",
    attempt: current?.attempt ?? preflight?.attempt ?? 0,
    action,
    ...(option && { option: option.value }),
    ...(target !== undefined && { target }),
    ...(sha8 !== undefined && { sha8 }),
  };
}

/** The request or the pause that is shown: the click counts for no other. */
function seenBy(action: OfferedAction["action"], view: RunSubject["view"]): string | undefined {
  if (action === "resume") return holdSha8(view);
  const current = stepNow(view);
  return BOUND.has(action) ? (current?.approval?.sha8 ?? current?.effect?.sha8) : undefined;
}

const BOUND = new Set<OfferedAction["action"]>(["run", "approve", "deny", "break-glass"]);

function styleOf(offered: OfferedAction): "primary" | "danger" | undefined {
  const { action, option, confirm, note } = offered;
  if (option) return option.style;
  // Vouching for what did not go well is no road to be drawn to.
  if (action === "done" && note === "required") return undefined;
  if (action === "run") return confirm === "none" ? "primary" : "danger";
  return PRIMARY.has(action) ? "primary" : undefined;
}

const PRIMARY = new Set<OfferedAction["action"]>(["done", "approve", "resume"]);

/** Where a form is opened, it is the second look already. */
function confirmOf(
  step: CurrentStep | undefined,
  { action, confirm, note }: OfferedAction,
  label: string,
) {
  if (!step || note === "required") return undefined;
  if (confirm !== "dialog" && action !== "approve") return undefined;
  const { runMessage: say } = words;
  const text = say.confirmRun(stepTitlePlain(step), whatItDoes(step));
  const style = action === "approve" ? undefined : "danger";
  return confirmation(
    { title: say.confirmTitle(), text, yes: say.yes(label), no: say.no() },
    style,
  );
}

function whatItDoes({ effect }: CurrentStep): string {
  if (!effect) return "";
  const { change: say } = words;
  const names = effect.changes.map((change) => changePlain(change)).join("; ");
  switch (effect.undo.kind) {
    case "plan":
    case "auto":
      return `${names}. ${say.canBeUndone()}`;
    case "irreversible":
      return `${names}. ${say.cannotBeUndone()}`;
    case "none":
      return names;
  }
}
