// Answers that only a step with an effect takes: send it, look again, say what became of it.

import type { UndoesStep } from "../format/step-format.ts";
import { again } from "../run/arrive.ts";
import { onwardOf, settle } from "../run/settle.ts";
import type { Reason } from "../state/reason.ts";
import type { Clicked } from "../state/run-event.ts";
import { patchStep, stateOf, type Turn } from "../state/turn.ts";
import { leaveAll, markedDone } from "../undo/undo-done.ts";
import { happened, verifyOrSettle } from "./effect-finish.ts";
import { startFollowing } from "./effect-follow.ts";
import { effectOf, lookAside, type SendingStep } from "./effect-look.ts";
import { runEffect } from "./effect-run.ts";
import { sendRequest } from "./effect-send.ts";

/** Undefined where the answer means the same as at any other step. */
export function answerEffect(turn: Turn, step: SendingStep, event: Clicked): Turn | undefined {
  const { state, reason, effect } = stateOf(turn, step.id);
  switch (event.action) {
    case "run":
      return runEffect(turn, step);
    case "retry":
      return state === "retry_wait" ? sendRequest(turn, step.id) : undefined;
    case "check-again":
      return checkAgain(turn, step);
    case "it-happened":
      return happened(asNextAttempt(turn, step.id), step);
    case "it-did-not":
      return didNot(turn, step);
    case "proceed":
      return reason?.code === "when-unknown" || !effect ? undefined : proceedAnyway(turn, step);
    default:
      return step.kind === "undo" ? answerUndo(turn, step, event) : undefined;
  }
}

function answerUndo(turn: Turn, step: UndoesStep, event: Clicked): Turn | undefined {
  const note = event.note?.trim() ?? "";
  switch (event.action) {
    case "done":
      return markedDone(turn, step, note);
    case "skip":
      return leave(turn, step, { code: "skipped", why: note });
    case "leave":
      return leave(turn, step, { code: "left", note });
    default:
      return undefined;
  }
}

/** It is read back once more: the end of the work that was followed, or what a verify reads. */
function checkAgain(turn: Turn, step: SendingStep): Turn {
  const code = stateOf(turn, step.id).reason?.code;
  const next = asNextAttempt(turn, step.id);
  const isWorking = code === "timed-out" || code === "cannot-look" || code === "work-failed";
  return isWorking && effectOf(next, step.id).follow
    ? startFollowing(next, step, undefined)
    : verifyOrSettle(next, step);
}

/** Somebody looked at what differs and says "run anyway": it is compared no more. */
function proceedAnyway(turn: Turn, step: SendingStep): Turn {
  const next = asNextAttempt(turn, step.id);
  const { onlyIf: _, released: __, ...effect } = effectOf(next, step.id);
  return lookAside(patchStep(next, step.id, { effect }), step);
}

/** A person vouches for it, so that it is a new effect; while everything is being undone there is none. */
function didNot(turn: Turn, step: SendingStep): Turn {
  if (!turn.run.rollBack || step.kind === "undo") return again(turn, step.id);
  const { doubt: _, ...effect } = effectOf(turn, step.id);
  const sure = patchStep(turn, step.id, { effect: { ...effect, phase: "cancelled" } });
  return settle(sure, step.id, { state: "skipped", reason: { code: "run-ended" } }, "next");
}

type Left = Extract<Reason, { code: "skipped" | "left" }>;

function leave(turn: Turn, step: UndoesStep, reason: Left): Turn {
  const note = reason.code === "left" ? reason.note : reason.why;
  const left = leaveAll(turn, step.id, note);
  return settle(left, step.id, { state: "skipped", reason }, onwardOf(step));
}

function asNextAttempt(turn: Turn, id: string): Turn {
  return patchStep(turn, id, { attempt: stateOf(turn, id).attempt + 1, reason: undefined });
}
