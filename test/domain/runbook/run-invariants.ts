// What must be true of a run at every moment, whatever came in whatever order.
import assert from "node:assert/strict";
import { certaintyOf } from "../../../src/domain/runbook/effect/applied.ts";
import type { Runbook } from "../../../src/domain/runbook/format/format.ts";
import { availableActions } from "../../../src/domain/runbook/run/actions.ts";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { StepState } from "../../../src/domain/runbook/state/step-state.ts";

export const RESTING = ["succeeded", "failed", "skipped", "cancelled"];

export function assertSound(run: RunState): void {
  const over = ["completed", "aborted", "cancelled"].includes(run.state);
  assert.equal(run.cursor === undefined, over);
  assert.equal(run.outcome !== undefined, over);
  assert.ok(!over || (run.hold === undefined && run.timers === undefined), "held after its end");
  assertPhase(run);
  assertOrder(run, over);
  for (const step of run.steps) assertStep(step, run);
  assert.deepEqual(JSON.parse(JSON.stringify(run)), run, "the state is not plain JSON");
}

function assertPhase(run: RunState): void {
  const here = run.steps.find(({ id }) => id === run.cursor);
  const isAdded = run.added?.some(({ id }) => id === run.cursor) ?? false;
  if (!here || run.state === "created") return;
  assert.equal(run.state === "paused", run.hold !== undefined);
  if (run.hold) return;
  assert.equal(run.state === "rolling_back", isAdded);
  if (!isAdded) assert.equal(here.state === "needs_decision", run.state === "blocked");
}

/** What lies behind is done with, what lies ahead has not begun, unless everything is being undone. */
function assertOrder(run: RunState, over: boolean): void {
  const index = run.steps.findIndex(({ id }) => id === run.cursor);
  for (const [place, { id, state }] of run.steps.entries()) {
    if (place < index || over) assert.ok(RESTING.includes(state), `${id} ${state}`);
    if (place <= index || over) continue;
    const isLeft = run.rollBack && !run.added?.some((added) => added.id === id);
    assert.equal(state, isLeft ? "skipped" : "pending", id);
  }
}

function assertStep(step: StepState, run: RunState): void {
  const { id, state, effect, approval } = step;
  if (RESTING.includes(state)) {
    assert.deepEqual(step.timers, {}, id);
    assert.deepEqual(
      [step.reading, step.frozen, effect?.released],
      [undefined, undefined, undefined],
    );
    assert.ok(effect?.phase !== "planned" && effect?.phase !== "intended", `${id} may yet be sent`);
  }
  if (state === "awaiting_approval") assert.ok(approval, id);
  if (state === "needs_decision") assert.ok(step.reason, id);
  if (state === "ready" && effect) assert.equal(effect.phase, "planned", id);
  if (step.undo?.state === "undoing") assert.ok(certaintyOf(step), `${id}: nothing to undo`);
  const isUndone = step.undo?.state === "undone";
  // A freeze that is seen to be over has nothing left to take back, whoever ended it.
  const mayBeOver = effect?.change.kind === "freeze";
  if (isUndone && run.mode === "live" && !mayBeOver)
    assert.ok(step.undo?.by, `${id}: undone by nobody`);
}

/** Something will move it: a timer, an answer that is owed, or a button besides those of every run. */
export function assertNotStuck(runbook: Runbook, run: RunState): void {
  const here = run.steps.find(({ id }) => id === run.cursor);
  if (!here) return;
  const actions = availableActions(runbook, run).map(({ action }) => action);
  const ends = ["abort", "roll-back", "cancel"] as const;
  assert.ok(
    ends.some((end) => actions.includes(end)),
    `nothing ends it: ${actions}`,
  );
  const moving = actions.filter(
    (action) => !["abort", "roll-back", "assign", "pause"].includes(action),
  );
  assert.ok(moving.length > 0 || isMoving(here, run), `${here.id} is stuck in ${here.state}`);
  const waits = ["preparing", "verifying", "retry_wait"].includes(here.state);
  const isArmed = Object.keys(here.timers).length > 0;
  assert.ok(!waits || run.hold || isArmed, `${here.id} is ${here.state} and no timer is set`);
}

function isMoving({ timers, reading, effect }: StepState, run: RunState): boolean {
  const armed = Object.keys(timers).length + Object.keys(run.timers ?? {}).length;
  return armed > 0 || reading !== undefined || ["intended", "sent"].includes(effect?.phase ?? "");
}
