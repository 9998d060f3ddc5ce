// Whether people have dealt with a change: it was undone, left on purpose, or nothing can take it back.
import type { AppliedChange } from "./describe-changes.ts";

export function isSettled({ undo, left, irreversible }: AppliedChange): boolean {
  if (undo?.state === "undone" || undo?.state === "left") return true;
  return left !== undefined || irreversible !== undefined;
}
