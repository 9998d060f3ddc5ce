// The cursor reached a step with an effect: what it would send is written, looked at, approved and offered.

import type { EffectStep } from "../format/step-format.ts";
import { bindingsOf } from "../language/bindings.ts";
import { askPerson } from "../run/settle.ts";
import type { Change, EffectRef } from "../state/change.ts";
import type { EffectState, Follow } from "../state/effect-state.ts";
import type { StepState } from "../state/step-state.ts";
import { instant, patchStep, stateOf, type Turn } from "../state/turn.ts";
import { certaintyOf } from "./applied.ts";
import { look } from "./effect-look.ts";
import { type EffectPlan, planEffect } from "./effect-plan.ts";
import { refOf } from "./effect-send.ts";

export function enterEffect(turn: Turn, step: EffectStep): Turn {
  const planned = planEffect(step, bindingsOf(turn.run, {}, turn.moment.now));
  if (!planned.ok) {
    const { where, message } = planned;
    return askPerson(turn, step.id, { code: "template-error", where, message });
  }
  const effect = effectFrom(turn, step, planned.plan);
  return look(patchStep(turn, step.id, { state: "preparing", effect }), step);
}

/** A new plan is a new generation: what was sent before under another key stays another effect. */
function effectFrom(turn: Turn, step: EffectStep, plan: EffectPlan): EffectState {
  const state = stateOf(turn, step.id);
  const generation = (state.effect?.generation ?? 0) + 1;
  const { followMs, ...rest } = plan;
  const follow = followOf(plan.change, refOf(step.id, { direction: "do", generation }), followMs);
  const earlier = earlierOf(state);
  return {
    direction: "do",
    sha: "",
    ...rest,
    ...(follow ? { follow } : {}),
    ...(earlier ? { earlier } : {}),
    plannedAt: instant(turn),
    generation,
    sends: 0,
    phase: "planned",
  };
}

/** What an earlier try came to, unless a person has just said that it did not happen. */
function earlierOf(state: StepState): EffectState["earlier"] {
  const { effect, decisions } = state;
  const last = decisions.findLast(({ attempt }) => attempt === state.attempt - 1);
  const certainty = certaintyOf(state);
  if (!effect || !certainty || last?.action === "it-did-not") return undefined;
  const before = effect.earlier?.certainty ? effect.earlier.before : effect.before;
  return { certainty, ...(before === undefined ? {} : { before }) };
}

/** How the end of a deployment or of a workflow run is learnt. */
export function followOf(change: Change, effect: EffectRef, withinMs = 0): Follow | undefined {
  switch (change.kind) {
    case "http":
    case "flag":
    case "freeze":
    case "lift-freeze":
      return undefined;
    case "redeploy": {
      const { repo, environment } = change;
      return { request: { kind: "deployment", repo, environment, effect }, withinMs };
    }
    case "dispatch": {
      const { repo, workflow } = change;
      return { request: { kind: "workflow-run", repo, workflow, effect }, withinMs };
    }
  }
}
