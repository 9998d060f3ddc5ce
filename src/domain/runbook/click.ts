// A person's answer: who may be first is decided here, by state and attempt and nothing else.
import { availableActions, type OfferedAction } from "./actions.ts";
import { again, announce, prepare } from "./arrive.ts";
import { runCheck } from "./check-step.ts";
import { actOnEffect } from "./effect-decide.ts";
import { isSending } from "./effect-look.ts";
import { runEffect } from "./effect-run.ts";
import type { RunRefusal } from "./refusal.ts";
import type { Decision, StepState } from "./run.ts";
import type { Clicked } from "./run-event.ts";
import { endRun, follow, moveOn, onwardOf, settle } from "./settle.ts";
import type { ChoiceStep, Step } from "./step-format.ts";
import { instant, patchStep, stateOf, stepOf, type Turn } from "./turn.ts";

export type Heard = { readonly turn: Turn } | { readonly refusal: RunRefusal };

export function click(turn: Turn, clicked: Clicked): Heard {
  const event = clicked.action === "abort" ? aimAtRun(turn, clicked) : clicked;
  const refusal = refuse(turn, event);
  if (refusal) return { refusal };
  return { turn: act(remember(turn, event), stepOf(turn, event.step), event) };
}

/** Stopping is meant for the run: a step that moved on by itself meanwhile must not save it. */
function aimAtRun(turn: Turn, event: Clicked): Clicked {
  const here = turn.run.steps.find(({ id }) => id === turn.run.cursor);
  return here ? { ...event, step: here.id, attempt: here.attempt } : event;
}

/** Undefined when the click counts. */
function refuse(turn: Turn, event: Clicked): RunRefusal | undefined {
  const state = turn.run.steps.find(({ id }) => id === event.step);
  if (!state) return { code: "no-such-step", step: event.step };
  if (turn.run.cursor !== event.step || state.attempt !== event.attempt)
    return whoWon(state, event);
  const offered = availableActions(turn.runbook, turn.run);
  const fitting = offered.filter(({ action }) => action === event.action);
  if (fitting.length === 0) return notOffered(state, event, offered);
  if (!fitting.some((offer) => isMeant(offer, event))) {
    const options = fitting.flatMap(({ option, target }) => option?.value ?? target ?? []);
    return { code: "no-such-option", option: event.option ?? event.target ?? "", options };
  }
  const needsNote = fitting.some(({ note }) => note === "required");
  return needsNote && !event.note?.trim()
    ? { code: "note-required", action: event.action }
    : undefined;
}

function isMeant({ option, target }: OfferedAction, event: Clicked): boolean {
  return option?.value === event.option && target === event.target;
}

/** The button was there a moment ago: a decision of this attempt took it away. */
function notOffered(
  state: StepState,
  event: Clicked,
  offered: readonly OfferedAction[],
): RunRefusal {
  const decision = state.decisions.findLast(({ attempt }) => attempt === event.attempt);
  if (decision) return { code: "already-decided", step: state.id, decision };
  const actions = [...new Set(offered.map(({ action }) => action))];
  return { code: "not-offered", action: event.action, offered: actions };
}

function whoWon(state: StepState, event: Clicked): RunRefusal {
  const decision = state.decisions.findLast(({ attempt }) => attempt === event.attempt);
  if (decision) return { code: "already-decided", step: state.id, decision };
  return { code: "moved-on", step: state.id, title: state.title };
}

function remember(turn: Turn, event: Clicked): Turn {
  const { decisions } = stateOf(turn, event.step);
  const step = stepOf(turn, event.step);
  const option = step.kind === "choice" ? chosen(step, event.option) : undefined;
  const note = event.note?.trim();
  const decision: Decision = {
    attempt: event.attempt,
    by: event.by,
    at: instant(turn),
    action: event.action,
    ...(option ? { option: { value: option.value, label: option.label } } : {}),
    ...(event.target === undefined ? {} : { target: event.target }),
    ...(note ? { note } : {}),
  };
  return patchStep(turn, event.step, { decisions: [...decisions, decision] });
}

function act(turn: Turn, step: Step, event: Clicked): Turn {
  const note = event.note?.trim() ?? "";
  switch (event.action) {
    case "done":
      return done(turn, step, note);
    case "could-not": {
      const reason = { code: "could-not" as const, ...(note ? { note } : {}) };
      return follow(turn, step.id, reason, step.kind === "manual" ? step.on_fail : "ask");
    }
    case "choose":
      return choose(turn, step, event.option);
    case "run":
      return run(turn, step);
    case "skip": {
      const reason = { code: "skipped" as const, why: note };
      return settle(turn, step.id, { state: "skipped", reason }, onwardOf(step));
    }
    case "proceed":
      return prepare(turn, step.id);
    case "go-to":
      return goTo(turn, step, event.target ?? "end");
    case "abort":
      return endRun(turn, { state: "aborted", outcome: "left_as_is", by: event.by, note });
    case "retry":
    case "check-again":
    case "it-happened":
    case "it-did-not":
      return (
        (isSending(step) && actOnEffect(turn, step, event.action, note)) || again(turn, step.id)
      );
    case "approve":
    case "deny":
    case "break-glass":
    case "assign":
    case "pause":
    case "resume":
    case "start-anyway":
    case "look-again":
    case "cancel":
    case "leave":
    case "roll-back":
      throw new Error(`'${event.action}' is not offered yet`);
  }
}

function done(turn: Turn, step: Step, note: string): Turn {
  const marked = stateOf(turn, step.id).state === "needs_decision";
  const reason = marked ? { reason: { code: "marked-done" as const, note } } : {};
  return settle(turn, step.id, { state: "succeeded", ...reason }, onwardOf(step));
}

function choose(turn: Turn, step: Step, value: string | undefined): Turn {
  const option = step.kind === "choice" ? chosen(step, value) : undefined;
  if (step.kind !== "choice" || !option)
    throw new Error(`step '${step.id}' has no option '${value}'`);
  const onward = option.goto === undefined ? step.then : { goto: option.goto };
  return settle(turn, step.id, { state: "succeeded", output: { value: option.value } }, onward);
}

function chosen(step: ChoiceStep, value: string | undefined) {
  return step.options.find((option) => option.value === value);
}

function run(turn: Turn, step: Step): Turn {
  if (isSending(step)) return runEffect(turn, step);
  if (step.kind === "check") return runCheck(turn, step);
  if (step.kind === "announce") return announce(turn, step);
  throw new Error(`a ${step.kind} step has nothing to run`);
}

/** Taking the author's way out is an answer about this step: it did not do what it was for. */
function goTo(turn: Turn, step: Step, target: string): Turn {
  const left = patchStep(turn, step.id, { state: "failed", settledAt: instant(turn), timers: {} });
  if (target !== "end") return moveOn(left, step.id, { goto: target });
  return endRun(left, { state: "completed", outcome: "failed" });
}
