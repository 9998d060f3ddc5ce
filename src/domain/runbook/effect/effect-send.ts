// Sends what people saw, and keeps what became of it: at most as often as its repeat rule allows.

import { findStep } from "../format/format.ts";
import type { Step } from "../format/step-format.ts";
import type { EffectRef } from "../state/change.ts";
import type { EffectState } from "../state/effect-state.ts";
import { ask, patchStep, stateOf, type Turn } from "../state/turn.ts";
import { stubAnswer } from "./stub.ts";

/**
 * The intent is committed with this state; `effect-sent` is what opens the socket. In a run that is
 * held nothing is sent: the step is ready again, for a click when the run goes on.
 */
export function sendRequest(turn: Turn, id: string): Turn {
  const { effect, attempt } = stateOf(turn, id);
  if (!effect) throw new Error(`step '${id}' has no request to send`);
  const { released: _, ...request } = effect;
  const quiet = { reading: undefined, timers: {}, reason: undefined };
  if (turn.run.hold) {
    return patchStep(turn, id, {
      ...quiet,
      state: "ready",
      effect: { ...request, phase: "planned" },
    });
  }
  const sending: EffectState = { ...request, phase: "intended", sends: effect.sends + 1 };
  const running = patchStep(turn, id, { ...quiet, state: "running", effect: sending });
  return ask(running, {
    do: "send-request",
    step: id,
    attempt,
    send: sending.sends,
    effect: refOf(id, effect),
    change: effect.change,
    ...inDrill(turn, findStep(turn.runbook, effect.of ?? id), effect),
  });
}

function inDrill({ run }: Turn, step: Step | undefined, effect: EffectState) {
  if (run.mode !== "drill") return {};
  const real = isReal(step) ? { real: true as const } : {};
  return { stub: stubAnswer(step, effect), ...real };
}

/** Reads are real in a drill, unless the runbook's author says what to rehearse with. */
function isReal(step: Step | undefined): boolean {
  if (step?.kind !== "http" || step.method !== "GET") return false;
  const outputs = Object.keys(step.outputs);
  return outputs.length === 0 || outputs.some((name) => step.rehearse[name] === undefined);
}

/** The undo of an effect belongs to the step whose effect it was, whichever step sends it. */
export function refOf(
  id: string,
  { direction, of, generation }: Pick<EffectState, "direction" | "of" | "generation">,
): EffectRef {
  return { step: of ?? id, direction, generation };
}
