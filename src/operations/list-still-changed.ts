// Every change that the runs of an incident made out there, latest first, and whether it is dealt with.
import type { RunView } from "../domain/runbook/describe.ts";
import type { RunRow } from "../storage/runs.ts";
import type { Deps } from "./context.ts";

export type StillChanged = {
  readonly run: RunRow;
  readonly runTitle: string;
  readonly change: RunView["changes"][number];
  /** Undone, left on purpose, or of a kind that nothing can take back. */
  readonly isSettled: boolean;
};

export async function listStillChanged(
  _deps: Pick<Deps, "db" | "runbooks" | "clock">,
  _incidentId: string,
): Promise<readonly StillChanged[]> {
  return await Promise.reject(new Error("changes are not listed yet"));
}
