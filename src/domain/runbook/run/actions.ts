// Which buttons there are right now: what a surface shows, and the only clicks that count.

import type { Runbook } from "../format/format.ts";
import { findRunStep } from "../state/find-step.ts";
import type { RunState } from "../state/run.ts";
import type { ActionKind } from "../state/step-state.ts";
import { canRollBack } from "../undo/rollback.ts";
import { actionsAt, type OfferedAction, offer } from "./step-actions.ts";

export type { OfferedAction } from "./step-actions.ts";

/** Answers that would start something: not taken while the run is held. All others are kept till it goes on. */
const STARTING: ReadonlySet<ActionKind> = new Set(["run", "retry", "check-again", "proceed"]);

/** While everything is being undone, what is to be undone is not done once more. */
const SENDING: ReadonlySet<ActionKind> = new Set(["run", "retry", "proceed", "go-to"]);

/** They begin a run, hold it or give it up: what was decided is kept with the run. */
export const RUN_ACTIONS: readonly ActionKind[] = [
  "pause",
  "resume",
  "start-anyway",
  "look-again",
  "cancel",
];

/** Those about the run as a whole come last; they count whatever step and attempt the click names. */
export function availableActions(runbook: Runbook, run: RunState): readonly OfferedAction[] {
  if (run.cursor === undefined) return [];
  if (run.state === "created") return actionsBefore(run);
  const offered = stepActions(runbook, run);
  const taken = run.hold ? offered.filter(({ action }) => !STARTING.has(action)) : offered;
  return [...taken, ...runActions(runbook, run)];
}

/** What the current step would take if the run were not held. */
export function stepActions(runbook: Runbook, run: RunState): readonly OfferedAction[] {
  const state = run.steps.find(({ id }) => id === run.cursor);
  const step = state && findRunStep(runbook, run, state.id);
  if (!state || !step) return [];
  const offered = actionsAt(step, state, run.added);
  const isLeaving = run.rollBack !== undefined && step.kind !== "undo";
  return isLeaving ? offered.filter(({ action }) => !SENDING.has(action)) : offered;
}

function actionsBefore({ preflight }: RunState): readonly OfferedAction[] {
  const cancel = offer("cancel", "optional");
  if (preflight?.state !== "found") return [cancel];
  return [offer("start-anyway", "optional", "dialog"), offer("look-again", "none"), cancel];
}

function runActions(runbook: Runbook, run: RunState): readonly OfferedAction[] {
  return [offer("assign", "optional"), ...holdActions(runbook, run), ...endings(runbook, run)];
}

/** What this Muster cannot read it cannot go on with; a later one may. */
function holdActions(runbook: Runbook, run: RunState): readonly OfferedAction[] {
  if (!run.hold) return [offer("pause", "optional")];
  const { cursor } = run;
  const canRead = cursor !== undefined && findRunStep(runbook, run, cursor) !== undefined;
  return canRead ? [offer("resume", "none")] : [];
}

/**
 * `abort` leaves everything as it is, `roll-back` takes it back first. By `on_abort` one of the two is
 * the only way while there is anything to take back; a roll-back under way can always be left.
 */
function endings(runbook: Runbook, run: RunState): readonly OfferedAction[] {
  const abort = offer("abort", "required", "dialog");
  const rollBack = offer("roll-back", "required", "dialog");
  if (run.rollBack || runbook.on_abort === "leave" || !canRollBack(runbook, run)) return [abort];
  return runbook.on_abort === "rollback" ? [rollBack] : [rollBack, abort];
}
