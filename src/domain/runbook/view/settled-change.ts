// Whether people have dealt with a change: it was undone, has an owner and a day, or nothing can take it back.
import type { AppliedChange } from "./describe-changes.ts";

/** Passing by its undo during a roll-back names no owner: it is still asked about at the resolve. */
export function isSettled({ undo, left, irreversible }: AppliedChange): boolean {
  return undo?.state === "undone" || left !== undefined || irreversible !== undefined;
}
