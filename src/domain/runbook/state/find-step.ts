// Which step of its runbook a run's step is; those that Muster added for undoing are made up here.
import { findStep, type Runbook } from "../format/format.ts";
import type { Step, UndoesStep } from "../format/step-format.ts";
import type { RunState } from "./run.ts";
import type { AddedStep } from "./step-state.ts";

export function findRunStep(
  runbook: Runbook,
  run: Pick<RunState, "added">,
  id: string,
): Step | undefined {
  const added = run.added?.find((step) => step.id === id);
  return added ? stepOfAdded(added) : findStep(runbook, id);
}

/** Without a title of its own: the run's state has it, and it is no template. */
function stepOfAdded({ id, undoes }: AddedStep): UndoesStep {
  return {
    id,
    kind: "undo",
    as: "http",
    // biome-ignore lint/suspicious/noThenProperty: it is the format's word, and no step is ever awaited
    then: "next",
    confirm: "none",
    undoes: [...undoes],
    on_fail: "ask",
  };
}
