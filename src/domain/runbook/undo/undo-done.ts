// An undo came to rest: the effect it was for is marked, and the rest of the list follows.
import type { SendingStep } from "../effect/effect-look.ts";
import type { Route, UndoesStep } from "../format/step-format.ts";
import { follow } from "../run/settle.ts";
import type { UndoPlan } from "../state/effect-state.ts";
import type { Reason } from "../state/reason.ts";
import type { Person } from "../state/stamp.ts";
import type { ActionKind } from "../state/step-state.ts";
import { patchStep, stateOf, type Turn } from "../state/turn.ts";
import { markUndo } from "./undo-mark.ts";
import { undoNext } from "./undo-step.ts";

/** Read back and found to be right: the click that covered the list goes on to the next. */
export function settleUndo(turn: Turn, step: UndoesStep, reason?: Reason): Turn {
  const { effect } = stateOf(turn, step.id);
  const by = operatorOf(turn, step.id);
  const marked = markFirst(turn, step.id, { state: "undone", by });
  const queue = restOf(turn, step.id);
  const released = effect && !turn.run.hold ? { released: { sha: effect.sha } } : {};
  return undoNext(marked, step, { queue, ...released, ...(reason ? { reason } : {}) });
}

/** A person says that it is undone; the rest of the list is shown again, for a click of its own. */
export function markedDone(turn: Turn, step: UndoesStep, note: string): Turn {
  const by = operatorOf(turn, step.id);
  const marked = markFirst(turn, step.id, { state: "undone", by, note });
  const reason = { code: "marked-done" as const, note };
  return undoNext(marked, step, { queue: restOf(turn, step.id), reason });
}

/** The whole list is left as it is: the step is being skipped. */
export function leaveAll(turn: Turn, id: string, note: string): Turn {
  const by = operatorOf(turn, id);
  const plans = stateOf(turn, id).queue ?? [];
  const left = plans.reduce(
    (before, plan) => markUndo(before, plan, { state: "left", by, note }),
    turn,
  );
  return patchStep(left, id, { queue: undefined });
}

/** Something was not as hoped; for an undo the effect it was for says so, too. */
export function stopUndo(turn: Turn, step: SendingStep, reason: Reason, route: Route): Turn {
  const state = reason.code === "conflict" ? "conflict" : "failed";
  const marked = step.kind === "undo" ? markFirst(turn, step.id, { state }) : turn;
  return follow(marked, step.id, reason, route);
}

type Mark = Parameters<typeof markUndo>[2];

function markFirst(turn: Turn, id: string, mark: Mark): Turn {
  const plan = stateOf(turn, id).queue?.[0];
  return plan ? markUndo(turn, plan, mark) : turn;
}

function restOf(turn: Turn, id: string): readonly UndoPlan[] {
  return (stateOf(turn, id).queue ?? []).slice(1);
}

/** Who answers for it: who pressed the button, or asked for everything to be undone. */
function operatorOf(turn: Turn, id: string): Person {
  const last = stateOf(turn, id).decisions.findLast(({ action }) => ANSWERS.has(action));
  return last?.by ?? turn.run.rollBack?.by ?? turn.run.startedBy;
}

const ANSWERS: ReadonlySet<ActionKind> = new Set(["run", "done", "skip", "leave", "it-happened"]);
