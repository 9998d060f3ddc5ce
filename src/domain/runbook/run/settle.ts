// How a step comes to rest and where the run goes from there: on, forward, to a person, or to its end.

import type { Route, Step } from "../format/step-format.ts";
import type { EffectState } from "../state/effect-state.ts";
import type { Reason } from "../state/reason.ts";
import type { Outcome, RunState } from "../state/run.ts";
import type { Person } from "../state/stamp.ts";
import { isAtRest, type StepState } from "../state/step-state.ts";
import { ask, instant, merge, patchRun, patchStep, stateOf, type Turn } from "../state/turn.ts";
import { naturalEnding } from "./ending.ts";

type Rest = {
  readonly state: "succeeded" | "failed" | "skipped";
  readonly reason?: Reason;
  readonly output?: NonNullable<StepState["output"]>;
};

/** What a route may say besides going on by itself. */
export type Onward = "next" | { readonly goto: string };

/** The step is done with; the run goes on at `onward`. */
export function settle(turn: Turn, id: string, rest: Rest, onward: Onward): Turn {
  return moveOn(restStep(turn, id, rest), id, onward);
}

/** A step that waits for nothing any more: no timer, no read. */
const STILL = { timers: {}, frozen: undefined, reading: undefined } as const;

/** Done with, wherever the run goes from here: what was not sent never will be. */
export function restStep(turn: Turn, id: string, rest: Rest): Turn {
  const { effect } = stateOf(turn, id);
  return patchStep(turn, id, {
    ...(effect ? { effect: withdraw(effect) } : {}),
    ...rest,
    reason: rest.reason,
    settledAt: instant(turn),
    ...STILL,
  });
}

/** Something was not as hoped: the runbook says who or what goes on. */
export function follow(turn: Turn, id: string, reason: Reason, route: Route): Turn {
  if (route === "ask") return askPerson(turn, id, reason);
  const failed = restStep(turn, id, { state: "failed", reason });
  if (turn.run.rollBack) return moveOn(failed, id, "next");
  if (route === "abort") return endRun(failed, { state: "aborted", outcome: "failed" });
  if (route !== "next" && route.goto === "end") {
    return endRun(failed, { state: "completed", outcome: "failed" });
  }
  return moveOn(failed, id, route);
}

export function askPerson(turn: Turn, id: string, reason: Reason): Turn {
  const { attempt } = stateOf(turn, id);
  const waiting = patchStep(turn, id, {
    state: "needs_decision",
    reason,
    ...STILL,
  });
  return ask(waiting, { do: "ask-person", step: id, attempt, reason });
}

export function onwardOf(step: Step): Onward {
  return step.kind === "end" ? "next" : step.then;
}

/** Forward only: what lies between is skipped, and beyond the last step lies the end. */
export function moveOn(turn: Turn, from: string, onward: Onward): Turn {
  const { steps } = turn.run;
  const here = steps.findIndex(({ id }) => id === from);
  // Everything is being undone: whatever the runbook says comes next, the undos do.
  const isNext = onward === "next" || turn.run.rollBack !== undefined;
  const target = isNext ? here + 1 : indexOf(steps, onward.goto);
  const jumped = steps.slice(here + 1, target).map(({ id }) => id);
  const passed = jumped.reduce(
    (before, id) => leaveOut(before, id, { code: "branch", from }),
    turn,
  );
  const next = steps.slice(target).find(({ state }) => state === "pending");
  if (next) return patchRun(passed, { cursor: next.id });
  return endRun(passed, naturalEnding(passed.run));
}

function indexOf(steps: readonly StepState[], goto: string): number {
  const found = steps.findIndex(({ id }) => id === goto);
  return found === -1 ? steps.length : found;
}

export function leaveOut(turn: Turn, id: string, reason: Reason): Turn {
  return patchStep(turn, id, { state: "skipped", reason, settledAt: instant(turn) });
}

export type Ending = {
  readonly state: "completed" | "aborted" | "cancelled";
  readonly outcome: Outcome;
  readonly by?: Person;
  readonly note?: string;
  readonly suggest?: readonly string[];
};

export function endRun(turn: Turn, ending: Ending): Turn {
  const outcome = honestOutcome(turn.run, ending.outcome);
  const steps = turn.run.steps.map((step) => close(step, instant(turn)));
  const over = patchRun(turn, {
    state: ending.state,
    outcome,
    cursor: undefined,
    hold: undefined,
    timers: undefined,
    steps,
    endedAt: instant(turn),
    endedBy: ending.by,
    endNote: ending.note,
  });
  return ask(over, { do: "ended", outcome, suggest: ending.suggest ?? [] });
}

/** A run in which a person left something out says so. */
function honestOutcome(run: RunState, outcome: Outcome): Outcome {
  const skipped = run.steps.some(({ reason }) => reason?.code === "skipped");
  return outcome === "success" && skipped ? "success_with_skips" : outcome;
}

/** The run leaves this step where it stands; a request already on its way is still recorded. */
export function closeStep(turn: Turn, id: string): Turn {
  return patchRun(turn, {
    steps: turn.run.steps.map((step) => (step.id === id ? close(step, instant(turn)) : step)),
  });
}

/** Nothing new starts in a run that is over; a request already on its way is still recorded. */
function close(step: StepState, at: string): StepState {
  if (isAtRest(step)) return step;
  const reason: Reason = { code: "run-ended" };
  if (step.state === "pending") return merge(step, { state: "skipped", reason, settledAt: at });
  const effect = step.effect && withdraw(step.effect);
  return merge(step, {
    state: "cancelled",
    reason: step.reason ?? reason,
    settledAt: at,
    ...STILL,
    effect,
  });
}

function withdraw(effect: EffectState): EffectState {
  const { released: _, ...kept } = effect;
  const unsent = effect.phase === "planned" || effect.phase === "intended";
  return unsent ? { ...kept, phase: "cancelled" } : kept;
}
