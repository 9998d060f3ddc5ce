// A linked run that takes effects of another run back, after that one is over.

import type { Runbook } from "../format/format.ts";
import type { Start } from "../run/advance.ts";
import { roll } from "../run/roll.ts";
import type { Intent } from "../state/intent.ts";
import type { RunState } from "../state/run.ts";
import type { Moment, Turn } from "../state/turn.ts";
import { addedState, addedStep } from "./undo-added.ts";
import { listUndos } from "./undo-step.ts";

export type UndoRunStart = Pick<Start, "id" | "by">;

export type UndoRun =
  | { readonly ok: true; readonly run: RunState; readonly intents: readonly Intent[] }
  /** Nothing of these steps can be taken back any more; `messages` say why, as far as it is known. */
  | { readonly ok: false; readonly messages: readonly string[] };

/** `runbook` is the source's snapshot; plans are frozen into the new run, which needs the source no more. */
export function startUndoRun(
  runbook: Runbook,
  source: { readonly run: RunState; readonly number: number },
  steps: readonly string[],
  { start, moment }: { readonly start: UndoRunStart; readonly moment: Moment },
): UndoRun {
  const { mode, lock, inputs, facts, id: runId } = source.run;
  const looking: Turn = { runbook, run: source.run, intents: [], moment };
  const { plans, impossible } = listUndos(looking, steps);
  if (plans.length === 0) return { ok: false, messages: impossible.map(({ message }) => message) };
  const added = plans.map((plan) => ({ step: addedStep(runbook, plan), plan }));
  const run: RunState = {
    id: start.id,
    runbook: runbook.id,
    mode,
    state: "rolling_back",
    undoOf: { runId, number: source.number },
    ...(lock === undefined ? {} : { lock }),
    inputs,
    facts,
    startedAt: moment.now.toISOString(),
    startedBy: start.by,
    added: added.map(({ step }) => step),
    steps: added.map(({ step, plan }) => addedState(step, [plan])),
    ...(added[0] ? { cursor: added[0].step.id } : {}),
  };
  const turn = roll({ runbook, run, intents: [], moment });
  return { ok: true, run: turn.run, intents: turn.intents };
}
