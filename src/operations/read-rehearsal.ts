// When runbooks were last rehearsed, for the drill record.
import type { Runbook } from "../domain/runbook/format.ts";
import { type Rehearsal, rehearsalOf } from "../domain/runbook/rehearsal.ts";
import { listLastRehearsed } from "../storage/runs.ts";
import type { Deps } from "./context.ts";

export type Rehearsed = { readonly runbook: Runbook; readonly rehearsal: Rehearsal };

/** Every runbook at hand. */
export async function listRehearsals({
  db,
  clock,
  runbooks,
}: Pick<Deps, "db" | "clock" | "runbooks">): Promise<readonly Rehearsed[]> {
  const last = await listLastRehearsed(db);
  const now = clock.now();
  return runbooks.list().map(({ runbook }) => {
    return { runbook, rehearsal: rehearsalOf(runbook, last.get(runbook.id), now) };
  });
}
