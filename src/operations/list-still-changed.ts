// Every change that the runs of an incident made out there, latest first, and whether it is dealt with.
import { type AppliedChange, appliedChanges } from "../domain/runbook/view/describe-changes.ts";
import { isSettled } from "../domain/runbook/view/settled-change.ts";
import { listRuns, type RunRow } from "../storage/runs.ts";
import type { Deps } from "./context.ts";
import { readSnapshot } from "./read-snapshot.ts";

export type StillChanged = {
  readonly run: RunRow;
  readonly runTitle: string;
  readonly change: AppliedChange;
  /** Undone, left on purpose, or of a kind that nothing can take back. */
  readonly isSettled: boolean;
};

export async function listStillChanged(
  deps: Pick<Deps, "db" | "runbooks">,
  incidentId: string,
): Promise<readonly StillChanged[]> {
  return await changesOf(deps, await listRuns(deps.db, incidentId));
}

/** The same of runs that were read, or locked, already. */
export async function changesOf(
  deps: Pick<Deps, "db" | "runbooks">,
  runs: readonly RunRow[],
): Promise<readonly StillChanged[]> {
  const found: StillChanged[] = [];
  for (const run of runs) {
    const { runbook } = await readSnapshot(deps, run);
    for (const change of appliedChanges(runbook, run.state)) {
      found.push({ run, runTitle: runbook.title, change, isSettled: isSettled(change) });
    }
  }
  return found.sort((a, b) => timeOf(b) - timeOf(a));
}

const timeOf = ({ run, change }: StillChanged): number =>
  change.at ? Date.parse(change.at) : run.startedAt.getTime();
