// What an event means to a run: a person's click, a report that fits what is under way, or nothing.
import { hearOfApprovers } from "../approval/approval-vote.ts";
import { hearOfRequest } from "../effect/effect-answer.ts";
import { isSending } from "../effect/effect-look.ts";
import { hearOfRead } from "../effect/read-answer.ts";
import type { Step } from "../format/step-format.ts";
import type { ReadAnswer, RunEvent } from "../state/run-event.ts";
import type { StepState } from "../state/step-state.ts";
import { dropTimer, isOver, stateOf, stepOf, type Turn } from "../state/turn.ts";
import { hearStillChanged } from "../undo/still-changed.ts";
import { begin } from "./arrive.ts";
import { judgeCheck } from "./check-step.ts";
import { click, type Heard } from "./click.ts";
import { hearOfFollowed } from "./follow-step.ts";
import { hearOfFreeze } from "./freeze-step.ts";
import { holdIncompatible } from "./hold.ts";
import { type Report, recordLateAnswer, refuseReport } from "./late.ts";
import { hearPreflight } from "./preflight.ts";
import { hearTimer } from "./timer.ts";
import { judgeSample } from "./wait-step.ts";

export function hear(turn: Turn, event: RunEvent): Heard {
  const changed = hearStillChanged(turn, event);
  if (changed) return { turn: changed };
  if (isOver(turn.run)) return recordLateAnswer(turn, event);
  if (event.type === "clicked") return click(turn, event);
  const refusal = refuseReport(turn.run, event, turn.moment.now);
  return refusal ? { refusal } : { turn: hearReport(turn, event) };
}

function hearReport(turn: Turn, event: Report): Turn {
  switch (event.type) {
    case "metrics-read":
      return hearMetrics(turn, stepOf(turn, event.step), event.readings);
    case "read-answered":
    case "freeze-seen":
      return hearOfLook(turn, stepOf(turn, event.step), event.answer);
    case "timer-fired":
      return hearTimer(turn, event);
    case "effect-sent":
    case "effect-answered":
    case "effect-not-sent":
    case "effect-lost": {
      const step = stepOf(turn, event.step);
      return isSending(step) ? hearOfRequest(turn, step, event) : turn;
    }
    case "approvers-found":
      return hearOfApprovers(turn, event.step, event.eligible);
    case "preflighted":
      return hearPreflight(turn, event.findings);
    case "became-incompatible":
      return holdIncompatible(turn, event.message);
    case "undo-settled":
    case "changes-asked":
      return turn;
  }
}

function hearOfLook(turn: Turn, step: Step, answer: ReadAnswer): Turn {
  if (step.kind === "wait") return step.follows ? hearOfFollowed(turn, step, answer) : turn;
  if (step.kind === "freeze" && step.op !== "declare") return hearOfFreeze(turn, step, answer);
  return isSending(step) ? hearOfRead(turn, step, answer) : turn;
}

function hearMetrics(turn: Turn, step: Step, readings: NonNullable<StepState["values"]>): Turn {
  const quiet = dropTimer(turn, step.id, "read");
  switch (stateOf(turn, step.id).reading?.purpose) {
    case "check":
      return step.kind === "check" ? judgeCheck(quiet, step, readings) : turn;
    case "sample":
      return step.kind === "wait" ? judgeSample(quiet, step, readings) : turn;
    case "text":
      return begin(quiet, step.id, readings);
    case "before":
    case "only-if":
    case "follow":
    case "verify":
    case "probe":
    case "current":
    case "freeze":
    case undefined:
      return turn;
  }
}
