// Run was pressed: the request is written once more, and only what was seen and approved is sent.
import { voidApproval } from "../approval/approval.ts";
import type { EffectStep } from "../format/step-format.ts";
import { bindingsOf } from "../language/bindings.ts";
import { hashOf } from "../language/hash.ts";
import { askPerson } from "../run/settle.ts";
import { patchStep, type Turn } from "../state/turn.ts";
import { effectOf, type SendingStep } from "./effect-look.ts";
import { planEffect } from "./effect-plan.ts";
import { sendRequest } from "./effect-send.ts";
import { readBack } from "./read-back.ts";

/** `only_if` is compared once more: between the preview and the click anything may have happened. */
export function runEffect(turn: Turn, step: SendingStep): Turn {
  const effect = effectOf(turn, step.id);
  const changed = step.kind === "undo" ? undefined : writeAgain(turn, step);
  if (changed) return changed;
  if (!effect.onlyIf || turn.run.hold) return sendRequest(turn, step.id);
  const released = patchStep(turn, step.id, {
    state: "preparing",
    timers: {},
    effect: { ...effect, released: true },
  });
  return readBack(released, step.id, "only-if");
}

/** Undefined where the request is still the one that people saw. */
function writeAgain(turn: Turn, step: EffectStep): Turn | undefined {
  const effect = effectOf(turn, step.id);
  const now = effect.plannedAt ? new Date(effect.plannedAt) : turn.moment.now;
  const { change } = effect;
  const seen =
    change.kind === "redeploy"
      ? { current: { sha: change.replaces }, previous: { sha: change.sha } }
      : undefined;
  const planned = planEffect(step, bindingsOf(turn.run, {}, now), seen);
  if (!planned.ok) {
    const { where, message } = planned;
    return askPerson(turn, step.id, { code: "template-error", where, message });
  }
  const sha = hashOf([planned.plan.change]);
  if (sha === effect.sha) return undefined;
  const { followMs: _, ...plan } = planned.plan;
  const shown = patchStep(turn, step.id, { state: "ready", effect: { ...effect, ...plan, sha } });
  return step.approval ? voidApproval(shown, step.id, sha) : shown;
}
