// A moment of a freeze has come: its start, its end, a notice before, or the minute's comparison.
import type { Timer } from "../../domain/timer.ts";
import { lockException } from "../../storage/freeze-exceptions.ts";
import { lockFreeze } from "../../storage/freezes.ts";
import type { Tx } from "../context.ts";

export type FreezeTimer = Extract<Timer, { kind: "freeze" | "exception" | "freeze-sweep" }>;

export async function lockForFreezeTimer(tx: Tx, timer: FreezeTimer): Promise<void> {
  if (timer.kind === "freeze") await lockFreeze(tx.db, timer.freezeId);
  else if (timer.kind === "exception") await lockException(tx.db, timer.exceptionId);
}

export async function fireFreezeTimer(_tx: Tx, timer: FreezeTimer): Promise<void> {
  await Promise.reject(new Error(`nothing follows a ${timer.kind} timer`));
}
