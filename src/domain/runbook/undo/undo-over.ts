// A freeze that is over has nothing left to take back, however it came to its end.
import type { FreezeSight } from "../state/freeze-sight.ts";
import { instant, patchStep, type Turn } from "../state/turn.ts";
import { isOpenUndo, undoOf } from "./undo-plan.ts";

/** For the step that declared it, where this run did. */
export function forgetOver(turn: Turn, { id: freeze, is_over }: FreezeSight): Turn {
  if (!is_over) return turn;
  const declared = turn.run.steps.filter(
    ({ effect, output }) =>
      effect?.change.kind === "freeze" && Object.values(output ?? {}).includes(freeze),
  );
  return declared.reduce((forgotten, state) => {
    const known = undoOf(turn.runbook, turn.run, state, turn.moment.now);
    if (!known || "impossible" in known || !isOpenUndo(known.undo)) return forgotten;
    const undo = { ...known.undo, state: "undone" as const, at: instant(turn) };
    return patchStep(forgotten, state.id, { undo });
  }, turn);
}
