// A step, also a later one, or the whole run is handed to somebody; who did what stays as it is.

import type { Clicked } from "../state/run-event.ts";
import type { Assignment } from "../state/step-state.ts";
import { ask, instant, patchRun, patchStep, stateOf, type Turn } from "../state/turn.ts";
import { WHOLE_RUN } from "./run-timer.ts";

export function assign(turn: Turn, { step, by, to }: Clicked): Turn {
  if (!to) throw new Error("nobody to assign to");
  const assignee: Assignment = { to, by, at: instant(turn) };
  if (step === WHOLE_RUN) {
    return tell(patchRun(turn, { assignee }), { step, attempt: 0 }, assignee);
  }
  const { attempt } = stateOf(turn, step);
  return tell(patchStep(turn, step, { assignee }), { step, attempt }, assignee);
}

function tell(
  turn: Turn,
  at: { readonly step: string; readonly attempt: number },
  { to, by }: Assignment,
): Turn {
  return ask(turn, { do: "tell-assignee", ...at, to, by });
}
