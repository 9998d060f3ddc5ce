// Which messages an event to a run may have changed: its own, the card, approvals, the list of changes, Home tabs.
import type { RunState } from "../domain/runbook/state/run.ts";
import type { StepState } from "../domain/runbook/state/step-state.ts";
import { findProjection } from "../storage/projections.ts";
import { repaintApprovals, tellApprovers } from "./ask-approval.ts";
import { repaint, repaintHomes, repaintProgress } from "./repaint.ts";
import type { Scene } from "./scene.ts";

export async function repaintRun(scene: Scene, before: RunState | null): Promise<void> {
  const { tx, run } = scene;
  const { state, incidentId } = run;
  const isMoved = before?.state !== state.state || before.cursor !== state.cursor;
  // The card names the current step, not what becomes of it: a wait must not edit it at every look.
  const isTurn = before?.cursor === undefined || run.isOpen === 0;
  if (isMoved && isTurn) await repaint(tx, "card", incidentId, incidentId);
  else if (isMoved) await repaintProgress(tx, incidentId);
  await repaint(tx, "run", run.id, incidentId);
  const changed = state.steps
    .map((step, index) => ({ step, before: before?.steps[index] }))
    .filter((pair) => pair.step !== pair.before);
  for (const pair of changed) await showApproval(scene, pair);
  const isReassigned = before?.assignee !== state.assignee;
  if (isMoved || isReassigned || changed.some(isTask)) await repaintHomes(tx);
  if (changed.some(isChange)) await repaintChanges(scene);
}

type Pair = { readonly step: StepState; readonly before: StepState | undefined };

const isTask = ({ step, before }: Pair): boolean =>
  step.approval !== before?.approval || step.assignee !== before?.assignee;

const isChange = ({ step, before }: Pair): boolean =>
  step.undo !== before?.undo || step.current !== before?.current || step.left !== before?.left;

/** Asked for the first time in this round: people are told. In any case what they see is brought up to date. */
async function showApproval(scene: Scene, { step, before }: Pair): Promise<void> {
  if (!step.approval && !before?.approval) return;
  if (!isRedrawn(step, before)) return;
  await repaintApprovals(scene, step.id);
  const round = before?.approval?.round;
  const wasFound = before?.approval?.eligible !== undefined && round === step.approval?.round;
  if (step.approval?.eligible && !wasFound) await tellApprovers(scene, step);
}

/** What is there now may be read after people were asked. */
function isRedrawn(step: StepState, before: StepState | undefined): boolean {
  return (
    step.approval !== before?.approval ||
    step.state !== before?.state ||
    step.effect?.before !== before?.effect?.before
  );
}

/** Only where the list was asked for. */
async function repaintChanges({ tx, run }: Scene): Promise<void> {
  const { incidentId } = run;
  if (!(await findProjection(tx.db, "still-changed", incidentId))) return;
  await repaint(tx, "still-changed", incidentId, incidentId);
}
