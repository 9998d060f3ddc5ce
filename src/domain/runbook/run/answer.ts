// A person's answer to the current step: where it leaves the step, and where the run goes from there.

import { askAgain } from "../approval/approval.ts";
import { isLapsed } from "../approval/approval-vote.ts";
import { answerEffect } from "../effect/effect-click.ts";
import { isSending } from "../effect/effect-look.ts";
import type { ChoiceStep, Step } from "../format/step-format.ts";
import type { Clicked } from "../state/run-event.ts";
import { dropTimer, instant, stateOf, stepOf, type Turn } from "../state/turn.ts";
import { announceEdited } from "./announcement.ts";
import { again, prepare } from "./arrive.ts";
import { runCheck } from "./check-step.ts";
import { collectValues } from "./collect.ts";
import { beginLook } from "./freeze-step.ts";
import { endRun, follow, moveOn, onwardOf, restStep, settle } from "./settle.ts";

export function answer(turn: Turn, event: Clicked): Turn {
  const step = stepOf(turn, event.step);
  if (event.action === "run" && isLapsed(turn, step.id)) return tooLate(turn, step.id);
  const effective = isSending(step) ? answerEffect(turn, step, event) : undefined;
  return effective ?? answerStep(turn, step, event);
}

/** The timer that says so may come later than the click. */
function tooLate(turn: Turn, id: string): Turn {
  const { approval } = stateOf(turn, id);
  const at = approval?.lapsesAt ?? instant(turn);
  return { ...askAgain(turn, id), notice: { code: "approval-lapsed", step: id, at } };
}

function answerStep(turn: Turn, step: Step, event: Clicked): Turn {
  const note = event.note?.trim() ?? "";
  switch (event.action) {
    case "done":
      return done(turn, step, event);
    case "could-not": {
      const reason = { code: "could-not" as const, ...(note ? { note } : {}) };
      return follow(turn, step.id, reason, step.kind === "manual" ? step.on_fail : "ask");
    }
    case "choose":
      return choose(turn, step, event.option);
    case "run":
      return run(turn, step, event);
    case "skip":
    case "leave": {
      const reason = { code: "skipped" as const, why: note };
      return settle(turn, step.id, { state: "skipped", reason }, onwardOf(step));
    }
    case "proceed":
      return prepare(turn, step.id);
    case "retry":
      return again(turn, step.id);
    case "go-to":
      return goTo(turn, step, event.target ?? "end");
    default:
      throw new Error(`a ${step.kind} step takes no '${event.action}'`);
  }
}

function done(turn: Turn, step: Step, event: Clicked): Turn {
  const collected = collectValues(step, event.values);
  const output = collected.ok && collected.output ? { output: collected.output } : {};
  const marked = stateOf(turn, step.id).state === "needs_decision";
  const note = event.note?.trim() ?? "";
  const reason = marked ? { reason: { code: "marked-done" as const, note } } : {};
  return settle(turn, step.id, { state: "succeeded", ...output, ...reason }, onwardOf(step));
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

function run(turn: Turn, step: Step, event: Clicked): Turn {
  const quiet = dropTimer(turn, step.id, "lapse");
  if (step.kind === "check") return runCheck(quiet, step);
  if (step.kind === "freeze" && step.op !== "declare") return beginLook(quiet, step);
  if (step.kind === "announce") return announceEdited(quiet, step, event);
  throw new Error(`a ${step.kind} step has nothing to run`);
}

/** Taking the author's way out is an answer about this step: it did not do what it was for. */
function goTo(turn: Turn, step: Step, target: string): Turn {
  const { reason } = stateOf(turn, step.id);
  const left = restStep(turn, step.id, { state: "failed", ...(reason ? { reason } : {}) });
  if (target !== "end" || turn.run.rollBack) return moveOn(left, step.id, { goto: target });
  return endRun(left, { state: "completed", outcome: "failed" });
}
