// Reports of our own machinery that come late or twice: who wins is decided by step, attempt and number.

import type { Heard } from "./click.ts";
import { record } from "./http-answer.ts";
import type { RunRefusal } from "./refusal.ts";
import type { EffectState, RunState, StepState } from "./run.ts";
import type { Clicked, EffectEvent, RunEvent } from "./run-event.ts";
import { merge, patchStep, type Turn } from "./turn.ts";

/** Everything but a person's click. */
export type Report = Exclude<RunEvent, Clicked>;

const LATE: RunRefusal = { code: "late" };

/** Undefined when the report is about what is under way. */
export function refuseReport(run: RunState, event: Report, now: Date): RunRefusal | undefined {
  const state = run.steps.find(({ id }) => id === event.step);
  if (!state || run.cursor !== event.step || state.attempt !== event.attempt) return LATE;
  switch (event.type) {
    case "metrics-read":
    case "read-answered":
      return state.reading?.number === event.reading ? undefined : LATE;
    case "timer-fired": {
      const fireAt = state.timers[event.timer];
      if (fireAt === undefined) return LATE;
      return Date.parse(fireAt) <= now.getTime() ? undefined : { code: "not-due", fireAt };
    }
    case "effect-sent":
    case "effect-answered":
    case "effect-not-sent":
    case "effect-lost":
      return refuseEffect(state, event);
    case "approvers-found":
    case "preflighted":
    case "undo-settled":
    case "changes-asked":
    case "became-incompatible":
      return LATE;
  }
}

function refuseEffect(state: StepState, event: EffectEvent): RunRefusal | undefined {
  const { effect } = state;
  if (!effect || effect.sends !== event.send || state.state !== "running") return LATE;
  if (event.type === "effect-sent") {
    if (effect.phase === "sent") return { code: "already-sent" };
    return effect.phase === "intended" ? undefined : LATE;
  }
  if (event.type === "effect-not-sent" && effect.phase === "intended") return undefined;
  return effect.phase === "sent" ? undefined : LATE;
}

/** A run that is over hears one thing only: what came of the request that was on its way. */
export function recordLateAnswer(turn: Turn, event: RunEvent): Heard {
  const { outcome, endedAt, endedBy } = turn.run;
  const over = merge<Extract<RunRefusal, { code: "run-over" }>>(
    { code: "run-over" },
    { outcome, at: endedAt, by: endedBy },
  );
  const state = turn.run.steps.find(({ id }) => id === event.step);
  const effect = state?.effect;
  const sent = effect?.phase === "sent" && state?.attempt === event.attempt;
  if (!sent || !("send" in event) || event.send !== effect.sends) return { refusal: over };
  const recorded = recordFate(turn, effect, event);
  return recorded ? { turn: recorded } : { refusal: over };
}

function recordFate(turn: Turn, effect: EffectState, event: EffectEvent): Turn | undefined {
  switch (event.type) {
    case "effect-answered":
      return record(turn, event.step, event.answer);
    case "effect-lost":
      return patchStep(turn, event.step, { effect: { ...effect, phase: "unknown" } });
    case "effect-not-sent":
      return patchStep(turn, event.step, { effect: { ...effect, phase: "cancelled" } });
    case "effect-sent":
      return undefined;
  }
}
