// Answers that only a step with an effect takes: send it, look again, say what became of it.
import { happened, verifyOrSettle } from "./effect-finish.ts";
import { startFollowing } from "./effect-follow.ts";
import { effectOf, looked, type SendingStep } from "./effect-look.ts";
import { runEffect } from "./effect-run.ts";
import { sendRequest } from "./effect-send.ts";
import type { Clicked } from "./run-event.ts";
import { onwardOf, settle } from "./settle.ts";
import { patchStep, stateOf, type Turn } from "./turn.ts";
import { leaveAll, markedDone } from "./undo-done.ts";

/** Undefined where the answer means the same as at any other step. */
export function answerEffect(turn: Turn, step: SendingStep, event: Clicked): Turn | undefined {
  const { state, reason, effect } = stateOf(turn, step.id);
  const note = event.note?.trim() ?? "";
  switch (event.action) {
    case "run":
      return runEffect(turn, step);
    case "retry":
      return state === "retry_wait" ? sendRequest(turn, step.id) : undefined;
    case "check-again":
      return checkAgain(turn, step);
    case "it-happened":
      return happened(asNextAttempt(turn, step.id), step);
    case "proceed":
      return reason?.code === "when-unknown" || !effect ? undefined : proceedAnyway(turn, step);
    case "done":
      return step.kind === "undo" ? markedDone(turn, step, note) : undefined;
    case "skip":
      return step.kind === "undo" ? leave(turn, step, { code: "skipped", why: note }) : undefined;
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
  return looked(patchStep(next, step.id, { effect }), step);
}

type Left = Parameters<typeof settle>[2]["reason"];

function leave(turn: Turn, step: SendingStep, reason: NonNullable<Left>): Turn {
  const note = "why" in reason ? reason.why : "note" in reason ? (reason.note ?? "") : "";
  const left = leaveAll(turn, step.id, note);
  return settle(left, step.id, { state: "skipped", reason }, onwardOf(step));
}

function asNextAttempt(turn: Turn, id: string): Turn {
  return patchStep(turn, id, { attempt: stateOf(turn, id).attempt + 1, reason: undefined });
}
