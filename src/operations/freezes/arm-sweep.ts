// The sweep of a freeze: the next time at which one of its repositories is not as wanted, or due for a look.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { freezeTimerKey } from "../../domain/freeze/timers.ts";
import { findTimerAt } from "../../storage/timers.ts";
import { changeTimers, type Tx } from "../context.ts";
import { reconcileDue } from "./reconcile-wanted.ts";

const SWEEP_MS = 60_000;

/** Owes what is due now; no sweep is set where there is nothing left to look for. */
export async function armSweep(tx: Tx, freeze: Freeze): Promise<void> {
  if (freeze.scheduledAt === undefined) return;
  const due = await reconcileDue(tx, freeze);
  if (due === undefined) return;
  const key = freezeTimerKey(freeze.id, "sweep");
  const fireAt = new Date(Math.max(due.getTime(), tx.now.getTime() + SWEEP_MS));
  const set = await findTimerAt(tx.db, key);
  if (set && set <= fireAt) return;
  await changeTimers(tx, [{ set: { kind: "freeze-sweep", freezeId: freeze.id }, key, fireAt }]);
}
