// What a run changed out there, or may have changed, and what became of each of these changes.
import type { Change } from "./change.ts";
import { findRunStep } from "./find-step.ts";
import type { Runbook } from "./format.ts";
import type { Json } from "./json.ts";
import type {
  Certainty,
  CurrentValue,
  Instant,
  Person,
  RunState,
  StepState,
  UndoState,
} from "./run.ts";

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
  /** Absent where it cannot be taken back by Muster. */
  readonly undo?: UndoState;
  readonly irreversible?: string;
};

export function appliedChanges(runbook: Runbook, run: RunState): readonly AppliedChange[] {
  return run.steps.flatMap((state) => changeOf(runbook, run, state));
}

function changeOf(runbook: Runbook, run: RunState, state: StepState): AppliedChange[] {
  const { id, title, effect, undo, current } = state;
  if (!effect || effect.direction === "undo") return [];
  if (effect.change.kind === "http" && effect.change.method === "GET") return [];
  const certainty = certaintyOf(state);
  if (!certainty) return [];
  const step = findRunStep(runbook, run, id);
  const irreversible = step && "irreversible" in step ? step.irreversible : undefined;
  const by = state.decisions.findLast(({ action }) => action === "run")?.by;
  const after = effect.after ?? effect.verify?.equals;
  return [
    {
      step: id,
      title,
      change: effect.change,
      certainty,
      ...(effect.sentAt ? { at: effect.sentAt } : {}),
      ...(by ? { by } : {}),
      ...(effect.before === undefined ? {} : { before: effect.before }),
      ...(after === undefined ? {} : { after }),
      ...(current ? { current } : {}),
      ...(undo ? { undo } : {}),
      ...(irreversible === undefined ? {} : { irreversible }),
    },
  ];
}

function certaintyOf({ effect }: StepState): Certainty | undefined {
  if (effect?.phase === "sent" || effect?.phase === "unknown") return "unknown";
  const took = effect?.phase === "answered" && effect.status !== undefined && effect.status < 400;
  return took ? "done" : undefined;
}
