// A run with the snapshot it executes, for showing it.
import type { Runbook } from "../domain/runbook/format.ts";
import { findRun, type RunRow } from "../storage/runs.ts";
import { readSnapshot } from "./advance-run.ts";
import type { Deps } from "./context.ts";

export async function readRun(
  deps: Pick<Deps, "db" | "runbooks">,
  runId: string,
): Promise<{ readonly run: RunRow; readonly runbook: Runbook } | undefined> {
  const run = await findRun(deps.db, runId);
  return run && { run, runbook: await readSnapshot(deps, run) };
}
