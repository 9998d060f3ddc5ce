// Timers of a run as a whole: its deadline, its preflight, its hour unused.
import type { TimerKind } from "../state/step-state.ts";
import { ask, patchRun, type Turn } from "../state/turn.ts";

export type RunTimer = Extract<TimerKind, "preflight" | "unused" | "deadline">;

/** Step and attempt of everything that is about the run and no step. */
export const WHOLE_RUN = "";

/** A second one of the same kind replaces the first. */
export function setRunTimer(turn: Turn, timer: RunTimer, afterMs: number, attempt = 0): Turn {
  const fireAt = new Date(turn.moment.now.getTime() + afterMs).toISOString();
  const armed = patchRun(turn, { timers: { ...turn.run.timers, [timer]: fireAt } });
  return ask(armed, { do: "set-timer", step: WHOLE_RUN, attempt, timer, fireAt });
}

export function dropRunTimer(turn: Turn, timer: TimerKind): Turn {
  const left = Object.entries(turn.run.timers ?? {}).filter(([kind]) => kind !== timer);
  return patchRun(turn, { timers: left.length > 0 ? Object.fromEntries(left) : undefined });
}
