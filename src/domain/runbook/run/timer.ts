// A timer fired in time: what it was set for.
import { escalateApproval, lapse, timeOutApproval } from "../approval/approval-vote.ts";
import { isSending } from "../effect/effect-look.ts";
import { lookOn } from "../effect/effect-recovery.ts";
import { sendRequest } from "../effect/effect-send.ts";
import { hearOfRead } from "../effect/read-answer.ts";
import { readBack } from "../effect/read-back.ts";
import type {
  ChoiceStep,
  FreezeLookStep,
  ManualStep,
  Step,
  WaitStep,
} from "../format/step-format.ts";
import type { ReadAnswer, RunEvent } from "../state/run-event.ts";
import type { TimerKind } from "../state/step-state.ts";
import { ask, dropTimer, patchStep, setTimer, stateOf, stepOf, type Turn } from "../state/turn.ts";
import { begin } from "./arrive.ts";
import { judgeCheck } from "./check-step.ts";
import { hearOfFollowed, lookAtFollowed } from "./follow-step.ts";
import { hearOfFreeze, look, tooLate } from "./freeze-step.ts";
import { passDeadline } from "./hold.ts";
import { cancelRun, preflightUnanswered } from "./preflight.ts";
import { dropRunTimer, WHOLE_RUN } from "./run-timer.ts";
import { follow, settle } from "./settle.ts";
import { askAboutUnknown, takeSample, wereUnknown } from "./wait-step.ts";

type Fired = Extract<RunEvent, { type: "timer-fired" }>;

/** Slack.md's bound: after three reminders people know, and the step simply waits on. */
const MAX_REMINDERS = 3;

/** It is due, and still what its step or run waits for. */
export function hearTimer(turn: Turn, { step: id, timer }: Fired): Turn {
  if (id === WHOLE_RUN) return hearRunTimer(turn, timer);
  return hearStepTimer(dropTimer(turn, id, timer), stepOf(turn, id), timer);
}

function hearRunTimer(turn: Turn, timer: TimerKind): Turn {
  const quiet = dropRunTimer(turn, timer);
  switch (timer) {
    case "deadline":
      return passDeadline(quiet);
    case "preflight":
      return preflightUnanswered(quiet);
    case "unused":
      return cancelRun(quiet);
    default:
      return quiet;
  }
}

function hearStepTimer(turn: Turn, step: Step, timer: TimerKind): Turn {
  switch (timer) {
    case "timeout":
      if (isLook(step)) return tooLate(turn, step);
      return "on_timeout" in step ? timeOut(turn, step) : turn;
    case "elapsed":
      if (step.kind === "wait" && step.follows) return lookAtFollowed(turn, step);
      return step.kind === "wait" ? settle(turn, step.id, { state: "succeeded" }, step.then) : turn;
    case "sample":
      return sample(turn, step);
    case "retry":
      return sendRequest(turn, step.id);
    case "verify":
      return readBack(turn, step.id, "verify");
    case "read":
      return readUnanswered(turn, step);
    case "approval":
      return timeOutApproval(turn, step.id);
    case "escalation":
      return escalateApproval(turn, step.id);
    case "lapse":
      return lapse(turn, step.id);
    case "follow":
      return isSending(step) ? lookOn(turn, step) : turn;
    case "preflight":
    case "unused":
    case "deadline":
      return turn;
  }
}

function sample(turn: Turn, step: Step): Turn {
  if (isLook(step)) return look(turn, step);
  if (step.kind !== "wait") return turn;
  return step.follows ? lookAtFollowed(turn, step) : takeSample(turn, step);
}

function isLook(step: Step): step is FreezeLookStep {
  return step.kind === "freeze" && step.op !== "declare";
}

function timeOut(turn: Turn, step: ManualStep | ChoiceStep | WaitStep): Turn {
  const afterMs = step.timeout ?? 0;
  const unknown = step.kind === "wait" ? wereUnknown(turn, step) : undefined;
  if (step.kind === "wait" && unknown) return askAboutUnknown(turn, step, unknown);
  const route = step.on_timeout;
  if (route === "remind" || route === "escalate") return keepWaiting(turn, step.id, route, afterMs);
  return follow(turn, step.id, { code: "timed-out", afterMs }, route);
}

function keepWaiting(turn: Turn, id: string, how: "remind" | "escalate", afterMs: number): Turn {
  const { reminders, attempt } = stateOf(turn, id);
  const count = reminders + 1;
  const said = ask(patchStep(turn, id, { reminders: count }), {
    do: how,
    step: id,
    attempt,
    count,
  });
  return count < MAX_REMINDERS ? setTimer(said, id, "timeout", afterMs) : said;
}

const SILENCE: ReadAnswer = { ok: false, message: "no answer" };

/** Nobody answered a read: that is an unknown too, and never leaves a run hanging. */
function readUnanswered(turn: Turn, step: Step): Turn {
  switch (stateOf(turn, step.id).reading?.purpose) {
    case "text":
      return begin(turn, step.id, {});
    case "check":
      return step.kind === "check" ? judgeCheck(turn, step, {}) : turn;
    case "before":
    case "only-if":
    case "follow":
    case "verify":
    case "probe":
      return isSending(step) ? hearOfRead(turn, step, SILENCE) : turn;
    case "freeze":
      if (isLook(step)) return hearOfFreeze(turn, step, SILENCE);
      return step.kind === "wait" ? hearOfFollowed(turn, step, SILENCE) : turn;
    case "sample":
    case "current":
    case undefined:
      return turn;
  }
}
