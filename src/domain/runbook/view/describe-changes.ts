// What a run changed out there, or may have changed, and what became of each of these changes.
import { certaintyOf } from "../effect/applied.ts";
import { findStep, type Runbook } from "../format/format.ts";
import type { Json } from "../language/json.ts";
import type { Change } from "../state/change.ts";
import type { Certainty, EffectState, UndoState } from "../state/effect-state.ts";
import type { RunState } from "../state/run.ts";
import type { Instant, Person } from "../state/stamp.ts";
import type { CurrentValue, StepState } from "../state/step-state.ts";
import { undoOf } from "../undo/undo-plan.ts";

export type AppliedChange = {
  readonly step: string;
  readonly title: string;
  readonly change: Change;
  readonly certainty: Certainty;
  readonly at?: Instant;
  /** Who pressed Run; absent where it ran by itself. */
  readonly by?: Person;
  /** What the read-back showed before, and shall show: how to put it back. */
  readonly before?: Json;
  readonly after?: Json;
  /** What the target says now, where somebody asked. */
  readonly current?: CurrentValue;
  /** Absent where Muster cannot take it back; `cannotUndo` says why, `irreversible` what its author said. */
  readonly undo?: UndoState;
  readonly cannotUndo?: string;
  readonly irreversible?: string;
  /** Somebody decided to leave it as it is. */
  readonly left?: NonNullable<StepState["left"]>;
};

export function appliedChanges(runbook: Runbook, run: RunState): readonly AppliedChange[] {
  return run.steps.flatMap((state) => {
    const certainty = certaintyOf(state);
    const { effect } = state;
    return effect && certainty ? [changeOf(runbook, run, { state, effect, certainty })] : [];
  });
}

type Applied = {
  readonly state: StepState;
  readonly effect: EffectState;
  readonly certainty: Certainty;
};

function changeOf(runbook: Runbook, run: RunState, applied: Applied): AppliedChange {
  const { state, effect, certainty } = applied;
  const { id: step, title, current, left } = state;
  const { change, sentAt: at, after } = effect;
  const by = state.decisions.findLast(({ action }) => action === "run")?.by;
  const found = undoOf(runbook, run, state, new Date(run.startedAt));
  return withPresent(
    { step, title, change, certainty },
    {
      at,
      by,
      before: effect.earlier?.before ?? effect.before,
      after: after ?? effect.verify?.equals,
      current,
      left,
      undo: found && "undo" in found ? found.undo : undefined,
      cannotUndo: found && "impossible" in found ? found.impossible : undefined,
      irreversible: irreversibleOf(runbook, step),
    },
  );
}

function irreversibleOf(runbook: Runbook, id: string): string | undefined {
  const step = findStep(runbook, id);
  return step && "irreversible" in step ? step.irreversible : undefined;
}

/** Absent and undefined must not differ for those who compare views. */
function withPresent<T extends object, M extends object>(whole: T, more: M): T & Present<M> {
  const there = Object.entries(more).filter(([, value]) => value !== undefined);
  return { ...whole, ...(Object.fromEntries(there) as Present<M>) };
}

type Present<M> = { readonly [K in keyof M]?: Exclude<M[K], undefined> };
