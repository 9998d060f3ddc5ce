// What a linked run did to the effects of the run it takes back, told to that run.
import type { Intent } from "../domain/runbook/state/intent.ts";
import type { RunState } from "../domain/runbook/state/run.ts";
import type { RunEvent } from "../domain/runbook/state/run-event.ts";
import type { StepState } from "../domain/runbook/state/step-state.ts";
import { findRun } from "../storage/runs.ts";
import type { FollowUp, Scene } from "./scene.ts";

type Undone = Extract<Intent, { do: "tell-undone" }>;

export async function tellUndone(
  { tx }: Scene,
  { runId, step, by }: Undone,
): Promise<readonly FollowUp[]> {
  const source = await findRun(tx.db, runId);
  const state = source?.state.steps.find(({ id }) => id === step);
  if (!state) return [];
  const event: RunEvent = {
    type: "undo-settled",
    step,
    attempt: state.attempt,
    state: "undone",
    by,
  };
  return [{ tx, runId, event }];
}

/** The linked run is over: what it did not take back may be undone again, or left. */
export async function giveBackUndos(
  { tx, run }: Scene,
  intents: readonly Intent[],
): Promise<readonly FollowUp[]> {
  const { undoOf, startedBy, endedBy = startedBy } = run.state;
  if (!undoOf) return [];
  const source = await findRun(tx.db, undoOf.runId);
  const mine = new Set(run.state.steps.flatMap(sourcesOf).concat(addedTo(run.state)));
  const undone = new Set(intents.flatMap((each) => (each.do === "tell-undone" ? each.step : [])));
  const open = source?.state.steps.filter(
    ({ id, undo }) => undo?.state === "undoing" && mine.has(id) && !undone.has(id),
  );
  return (open ?? []).map(({ id: step, attempt }): FollowUp => {
    const settled = { type: "undo-settled", state: "available", by: endedBy } as const;
    return { tx, runId: undoOf.runId, event: { ...settled, step, attempt } };
  });
}

function sourcesOf({ effect, queue = [] }: StepState): readonly string[] {
  return [
    ...(effect?.of === undefined ? [] : [effect.of]),
    ...queue.flatMap(({ of, also = [] }) => [of, ...also]),
  ];
}

const addedTo = ({ added = [] }: RunState): readonly string[] =>
  added.flatMap(({ undoes }) => undoes);
