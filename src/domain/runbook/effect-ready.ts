// An effect whose request is known and allowed: it waits for its click.
import type { Step } from "./step-format.ts";
import { patchStep, type Turn } from "./turn.ts";

export function becomeReady(turn: Turn, step: Step): Turn {
  return patchStep(turn, step.id, { state: "ready" });
}
