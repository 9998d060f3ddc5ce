// Reports of our own machinery that come late or twice: who wins is decided by step, attempt and number.

import { recordLate } from "../effect/effect-record.ts";
import type { RunRefusal } from "../state/refusal.ts";
import type { RunState } from "../state/run.ts";
import type { Clicked, EffectEvent, RunEvent } from "../state/run-event.ts";
import type { Instant } from "../state/stamp.ts";
import type { StepState } from "../state/step-state.ts";
import { merge, type Turn } from "../state/turn.ts";
import type { Heard } from "./click.ts";
import { WHOLE_RUN } from "./run-timer.ts";

/** Everything but a person's click. */
export type Report = Exclude<RunEvent, Clicked>;

const LATE: RunRefusal = { code: "late" };

/** Undefined when the report is about what is under way. */
export function refuseReport(run: RunState, event: Report, now: Date): RunRefusal | undefined {
  switch (event.type) {
    case "preflighted":
      return run.preflight?.state === "looking" && run.preflight.attempt === event.attempt
        ? undefined
        : LATE;
    case "became-incompatible":
      return run.hold?.code === "incompatible" ? LATE : undefined;
    case "timer-fired":
      return event.step === WHOLE_RUN
        ? refuseTimer(runTimer(run, event), now)
        : refuseOfStep(run, event, now);
    case "metrics-read":
    case "read-answered":
    case "freeze-seen":
    case "effect-sent":
    case "effect-answered":
    case "effect-not-sent":
    case "effect-lost":
    case "approvers-found":
      return refuseOfStep(run, event, now);
    case "undo-settled":
    case "changes-asked":
      return LATE;
  }
}

type OfStep = Exclude<
  Report,
  { type: "preflighted" | "became-incompatible" | "undo-settled" | "changes-asked" }
>;

function refuseOfStep(run: RunState, event: OfStep, now: Date): RunRefusal | undefined {
  const state = run.steps.find(({ id }) => id === event.step);
  if (!state || run.cursor !== event.step || state.attempt !== event.attempt) return LATE;
  switch (event.type) {
    case "metrics-read":
    case "read-answered":
      return state.reading?.number === event.reading ? undefined : LATE;
    case "freeze-seen":
      return state.state === "waiting" && state.freeze ? undefined : LATE;
    case "timer-fired":
      return refuseTimer(state.timers[event.timer], now);
    case "effect-sent":
    case "effect-answered":
    case "effect-not-sent":
    case "effect-lost":
      return refuseEffect(state, event);
    case "approvers-found":
      return isAsked(state, event.round) ? undefined : LATE;
  }
}

/** The preflight's counts its looks; the run has one deadline and one hour. */
function runTimer(
  { timers, preflight }: RunState,
  { timer, attempt }: Extract<Report, { type: "timer-fired" }>,
): Instant | undefined {
  const isOld = timer === "preflight" && preflight?.attempt !== attempt;
  return isOld ? undefined : timers?.[timer];
}

function refuseTimer(fireAt: Instant | undefined, now: Date): RunRefusal | undefined {
  if (fireAt === undefined) return LATE;
  return Date.parse(fireAt) <= now.getTime() ? undefined : { code: "not-due", fireAt };
}

function isAsked({ approval }: StepState, round: number): boolean {
  return approval?.state === "asked" && approval.round === round && !approval.eligible;
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
  const recorded = recordFate(turn, event);
  return recorded ? { turn: recorded } : { refusal: over };
}

function recordFate(turn: Turn, event: EffectEvent): Turn | undefined {
  switch (event.type) {
    case "effect-answered":
      return recordLate(turn, event.step, event.answer);
    case "effect-lost":
      return recordLate(turn, event.step, "lost");
    case "effect-not-sent":
      return recordLate(turn, event.step, "not-sent");
    case "effect-sent":
      return undefined;
  }
}
