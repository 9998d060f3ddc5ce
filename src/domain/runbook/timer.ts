// A timer fired in time: what it was set for.
import { begin } from "./arrive.ts";
import { judgeCheck } from "./check-step.ts";
import { sendRequest } from "./http-step.ts";
import { hearOfRead } from "./read-answer.ts";
import { readBack } from "./read-back.ts";
import type { TimerKind } from "./run.ts";
import { follow, settle } from "./settle.ts";
import type { ChoiceStep, ManualStep, Step, WaitStep } from "./step-format.ts";
import { ask, patchStep, setTimer, stateOf, type Turn } from "./turn.ts";
import { askAboutUnknown, takeSample, wereUnknown } from "./wait-step.ts";

/** Slack.md's bound: after three reminders people know, and the step simply waits on. */
const MAX_REMINDERS = 3;

export function hearTimer(turn: Turn, step: Step, timer: TimerKind): Turn {
  switch (timer) {
    case "timeout":
      return "on_timeout" in step ? timeOut(turn, step) : turn;
    case "elapsed":
      return step.kind === "wait" ? settle(turn, step.id, { state: "succeeded" }, step.then) : turn;
    case "sample":
      return step.kind === "wait" ? takeSample(turn, step) : turn;
    case "retry":
      return sendRequest(turn, step.id);
    case "verify":
      return readBack(turn, step.id, "verify");
    case "read":
      return readUnanswered(turn, step);
    case "follow":
    case "approval":
    case "escalation":
    case "lapse":
    case "preflight":
    case "unused":
    case "deadline":
      return turn;
  }
}

function timeOut(turn: Turn, step: ManualStep | ChoiceStep | WaitStep): Turn {
  const afterMs = step.timeout ?? 0;
  const unknown = step.kind === "wait" ? wereUnknown(turn, step.id) : undefined;
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

/** Nobody answered a read: that is an unknown too, and never leaves a run hanging. */
function readUnanswered(turn: Turn, step: Step): Turn {
  switch (stateOf(turn, step.id).reading?.purpose) {
    case "text":
      return begin(turn, step.id, {});
    case "check":
      return step.kind === "check" ? judgeCheck(turn, step, {}) : turn;
    case "verify":
    case "probe":
      return step.kind === "http"
        ? hearOfRead(turn, step, { ok: false, message: "no answer" })
        : turn;
    case "sample":
    case "before":
    case "only-if":
    case "follow":
    case "current":
    case undefined:
      return turn;
  }
}
