// What open runs wait for one person to do: votes, steps that are theirs, decisions on runs they started.
import type { Incident } from "../domain/incident.ts";
import type { StepState } from "../domain/runbook/run.ts";
import type { RunRow } from "../storage/runs.ts";
import type { Deps } from "./context.ts";

export type RunTask = {
  readonly why: "approve" | "assigned" | "decide";
  readonly run: RunRow;
  readonly runTitle: string;
  readonly incident: Incident;
  /** Absent where the whole run is theirs. */
  readonly step?: StepState;
  readonly since: Date;
};

/** Votes first, then what waits longest. */
export async function findOpenRunsAwaiting(
  _deps: Pick<Deps, "db" | "runbooks">,
  _user: string,
): Promise<readonly RunTask[]> {
  return await Promise.reject(new Error("tasks are not listed yet"));
}
