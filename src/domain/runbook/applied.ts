// Did a step's effect come to be out there? Known, possible, or not.
import type { Certainty, EffectState, StepState } from "./run.ts";

/** Undefined: nothing was changed. Reads and undos change nothing of their own. */
export function certaintyOf({ effect, reason }: StepState): Certainty | undefined {
  if (!effect || effect.direction === "undo") return undefined;
  if (effect.change.kind === "http" && effect.change.method === "GET") return undefined;
  const known = [ofGeneration(effect), effect.earlier?.certainty];
  if (known.includes("done")) return "done";
  // "It worked" after a refusal: whoever says so changed it by hand.
  const byHand = reason?.code === "marked-done" ? "unknown" : undefined;
  return known.find((certainty) => certainty !== undefined) ?? byHand;
}

/** An answered effect without a status: a person or a probe said that it happened. */
function ofGeneration({ phase, status, doubt }: EffectState): Certainty | undefined {
  switch (phase) {
    case "planned":
    case "intended":
    case "cancelled":
      return doubt ? "unknown" : undefined;
    case "sent":
    case "unknown":
      return "unknown";
    case "answered":
      if (doubt) return "unknown";
      return status === undefined || isSuccess(status) ? "done" : undefined;
  }
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
