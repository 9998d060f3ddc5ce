// Aborting with "undo all": what was changed is taken back, latest first, each seen and clicked.

import type { Runbook } from "../format/format.ts";
import { naturalEnding } from "../run/ending.ts";
import { closeStep, endRun, leaveOut } from "../run/settle.ts";
import type { RunState } from "../state/run.ts";
import type { Person } from "../state/stamp.ts";
import type { StepState } from "../state/step-state.ts";
import { instant, patchRun, type Turn } from "../state/turn.ts";
import { addUndos } from "./undo-added.ts";
import { isOpenUndo, undoOf } from "./undo-plan.ts";

/** Is, or may there be, anything to take back? */
export function canRollBack(runbook: Runbook, run: RunState): boolean {
  if (run.undoOf || run.rollBack) return false;
  const started = new Date(run.startedAt);
  return run.steps.some((state) => {
    const found = undoOf(runbook, run, state, started);
    return found !== undefined && ("impossible" in found || isOpenUndo(found.undo));
  });
}

/** Nothing new starts; a request on its way comes to its end first, and is then taken back, too. */
export function rollBack(turn: Turn, by: Person, note?: string): Turn {
  const { cursor } = turn.run;
  const why = note ? { note } : {};
  const byItself = turn.runbook.on_abort === "rollback";
  const aborting = patchRun(turn, { rollBack: { by, at: instant(turn), ...why, byItself } });
  const stopped = turn.run.steps
    .filter(({ id, state }) => state === "pending" && id !== cursor)
    .reduce((left, { id }) => leaveOut(left, id, { code: "run-ended" }), aborting);
  const here = stopped.run.steps.find(({ id }) => id === cursor);
  const planned = addUndos(stopped);
  return here && isOnItsWay(here) ? planned : goToUndos(planned, cursor);
}

function isOnItsWay({ state, effect }: StepState): boolean {
  const isAtIt = state === "running" || state === "verifying";
  return (
    isAtIt && effect !== undefined && effect.phase !== "intended" && effect.phase !== "planned"
  );
}

function goToUndos(turn: Turn, from: string | undefined): Turn {
  const closed = from === undefined ? turn : closeStep(turn, from);
  const next = closed.run.steps.find(({ state }) => state === "pending");
  return next ? patchRun(closed, { cursor: next.id }) : endRun(closed, naturalEnding(closed.run));
}
