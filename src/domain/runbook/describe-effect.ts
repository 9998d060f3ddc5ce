// An effect before its click: what will be sent, what is there now and then, and how it is taken back.
import type { Change } from "./change.ts";
import { findRunStep } from "./find-step.ts";
import type { Runbook } from "./format.ts";
import type { Json } from "./json.ts";
import type { Certainty, RunState, StepState } from "./run.ts";

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
  { id, effect }: StepState,
): EffectPreview | undefined {
  if (!effect) return undefined;
  const step = findRunStep(runbook, run, id);
  const irreversible = step && "irreversible" in step ? step.irreversible : undefined;
  const after = effect.after ?? effect.verify?.equals;
  return {
    changes: [effect.change],
    sends: effect.sends,
    sha8: effect.sha.slice(0, 8),
    ...(effect.before === undefined ? {} : { before: effect.before }),
    ...(after === undefined ? {} : { after }),
    ...(effect.url === undefined ? {} : { url: effect.url }),
    undo:
      irreversible === undefined ? { kind: "none" } : { kind: "irreversible", why: irreversible },
  };
}
