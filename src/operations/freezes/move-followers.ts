// Runs that wait for a freeze look at it again: it was moved, ended, or came to hold.
import type { RunState } from "../../domain/runbook/state/run.ts";
import { findFreeze } from "../../storage/freezes.ts";
import { listOpenRuns } from "../../storage/runs.ts";
import { oweEffects, type Tx } from "../context.ts";

/**
 * Within the transaction that changed the freeze. Owed and not done here: what a run sees is read when this is
 * committed, and no run or incident is locked under the freeze's lock.
 */
export async function moveFollowers(tx: Tx, freezeId: string): Promise<void> {
  const freeze = await findFreeze(tx.db, freezeId);
  if (!freeze) return;
  const name = `FRZ-${freeze.number}`;
  for (const { id: runId, state } of await listOpenRuns(tx.db)) {
    const at = followerIn(state, name);
    if (!at) continue;
    await oweEffects(tx, [
      { kind: "run", runId, intent: { do: "follow-freeze", ...at, freeze: name } },
    ]);
  }
}

function followerIn({ cursor, steps }: RunState, name: string) {
  const here = steps.find(({ id }) => id === cursor);
  return here?.freeze?.of === name ? { step: here.id, attempt: here.attempt } : undefined;
}
