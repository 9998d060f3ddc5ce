// Before an effect is shown for its click: what is there now, and is it still what an undo expects?
import { askApproval } from "../approval/approval.ts";
import type { EffectStep, Step, UndoesStep } from "../format/step-format.ts";
import { hashOf } from "../language/hash.ts";
import type { Change } from "../state/change.ts";
import type { EffectState } from "../state/effect-state.ts";
import { patchStep, stateOf, type Turn } from "../state/turn.ts";
import { isEffect } from "../undo/undo-plan.ts";
import { lookOf } from "./effect-plan.ts";
import { becomeReady } from "./effect-ready.ts";
import { readAside, readBack } from "./read-back.ts";

export type SendingStep = EffectStep | UndoesStep;

export function isSending(step: Step): step is SendingStep {
  return isEffect(step) || step.kind === "undo";
}

/** What is there now is only shown; nothing that is sent depends on it. */
function isForPreview({ kind }: Change): boolean {
  return kind === "http" || kind === "freeze" || kind === "lift-freeze";
}

/** What an undo expects, and what is there before a flag or a deployment is changed, decide something. */
export function look(turn: Turn, step: SendingStep): Turn {
  const { onlyIf, direction, change, verify } = effectOf(turn, step.id);
  if (onlyIf) return readBack(turn, step.id, "only-if");
  if (isForPreview(change)) return lookAside(turn, step);
  if (direction === "undo" || !lookOf(change, verify)) return looked(turn, step);
  return readBack(turn, step.id, "before");
}

/** An http read-back is only for the preview, and nobody waits for it. */
export function lookAside(turn: Turn, step: SendingStep): Turn {
  const { change, verify } = effectOf(turn, step.id);
  const next = looked(turn, step);
  const isShown = isForPreview(change) && lookOf(change, verify) !== undefined;
  if (!isShown || stateOf(next, step.id).state === "running") return next;
  return looked(readAside(turn, step.id, "before"), step);
}

/** From here on the request is frozen: its hash is what votes and clicks are about. */
export function looked(turn: Turn, step: SendingStep): Turn {
  const effect = effectOf(turn, step.id);
  if (effect.released) return becomeReady(turn, step);
  const sha = shaOf(turn, step.id);
  const frozen = patchStep(turn, step.id, { effect: { ...effect, sha } });
  return step.approval ? askApproval(frozen, step.id, sha) : becomeReady(frozen, step);
}

/** Everything that one click sends, in its order. */
export function shaOf(turn: Turn, id: string): string {
  const { queue, effect } = stateOf(turn, id);
  return hashOf(queue ? queue.map(({ change }) => change) : [effect?.change]);
}

export function effectOf(turn: Turn, id: string): EffectState {
  const { effect } = stateOf(turn, id);
  if (!effect) throw new Error(`step '${id}' has no effect`);
  return effect;
}
