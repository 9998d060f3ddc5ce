// Steps that Muster adds to take effects back: one for each change, latest first.
import { findStep, type Runbook } from "../format/format.ts";
import type { UndoPlan } from "../state/effect-state.ts";
import type { AddedStep, StepState } from "../state/step-state.ts";
import { patchRun, type Turn } from "../state/turn.ts";
import { isEffect } from "./undo-plan.ts";
import { listUndos } from "./undo-step.ts";

/** Each makes its plan when it is reached: an effect on its way may have come to be by then, or not. */
export function addUndos(turn: Turn): Turn {
  const effects = turn.run.steps.filter(({ id }) => isEffect(findStep(turn.runbook, id)));
  const { plans, impossible } = listUndos(
    turn,
    effects.map(({ id }) => id),
  );
  const place = (of: string): number => turn.run.steps.findIndex(({ id }) => id === of);
  const wanted = [...plans, ...impossible].toSorted((a, b) => place(b.of) - place(a.of));
  const added = wanted.map((undo) => addedStep(turn.runbook, undo));
  return patchRun(turn, {
    added,
    steps: [...turn.run.steps, ...added.map((step) => addedState(step))],
  });
}

export function addedStep(
  runbook: Runbook,
  { of, also, title }: Pick<UndoPlan, "of" | "also" | "title">,
): AddedStep {
  const id = freeId(runbook, `undo_${of}`);
  return { id, kind: "undo", title: `↩ ${title}`, undoes: [of, ...(also ?? [])] };
}

export function addedState({ id, title }: AddedStep, queue?: readonly UndoPlan[]): StepState {
  return {
    id,
    kind: "undo",
    state: "pending",
    attempt: 0,
    title,
    decisions: [],
    timers: {},
    reads: 0,
    reminders: 0,
    ...(queue ? { queue } : {}),
  };
}

function freeId(runbook: Runbook, id: string): string {
  return findStep(runbook, id) ? freeId(runbook, `${id}_`) : id;
}
