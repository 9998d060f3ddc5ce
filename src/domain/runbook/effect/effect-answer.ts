// What became of a request: done, refused, worth another try, or something nobody can tell.

import type { EffectState } from "../state/effect-state.ts";
import type { EffectEvent, HttpAnswer } from "../state/run-event.ts";
import type { Turn } from "../state/turn.ts";
import { isSuccess } from "./applied.ts";
import { finishEffect } from "./effect-finish.ts";
import { startFollowing } from "./effect-follow.ts";
import { effectOf, type SendingStep } from "./effect-look.ts";
import { markSent, recordAnswer } from "./effect-record.ts";
import { recover } from "./effect-recovery.ts";

/** The event fits the request under way; the caller has made sure of it. */
export function hearOfRequest(turn: Turn, step: SendingStep, event: EffectEvent): Turn {
  switch (event.type) {
    case "effect-sent":
      return markSent(turn, step.id);
    case "effect-answered":
      return answerRequest(turn, step, event.answer);
    case "effect-not-sent":
      return recover(turn, step, { kind: "not-sent", message: event.message });
    case "effect-lost":
      return recover(turn, step, { kind: "lost", message: event.message });
  }
}

function answerRequest(turn: Turn, step: SendingStep, answer: HttpAnswer): Turn {
  const heard = recordAnswer(turn, step.id, answer);
  const effect = effectOf(heard, step.id);
  if (isExpected(step, effect, answer.status)) {
    return effect.follow
      ? startFollowing(heard, step, answer.json)
      : finishEffect(heard, step, answer.json);
  }
  const retryAfter = answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs };
  return recover(heard, step, { kind: "status", status: answer.status, ...retryAfter });
}

/** GitHub answers 202 where it merged something instead of deploying: that is no deployment. */
function isExpected(step: SendingStep, effect: EffectState, status: number): boolean {
  if (effect.change.kind === "redeploy") return status === 201;
  if (step.kind === "http" && step.expect) return step.expect.includes(status);
  return isSuccess(status);
}
