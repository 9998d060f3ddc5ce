// A held run goes on: timers with the time they had left, looks taken anew, what was decided meanwhile begins.
import { askAgain } from "../approval/approval.ts";
import { goOnApproved, isLapsed } from "../approval/approval-vote.ts";
import { isSending } from "../effect/effect-look.ts";
import { becomeReady } from "../effect/effect-ready.ts";
import type { Intent } from "../state/intent.ts";
import type { At } from "../state/run-event.ts";
import type { Instant } from "../state/stamp.ts";
import type { StepState, TimerKind } from "../state/step-state.ts";
import { ask, patchRun, patchStep, setTimer, stateOf, stepOf, type Turn } from "../state/turn.ts";
import { prepare } from "./arrive.ts";
import { runCheck } from "./check-step.ts";
import { lookAtFollowed } from "./follow-step.ts";
import { look } from "./freeze-step.ts";
import { frozenTimers } from "./hold.ts";
import { dropRunTimer, WHOLE_RUN } from "./run-timer.ts";
import { askPerson } from "./settle.ts";
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
  const clear = patchStep(armAgain(turn, id), id, { frozen: undefined });
  return timers.reduce((before, [kind, leftMs]) => setTimer(before, id, kind, leftMs), clear);
}

/** Timers that were not stopped may have come while nobody could read the run. */
function armAgain(turn: Turn, id: string): Turn {
  const { attempt, timers } = stateOf(turn, id);
  const ofStep = alarms({ step: id, attempt }, timers);
  return ask(turn, ...ofStep, ...alarms({ step: WHOLE_RUN, attempt: 0 }, turn.run.timers ?? {}));
}

function alarms(at: At, timers: StepState["timers"]): readonly Intent[] {
  const all = Object.entries(timers) as [TimerKind, Instant][];
  return all.map(([timer, fireAt]) => ({ do: "set-timer", ...at, timer, fireAt }));
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
  if (isSending(step)) return askWhatCame(turn, id);
  if (step.kind === "check") return runCheck(turn, step);
  if (step.kind === "freeze") return look(turn, step);
  if (step.kind === "wait" && stateOf(turn, id).freeze) return lookAtFollowed(turn, step);
  return step.kind === "wait" && step.until !== undefined ? takeSample(turn, step) : turn;
}

/** Its answer came while nobody could read the run: it was kept, and a person says what it means. */
function askWhatCame(turn: Turn, id: string): Turn {
  const { state, effect } = stateOf(turn, id);
  const isUnderWay = effect?.phase === "intended" || effect?.phase === "sent";
  if (state !== "running" || !effect || isUnderWay) return turn;
  const { status, sends } = effect;
  const told = status === undefined ? "nothing is known of it" : `HTTP ${status}`;
  const message = `${told}; it came while this run could not be read`;
  return askPerson(turn, id, { code: "outcome-unknown", message, sends });
}
