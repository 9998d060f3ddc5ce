// After a request has done its work: keep the declared outputs, read back that it took effect, go on.

import type { Json } from "../language/json.ts";
import { askPerson, onwardOf, settle } from "../run/settle.ts";
import type { Reason } from "../state/reason.ts";
import { endReading, patchStep, setTimer, stateOf, type Turn } from "../state/turn.ts";
import { settleUndo, stopUndo } from "../undo/undo-done.ts";
import { undoOf } from "../undo/undo-plan.ts";
import { effectOf, type SendingStep } from "./effect-look.ts";
import { type Found, isSame } from "./found.ts";
import { outputsFrom } from "./outputs.ts";
import { readBack } from "./read-back.ts";

const VERIFY_EVERY_MS = 2_000;
/** GitHub is brought there repository by repository. */
const LIFT_EVERY_MS = 15_000;

export function finishEffect(turn: Turn, step: SendingStep, json: unknown): Turn {
  const outputs = outputsFrom(step, effectOf(turn, step.id), json);
  if (!outputs.ok) {
    const { output, message } = outputs;
    return askPerson(turn, step.id, { code: "bad-output", output, message });
  }
  const kept = Object.keys(outputs.values).length > 0;
  return verifyOrSettle(kept ? patchStep(turn, step.id, { output: outputs.values }) : turn, step);
}

/** It happened, as a person or a probe says; there is no answer to take outputs from. */
export function happened(turn: Turn, step: SendingStep): Turn {
  const { doubt: _, status: __, lostAt: ___, ...effect } = effectOf(turn, step.id);
  const known = patchStep(turn, step.id, { effect: { ...effect, phase: "answered" } });
  return verifyOrSettle(known, step, { code: "happened" });
}

export function verifyOrSettle(turn: Turn, step: SendingStep, reason?: Reason): Turn {
  const effect = effectOf(turn, step.id);
  if (!effect.verify) return succeed(turn, step, reason);
  const verifyUntil = new Date(turn.moment.now.getTime() + effect.verify.withinMs).toISOString();
  const { found: _, ...fresh } = effect;
  const verifying = patchStep(turn, step.id, {
    state: "verifying",
    reason,
    effect: { ...fresh, verifyUntil },
  });
  return readBack(verifying, step.id, "verify");
}

/** What the read-back found: right, not yet right, or not right in time. */
export function judgeVerify(turn: Turn, step: SendingStep, found: Found): Turn {
  const effect = effectOf(turn, step.id);
  if (!effect.verify) throw new Error(`step '${step.id}' has nothing to verify`);
  const seen = found.value === undefined ? {} : { found: found.value as Json };
  const looked = patchStep(endReading(turn, step.id), step.id, { effect: { ...effect, ...seen } });
  if (found.message === undefined && isSame(found.value, effect.verify.equals)) {
    return succeed(looked, step, stateOf(turn, step.id).reason);
  }
  const left = Date.parse(effect.verifyUntil ?? "") - turn.moment.now.getTime();
  const every = effect.verify.request.kind === "freeze" ? LIFT_EVERY_MS : VERIFY_EVERY_MS;
  if (left > 0) return setTimer(looked, step.id, "verify", Math.min(every, left));
  return stopUndo(looked, step, verifyFailed(effect.verify.equals, found), "ask");
}

function verifyFailed(expected: Json, { value, message }: Found): Reason {
  return {
    code: "verify-failed",
    expected,
    ...(value === undefined ? {} : { found: value as Json }),
    ...(message === undefined ? {} : { message }),
  };
}

/** How it can be taken back is frozen now, with the outputs it gave. */
function succeed(turn: Turn, step: SendingStep, reason?: Reason): Turn {
  const plain = patchStep(turn, step.id, { reason: undefined });
  if (step.kind === "undo") return settleUndo(plain, step, reason);
  const undo = undoOf(plain.runbook, plain.run, stateOf(plain, step.id), plain.moment.now);
  const kept = undo && "undo" in undo ? patchStep(plain, step.id, undo) : plain;
  return settle(
    kept,
    step.id,
    { state: "succeeded", ...(reason ? { reason } : {}) },
    onwardOf(step),
  );
}
