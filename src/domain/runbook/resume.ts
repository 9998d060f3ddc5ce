// A held run goes on: timers with the time they had left, looks taken anew, what was decided meanwhile begins.
import { askAgain } from "./approval.ts";
import { goOnApproved, isLapsed } from "./approval-vote.ts";
import { prepare } from "./arrive.ts";
import { runCheck } from "./check-step.ts";
import { isSending } from "./effect-look.ts";
import { becomeReady } from "./effect-ready.ts";
import { frozenTimers } from "./hold.ts";
import { dropRunTimer } from "./run-timer.ts";
import { patchRun, patchStep, setTimer, stateOf, stepOf, type Turn } from "./turn.ts";
import { takeSample } from "./wait-step.ts";

/** After its deadline a run has none any more: somebody has looked and let it go on. */
export function resume(turn: Turn): Turn {
  const { hold, cursor } = turn.run;
  const free = patchRun(turn, { hold: undefined, state: "running" });
  const released = hold?.code === "deadline" ? dropDeadline(free) : free;
  return cursor === undefined ? released : goOn(thaw(released, cursor), cursor);
}

function dropDeadline(turn: Turn): Turn {
  return patchRun(dropRunTimer(turn, "deadline"), { deadlineAt: undefined });
}

function thaw(turn: Turn, id: string): Turn {
  const timers = frozenTimers(stateOf(turn, id));
  const clear = patchStep(turn, id, { frozen: undefined });
  return timers.reduce((before, [kind, leftMs]) => setTimer(before, id, kind, leftMs), clear);
}

function goOn(turn: Turn, id: string): Turn {
  const { state, approval } = stateOf(turn, id);
  switch (state) {
    case "preparing":
      return prepare(turn, id);
    case "awaiting_approval":
      return approval?.state === "granted" ? goOnApproved(turn, id) : turn;
    case "ready":
      return isLapsed(turn, id) ? askAgain(turn, id) : readyAnew(turn, id);
    case "running":
    case "waiting":
      return lookAnew(turn, id);
    case "pending":
    case "retry_wait":
    case "verifying":
    case "needs_decision":
    case "succeeded":
    case "failed":
    case "skipped":
    case "cancelled":
      return turn;
  }
}

/** What runs by itself was kept back. */
function readyAnew(turn: Turn, id: string): Turn {
  const step = stepOf(turn, id);
  return isSending(step) ? becomeReady(turn, step) : turn;
}

function lookAnew(turn: Turn, id: string): Turn {
  const step = stepOf(turn, id);
  if (step.kind === "check") return runCheck(turn, step);
  return step.kind === "wait" && step.until !== undefined ? takeSample(turn, step) : turn;
}
