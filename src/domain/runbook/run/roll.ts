// Where a run goes by itself after anything has happened: on through steps that need nobody, or nowhere.
import { armLapse } from "../approval/approval-vote.ts";
import type { RunPhase } from "../state/run.ts";
import { isOver, patchRun, stateOf, type Turn } from "../state/turn.ts";
import { arrive } from "./arrive.ts";
import { freezeTimers } from "./hold.ts";

/** Gotos lead forward only, so this ends. */
export function roll(turn: Turn): Turn {
  const { cursor, state, hold } = turn.run;
  if (isOver(turn.run) || cursor === undefined || state === "created") return turn;
  if (hold) return freezeTimers(patchRun(turn, { state: "paused" }));
  if (stateOf(turn, cursor).state === "pending") return roll(arrive(turn, cursor));
  return patchRun(armLapse(turn, cursor), { state: phaseAt(turn, cursor) });
}

function phaseAt(turn: Turn, cursor: string): RunPhase {
  if (turn.run.added?.some(({ id }) => id === cursor)) return "rolling_back";
  return stateOf(turn, cursor).state === "needs_decision" ? "blocked" : "running";
}
