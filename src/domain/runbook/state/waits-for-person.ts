// Whether a step goes on only by what a person does: reading, sending and waiting for values go on by themselves.
import type { StepState } from "./step-state.ts";

export function waitsForPerson({ state, kind }: Pick<StepState, "state" | "kind">): boolean {
  switch (state) {
    case "ready":
    case "needs_decision":
    case "awaiting_approval":
      return true;
    case "waiting":
      return kind === "manual" || kind === "choice";
    case "pending":
    case "preparing":
    case "running":
    case "retry_wait":
    case "verifying":
    case "succeeded":
    case "failed":
    case "skipped":
    case "cancelled":
      return false;
  }
}
