// Answers that only a step with an effect takes: send it, look again, say what became of it.
import { again } from "./arrive.ts";
import { verifyOrSettle } from "./http-finish.ts";
import { sendRequest } from "./http-step.ts";
import type { Clicked } from "./run-event.ts";
import type { EffectStep, UndoesStep } from "./step-format.ts";
import { dropTimer, patchStep, stateOf, type Turn } from "./turn.ts";

/** Undefined where the answer means the same as at any other step. */
export function answerEffect(
  turn: Turn,
  step: EffectStep | UndoesStep,
  event: Clicked,
): Turn | undefined {
  switch (event.action) {
    case "run":
      return sendRequest(dropTimer(turn, step.id, "lapse"), step.id);
    case "retry": {
      const waits = stateOf(turn, step.id).state === "retry_wait";
      return waits ? sendRequest(dropTimer(turn, step.id, "retry"), step.id) : again(turn, step.id);
    }
    case "it-did-not":
      return again(turn, step.id);
    case "check-again":
    case "it-happened":
      return finishAnew(turn, step, event);
    default:
      return undefined;
  }
}

function finishAnew(turn: Turn, step: EffectStep | UndoesStep, { action }: Clicked): Turn {
  if (step.kind !== "http") throw new Error(`a ${step.kind} step is not carried out yet`);
  const { attempt } = stateOf(turn, step.id);
  const next = patchStep(turn, step.id, { attempt: attempt + 1, reason: undefined });
  return verifyOrSettle(next, step, action === "it-happened" ? { code: "happened" } : undefined);
}
