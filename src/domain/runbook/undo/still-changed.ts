// What is still changed out there, asked and answered in any state of a run, also when it is over.
import { certaintyOf } from "../effect/applied.ts";
import { lookOf } from "../effect/effect-plan.ts";
import { findIn } from "../effect/found.ts";
import { settingNow } from "../effect/plan-flag.ts";
import { askRead } from "../effect/read-back.ts";
import type { Json } from "../language/json.ts";
import type { EffectState, UndoState } from "../state/effect-state.ts";
import type { ReadAnswer, RunEvent } from "../state/run-event.ts";
import type { CurrentValue, StepState } from "../state/step-state.ts";
import { instant, patchStep, stateOf, type Turn } from "../state/turn.ts";
import { undoOf } from "./undo-plan.ts";

/** Undefined where the event is about something else. */
export function hearStillChanged(turn: Turn, event: RunEvent): Turn | undefined {
  switch (event.type) {
    case "changes-asked":
      return turn.run.steps.reduce((asked, state) => askCurrent(asked, state), turn);
    case "undo-settled":
      return settleLater(turn, event);
    case "read-answered": {
      const state = turn.run.steps.find(({ id }) => id === event.step);
      const isMeant = state?.looking?.number === event.reading;
      return isMeant ? keepCurrent(turn, event.step, event.answer) : undefined;
    }
    case "clicked":
    case "metrics-read":
    case "effect-sent":
    case "effect-answered":
    case "effect-not-sent":
    case "effect-lost":
    case "freeze-seen":
    case "timer-fired":
    case "approvers-found":
    case "preflighted":
    case "became-incompatible":
      return undefined;
  }
}

/** What was undone is what it was; a step under way reads for itself. */
function askCurrent(turn: Turn, state: StepState): Turn {
  const { id, effect, undo, reads, attempt } = state;
  const isBusy = turn.run.cursor === id || undo?.state === "undoing";
  if (!effect || isBusy || undo?.state === "undone" || !certaintyOf(state)) return turn;
  const target = lookOf(effect.change, effect.verify);
  if (!target) return turn;
  const number = reads + 1;
  const looking = patchStep(turn, id, { reads: number, looking: { number } });
  return attempt > 0
    ? askRead(looking, id, { number, purpose: "current", request: target.request })
    : turn;
}

function keepCurrent(turn: Turn, id: string, answer: ReadAnswer): Turn {
  const { effect } = stateOf(turn, id);
  const target = effect && lookOf(effect.change, effect.verify);
  const found = target ? findIn(answer, target.pointer) : { message: "nothing to read" };
  const value =
    effect && found.value !== undefined ? shown(effect, found.value as Json) : undefined;
  const message = value === undefined ? (found.message ?? "the answer does not say") : undefined;
  const current: CurrentValue = {
    at: instant(turn),
    ...(value === undefined ? {} : { value }),
    ...(message === undefined ? {} : { message }),
  };
  return patchStep(turn, id, { looking: undefined, current });
}

/** In the words of the preview: a setting for a flag, a commit for a deployment. */
function shown({ change }: EffectState, value: Json): Json | undefined {
  if (change.kind === "flag") return settingNow(change, value);
  if (change.kind !== "redeploy") return value;
  const found = findIn({ ok: true, status: 200, json: value }, "/current/sha");
  return found.value as Json | undefined;
}

type Settled = Extract<RunEvent, { type: "undo-settled" }>;

/** A linked run took it back, or a person decides to leave it. */
function settleLater(turn: Turn, { step: id, state, by, note }: Settled): Turn | undefined {
  const source = turn.run.steps.find((step) => step.id === id);
  if (!source || (state === "left" && !canBeLeft(source))) return undefined;
  const said = { by, at: instant(turn), ...(note === undefined ? {} : { note }) };
  const marked = state === "left" ? patchStep(turn, id, { left: said }) : turn;
  const known = undoOf(turn.runbook, turn.run, source, turn.moment.now);
  if (!known || "impossible" in known) return state === "left" ? marked : undefined;
  const { plan, validUntil } = known.undo;
  const valid = validUntil === undefined ? {} : { validUntil };
  const undo: UndoState = { state, plan, ...valid, ...said };
  return patchStep(marked, id, { undo });
}

/** Once, and not what was taken back or is being taken back at this moment. */
function canBeLeft({ left, undo }: StepState): boolean {
  return left === undefined && undo?.state !== "undone" && undo?.state !== "undoing";
}
