// Answers that only a step with an effect takes: send it, look again, say what became of it.
import { again } from "./arrive.ts";
import { actOnEffect } from "./effect-decide.ts";
import type { SendingStep } from "./effect-look.ts";
import { runEffect } from "./effect-run.ts";
import type { Clicked } from "./run-event.ts";
import type { Turn } from "./turn.ts";

/** Undefined where the answer means the same as at any other step. */
export function answerEffect(turn: Turn, step: SendingStep, event: Clicked): Turn | undefined {
  const note = event.note?.trim() ?? "";
  switch (event.action) {
    case "run":
      return runEffect(turn, step);
    case "it-did-not":
      return again(turn, step.id);
    case "retry":
    case "check-again":
    case "proceed":
    case "it-happened":
    case "done":
    case "leave":
      return actOnEffect(turn, step, event.action, note);
    default:
      return undefined;
  }
}
