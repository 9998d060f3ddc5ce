// What an answer means: done, refused, worth another try, or something nobody can tell from it.
import { finishRequest } from "./http-finish.ts";
import { recover } from "./http-recovery.ts";
import type { HttpAnswer } from "./run-event.ts";
import type { HttpStep } from "./step-format.ts";
import { instant, patchStep, stateOf, type Turn } from "./turn.ts";

const KEPT_EXCERPT = 2_000;

export function answerRequest(turn: Turn, step: HttpStep, answer: HttpAnswer): Turn {
  const heard = record(turn, step.id, answer);
  if (isExpected(step, answer.status)) return finishRequest(heard, step, answer.json);
  const retryAfter = answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs };
  return recover(heard, step, { kind: "status", status: answer.status, ...retryAfter });
}

/** Also for a run that is over: what came of a request on its way is kept. */
export function record(turn: Turn, id: string, answer: HttpAnswer): Turn {
  const effect = stateOf(turn, id).effect;
  if (!effect) return turn;
  const excerpt = answer.excerpt?.slice(0, KEPT_EXCERPT);
  return patchStep(turn, id, {
    effect: {
      ...effect,
      phase: "answered",
      answeredAt: instant(turn),
      status: answer.status,
      ...(excerpt === undefined ? {} : { excerpt }),
    },
  });
}

function isExpected(step: HttpStep, status: number): boolean {
  return step.expect ? step.expect.includes(status) : status >= 200 && status < 300;
}
