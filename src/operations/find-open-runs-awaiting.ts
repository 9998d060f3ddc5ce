// What open runs wait for one person to do: votes, steps that are theirs, decisions on runs they started.
import type { Incident } from "../domain/incident.ts";
import { tasksOf } from "../domain/runbook/run/tasks.ts";
import type { StepState } from "../domain/runbook/state/step-state.ts";
import { listIncidentsById } from "../storage/incidents.ts";
import { listOpenRuns, type RunRow } from "../storage/runs.ts";
import type { Deps } from "./context.ts";
import { readSnapshot } from "./read-snapshot.ts";

export type RunTask = {
  readonly why: "approve" | "assigned" | "decide";
  readonly run: RunRow;
  readonly runTitle: string;
  readonly incident: Incident;
  /** Absent where the whole run is theirs. */
  readonly step?: StepState;
  readonly since: Date;
};

const ORDER: readonly RunTask["why"][] = ["approve", "assigned", "decide"];

/** Votes first, then what waits longest. */
export async function findOpenRunsAwaiting(
  deps: Pick<Deps, "db" | "runbooks">,
  user: string,
): Promise<readonly RunTask[]> {
  const mine = (await listOpenRuns(deps.db)).flatMap((run) =>
    tasksOf(run.state, user).map((task) => ({ run, task })),
  );
  const ids = [...new Set(mine.map(({ run }) => run.incidentId))];
  const incidents = new Map(
    (await listIncidentsById(deps.db, ids)).map((incident) => [incident.id, incident]),
  );
  const tasks: RunTask[] = [];
  for (const { run, task } of mine) {
    const incident = incidents.get(run.incidentId);
    const { runbook } = await readSnapshot(deps, run);
    const since = new Date(task.since);
    if (incident) tasks.push({ ...task, run, runTitle: runbook.title, incident, since });
  }
  return tasks.sort(
    (a, b) => ORDER.indexOf(a.why) - ORDER.indexOf(b.why) || a.since.getTime() - b.since.getTime(),
  );
}
