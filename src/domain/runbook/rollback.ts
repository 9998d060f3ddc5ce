// Aborting with "undo all".
import type { Runbook } from "./format.ts";
import type { Person, RunState } from "./run.ts";
import type { Turn } from "./turn.ts";

export function canRollBack(_runbook: Runbook, _run: RunState): boolean {
  return false;
}

export function rollBack(turn: Turn, _by: Person): Turn {
  return turn;
}
