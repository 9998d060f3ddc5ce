// An effect before its click: what will be sent, what is there now and then, and how it is taken back.

import { findStep, type Runbook } from "../format/format.ts";
import { bindingsOf, withOutputsToCome } from "../language/bindings.ts";
import { hashOf } from "../language/hash.ts";
import type { Json } from "../language/json.ts";
import type { Change } from "../state/change.ts";
import type { Certainty, EffectState } from "../state/effect-state.ts";
import type { RunState } from "../state/run.ts";
import type { StepState } from "../state/step-state.ts";
import { undoChange } from "../undo/undo-change.ts";
import { doneBy, isEffect } from "../undo/undo-plan.ts";

export type EffectPreview = {
  /** What one click sends, in this order; a read is a `GET` without an undo. */
  readonly changes: readonly Change[];
  /** What the target said before anything was sent, and what it will say then (of the first change). */
  readonly before?: Json;
  readonly after?: Json;
  readonly sends: number;
  /** Where people can watch it, such as a workflow run's page. */
  readonly url?: string;
  /** What a click on Run, Approve or Deny carries. */
  readonly sha8: string;
  readonly undo: UndoPreview;
  /** For a step that undoes: what each of `changes` takes back. */
  readonly undoes?: readonly UndoneEffect[];
};

export type UndoneEffect = {
  readonly step: string;
  readonly title: string;
  /** `unknown`: nobody knows whether that effect came to be. */
  readonly certainty: Certainty;
};

/**
 * `auto`: back to what is there now, which is still being read. `none` with `unknown-before`: nobody
 * could read what is there now, so nobody could put it back; without: there is nothing to undo.
 */
export type UndoPreview =
  | { readonly kind: "plan"; readonly changes: readonly Change[]; readonly validForMs?: number }
  | { readonly kind: "auto" }
  | { readonly kind: "irreversible"; readonly why: string }
  | { readonly kind: "none"; readonly why?: "unknown-before" };

export function effectPreview(
  runbook: Runbook,
  run: RunState,
  state: StepState,
): EffectPreview | undefined {
  const { effect, queue } = state;
  if (!effect || isUnchosen(effect)) return undefined;
  const { before, after, url, sends } = effect;
  const changes = queue?.map(({ change }) => change) ?? [effect.change];
  return {
    changes,
    sends,
    sha8: (effect.sha || hashOf(changes)).slice(0, 8),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(url === undefined ? {} : { url }),
    undo: undoPreview(runbook, run, state),
    ...(queue
      ? { undoes: queue.map(({ of: step, title, certainty }) => ({ step, title, certainty })) }
      : {}),
  };
}

/** Which commit to deploy is still being looked up. */
function isUnchosen({ change }: EffectState): boolean {
  return change.kind === "redeploy" && change.sha === "";
}

function undoPreview(runbook: Runbook, run: RunState, state: StepState): UndoPreview {
  const step = findStep(runbook, state.id);
  const done = doneBy(state);
  if (!isEffect(step) || !done) return { kind: "none" };
  if (step.irreversible !== undefined) return { kind: "irreversible", why: step.irreversible };
  const now = new Date(state.effect?.plannedAt ?? run.startedAt);
  const back = undoChange(step, withOutputsToCome(bindingsOf(run, {}, now), step), done);
  if (!back || "fault" in back) return { kind: "none" };
  if ("missing" in back) {
    return state.state === "preparing" ? { kind: "auto" } : { kind: "none", why: "unknown-before" };
  }
  const { change, validForMs } = back;
  return { kind: "plan", changes: [change], ...(validForMs === undefined ? {} : { validForMs }) };
}
