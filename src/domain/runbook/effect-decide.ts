// What a person's answer about an effect does: once more, look again, it happened, run anyway.
import { happened, verifyOrSettle } from "./effect-finish.ts";
import { startFollowing } from "./effect-follow.ts";
import { effectOf, looked, type SendingStep } from "./effect-look.ts";
import { sendRequest } from "./effect-send.ts";
import { patchStep, stateOf, type Turn } from "./turn.ts";
import { decideUndo } from "./undo-done.ts";

export type EffectAction =
  | "retry"
  | "check-again"
  | "proceed"
  | "it-happened"
  | "it-did-not"
  | "done"
  | "leave";

/** Undefined where the answer means for an effect what it means for every step. */
export function actOnEffect(
  turn: Turn,
  step: SendingStep,
  action: EffectAction,
  note: string,
): Turn | undefined {
  const { state, reason } = stateOf(turn, step.id);
  switch (action) {
    case "retry":
      return state === "retry_wait" ? sendRequest(turn, step.id) : undefined;
    case "check-again":
      return checkAgain(turn, step);
    case "proceed":
      return reason?.code === "when-unknown" ? undefined : proceedAnyway(turn, step);
    case "it-happened":
      return happened(asNextAttempt(turn, step.id), step);
    case "it-did-not":
      return undefined;
    case "done":
      return step.kind === "undo" ? decideUndo(turn, step, "undone", note) : undefined;
    case "leave":
      return step.kind === "undo" ? decideUndo(turn, step, "left", note) : undefined;
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

function asNextAttempt(turn: Turn, id: string): Turn {
  return patchStep(turn, id, { attempt: stateOf(turn, id).attempt + 1, reason: undefined });
}
