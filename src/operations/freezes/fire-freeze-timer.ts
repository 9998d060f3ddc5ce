// A moment of a freeze has come: its start, its end, a notice before, a reminder, or the sweep's comparison.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import type { FreezeMoment, Timer } from "../../domain/timer.ts";
import { lockException } from "../../storage/freeze-exceptions.ts";
import { lockFreeze } from "../../storage/freezes.ts";
import type { Tx } from "../context.ts";
import { armSweep } from "./arm-sweep.ts";
import { commitFreeze } from "./commit-freeze.ts";
import { reconcileAll, tellHeld } from "./reconcile-wanted.ts";
import { remindOf, tellLate, tellWaits } from "./remind-of-freeze.ts";
import { paintFreeze } from "./repaint-freeze.ts";
import { fireExceptionTimer } from "./settle-exception.ts";
import { lookForAutoMerge } from "./tell-auto-merge.ts";

export type FreezeTimer = Extract<Timer, { kind: "freeze" | "exception" | "freeze-sweep" }>;

export async function lockForFreezeTimer(tx: Tx, timer: FreezeTimer): Promise<void> {
  if (timer.kind === "exception") await lockException(tx.db, timer.exceptionId);
  else await lockFreeze(tx.db, timer.freezeId);
}

export async function fireFreezeTimer(tx: Tx, timer: FreezeTimer): Promise<void> {
  if (timer.kind === "exception") return await fireExceptionTimer(tx, timer.exceptionId);
  const before = await lockFreeze(tx.db, timer.freezeId);
  if (!before) return;
  const freeze = await commitFreeze(tx, before, { next: before, events: [] });
  if (timer.kind === "freeze-sweep") await armSweep(tx, freeze);
  else await followMoment(tx, { before, freeze }, timer.moment);
}

/** Whatever was known of them: what failed when it was staged is tried again now. */
async function begin(tx: Tx, freeze: Freeze): Promise<void> {
  if (freeze.ended || freeze.scheduledAt === undefined) return;
  await reconcileAll(tx, freeze.scope.repositories);
  await tellHeld(tx, freeze.scope.repositories);
  await armSweep(tx, freeze);
  await paintFreeze(tx, freeze);
}

type Moved = { readonly before: Freeze; readonly freeze: Freeze };

async function followMoment(
  tx: Tx,
  { before, freeze }: Moved,
  moment: FreezeMoment,
): Promise<void> {
  switch (moment) {
    case "day-before":
    case "hour-before":
      return await paintFreeze(tx, freeze);
    case "start":
      return await begin(tx, freeze);
    case "ending": {
      const next = await lookForAutoMerge(tx, freeze);
      if (next !== freeze) await commitFreeze(tx, freeze, { next, events: [] });
      return;
    }
    case "end":
      // The first time it was told with the change itself.
      if (before.waits === freeze.waits) await tellWaits(tx, freeze);
      return;
    case "approval":
      return await remindOf(tx, freeze);
    case "late":
      return await tellLate(tx, freeze);
  }
}
