// What became of the undo of a step's effect: written where the effect is, in this run or in the one it was.

import type { UndoPlan, UndoState } from "../state/effect-state.ts";
import type { StepState } from "../state/step-state.ts";
import { ask, instant, patchStep, type Turn } from "../state/turn.ts";
import { undoOf } from "./undo-plan.ts";

type Mark = Pick<UndoState, "state" | "by" | "note">;

/** A run that undoes another one's effects has no such steps; that run is told of what is undone. */
export function markUndo(turn: Turn, plan: UndoPlan, mark: Mark): Turn {
  const steps = [plan.of, ...(plan.also ?? [])];
  return steps.reduce((marked, of) => {
    const source = turn.run.steps.find(({ id }) => id === of);
    if (source) return markSource(marked, source, plan, mark);
    const { undoOf: other } = turn.run;
    if (!other || mark.state !== "undone") return marked;
    const by = mark.by ?? turn.run.startedBy;
    return ask(marked, { do: "tell-undone", runId: other.runId, step: of, by });
  }, turn);
}

function markSource(turn: Turn, source: StepState, plan: UndoPlan, mark: Mark): Turn {
  const known = undoOf(turn.runbook, turn.run, source, turn.moment.now);
  if (!known || "impossible" in known) return turn;
  const { validUntil, plan: own } = known.undo;
  const generation = source.id === plan.of ? plan.generation : own.generation;
  const undo: UndoState = {
    plan: { ...own, generation },
    at: instant(turn),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...mark,
  };
  return patchStep(turn, source.id, { undo });
}
