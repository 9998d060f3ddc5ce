// One step of the interpreter in the making: the run as it becomes, and what is asked of the world so far.

import type { Runbook } from "../format/format.ts";
import type { Step } from "../format/step-format.ts";
import { findRunStep } from "./find-step.ts";
import type { Intent } from "./intent.ts";
import type { RunRefusal } from "./refusal.ts";
import type { RunState } from "./run.ts";
import type { Instant } from "./stamp.ts";
import type { StepState, TimerKind } from "./step-state.ts";

/** `chance` in [0, 1) spreads retries; with the same moment the same event gives the same run. */
export type Moment = { readonly now: Date; readonly chance: number };

export type Turn = {
  readonly runbook: Runbook;
  readonly run: RunState;
  readonly intents: readonly Intent[];
  readonly moment: Moment;
  /** What the person who clicked has to hear, although the run went on. */
  readonly notice?: RunRefusal;
};

/** A key given as undefined is taken away: absent and undefined must not differ in stored JSON. */
type Patch<T> = { readonly [K in keyof T]?: T[K] | undefined };

export function merge<T extends object>(state: T, patch: Patch<T>): T {
  const entries = Object.entries({ ...state, ...patch });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as T;
}

export function patchRun(turn: Turn, patch: Patch<RunState>): Turn {
  return { ...turn, run: merge(turn.run, patch) };
}

export function patchStep(turn: Turn, id: string, patch: Patch<StepState>): Turn {
  const steps = turn.run.steps.map((step) => (step.id === id ? merge(step, patch) : step));
  return patchRun(turn, { steps });
}

export function ask(turn: Turn, ...intents: readonly Intent[]): Turn {
  return { ...turn, intents: [...turn.intents, ...intents] };
}

export function setTimer(turn: Turn, id: string, timer: TimerKind, afterMs: number): Turn {
  const fireAt = new Date(
    turn.moment.now.getTime() + Math.max(0, Math.round(afterMs)),
  ).toISOString();
  const state = stateOf(turn, id);
  const armed = patchStep(turn, id, { timers: { ...state.timers, [timer]: fireAt } });
  return ask(armed, { do: "set-timer", step: id, attempt: state.attempt, timer, fireAt });
}

export function dropTimer(turn: Turn, id: string, timer: TimerKind): Turn {
  const timers = Object.entries(stateOf(turn, id).timers).filter(([kind]) => kind !== timer);
  return patchStep(turn, id, { timers: Object.fromEntries(timers) });
}

/** The read that the step waited for was answered, or is of no use any more. */
export function endReading(turn: Turn, id: string): Turn {
  return patchStep(dropTimer(turn, id, "read"), id, { reading: undefined });
}

export function stateOf(turn: Turn, id: string): StepState {
  const state = turn.run.steps.find((step) => step.id === id);
  if (!state) throw new Error(`run ${turn.run.id} has no step '${id}'`);
  return state;
}

export function stepOf(turn: Turn, id: string): Step {
  const step = findRunStep(turn.runbook, turn.run, id);
  if (!step) throw new Error(`runbook ${turn.runbook.id} has no step '${id}'`);
  return step;
}

export function instant(turn: Turn): Instant {
  return turn.moment.now.toISOString();
}

export function isOver(run: RunState): boolean {
  return run.state === "completed" || run.state === "aborted" || run.state === "cancelled";
}

export function millisecondsSince(turn: Turn, at: Instant): number {
  return turn.moment.now.getTime() - Date.parse(at);
}
