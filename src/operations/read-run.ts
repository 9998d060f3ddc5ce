// A run with the snapshot it executes, for showing it.
import { findRun, type RunRow } from "../storage/runs.ts";
import type { Deps } from "./context.ts";
import { readSnapshot, type Snapshot } from "./read-snapshot.ts";

export async function readRun(
  deps: Pick<Deps, "db" | "runbooks">,
  runId: string,
): Promise<({ readonly run: RunRow } & Snapshot) | undefined> {
  const run = await findRun(deps.db, runId);
  return run && { run, ...(await readSnapshot(deps, run)) };
}
