// Keeps what is known of a request on its way, also for a run that is over.

import type { HttpAnswer } from "../state/run-event.ts";
import { instant, patchStep, stateOf, type Turn } from "../state/turn.ts";
import { markUndo } from "../undo/undo-mark.ts";
import { isSuccess } from "./applied.ts";

const KEPT_EXCERPT = 2_000;

export function markSent(turn: Turn, id: string): Turn {
  const { effect, queue } = stateOf(turn, id);
  if (!effect) throw new Error(`step '${id}' has no request that was sent`);
  const sentAt = instant(turn);
  const { firstSentAt = sentAt } = effect;
  const sent = patchStep(turn, id, { effect: { ...effect, phase: "sent", sentAt, firstSentAt } });
  const plan = queue?.[0];
  return plan ? markUndo(sent, plan, { state: "undoing" }) : sent;
}

export function recordAnswer(turn: Turn, id: string, answer: HttpAnswer): Turn {
  const { effect } = stateOf(turn, id);
  if (!effect) return turn;
  const excerpt = answer.excerpt?.slice(0, KEPT_EXCERPT);
  const { doubt: _, ...sure } = effect;
  return patchStep(turn, id, {
    effect: {
      ...(isSuccess(answer.status) ? sure : effect),
      phase: "answered",
      answeredAt: instant(turn),
      status: answer.status,
      ...(excerpt === undefined ? {} : { excerpt }),
      ...(mayHaveWorked(answer.status) ? { doubt: true } : {}),
    },
  });
}

/** After these nobody knows whether the request was carried out: a 5xx may come from a proxy. */
export function mayHaveWorked(status: number): boolean {
  return status >= 500 || status === 408;
}

/** The run is over and hears what came of its last request, for the record. */
export function recordLate(turn: Turn, id: string, answer: HttpAnswer | "lost" | "not-sent"): Turn {
  const { effect, queue } = stateOf(turn, id);
  if (!effect) return turn;
  const plan = queue?.[0];
  const tell = (told: Turn, isDone: boolean): Turn =>
    plan ? markUndo(told, plan, { state: isDone ? "undone" : "failed" }) : told;
  if (answer === "lost")
    return tell(
      patchStep(turn, id, { effect: { ...effect, phase: "unknown", doubt: true } }),
      false,
    );
  if (answer === "not-sent")
    return tell(patchStep(turn, id, { effect: { ...effect, phase: "cancelled" } }), false);
  return tell(recordAnswer(turn, id, answer), isSuccess(answer.status));
}
