// An http step: a request people saw before it was sent, sent at most as often as its repeat rule allows.
import { bindingsOf } from "./bindings.ts";
import type { HttpRequest, ReadBack } from "./change.ts";
import { answerRequest } from "./http-answer.ts";
import { recover } from "./http-recovery.ts";
import { readBack } from "./read-back.ts";
import { renderReadBack, renderRequest } from "./request.ts";
import type { EffectState } from "./run.ts";
import type { EffectEvent } from "./run-event.ts";
import { askPerson } from "./settle.ts";
import type { HttpStep, ReadBackFormat } from "./step-format.ts";
import type { Rendered } from "./template.ts";
import { ask, instant, patchStep, stateOf, type Turn } from "./turn.ts";

export function enterHttp(turn: Turn, step: HttpStep): Turn {
  const planned = plan(turn, step);
  if (!planned.ok) {
    const { where, message } = planned;
    return askPerson(turn, step.id, { code: "template-error", where, message });
  }
  const ready = patchStep(turn, step.id, { state: "ready", effect: planned.effect });
  const runsByItself = step.run === "auto" || (step.run === undefined && step.method === "GET");
  if (runsByItself) return sendRequest(ready, step.id);
  return planned.effect.verify ? readBack(ready, step.id, "before") : ready;
}

/** The intent is committed with this state; `effect-sent` is what opens the socket. */
export function sendRequest(turn: Turn, id: string): Turn {
  const { effect, attempt } = stateOf(turn, id);
  if (!effect) throw new Error(`step '${id}' has no request to send`);
  const send = effect.sends + 1;
  const running = patchStep(turn, id, {
    state: "running",
    reading: undefined,
    effect: { ...effect, phase: "intended", sends: send },
  });
  return ask(running, {
    do: "send-request",
    step: id,
    attempt,
    send,
    effect: { step: id, direction: "do", generation: effect.generation },
    change: effect.change,
  });
}

/** The event fits the request under way; the caller has made sure of it. */
export function hearOfRequest(turn: Turn, step: HttpStep, event: EffectEvent): Turn {
  const effect = stateOf(turn, step.id).effect;
  if (!effect) throw new Error(`step '${step.id}' has no request to hear of`);
  switch (event.type) {
    case "effect-sent":
      return patchStep(turn, step.id, {
        effect: { ...effect, phase: "sent", sentAt: instant(turn) },
      });
    case "effect-answered":
      return answerRequest(turn, step, event.answer);
    case "effect-not-sent":
      return recover(turn, step, { kind: "not-sent", message: event.message });
    case "effect-lost":
      return recover(turn, step, { kind: "lost", message: event.message });
  }
}

type Plan =
  | { readonly ok: true; readonly effect: EffectState }
  | { readonly ok: false; readonly where: string; readonly message: string };

/** A new plan is a new generation: what was sent before under another key stays another effect. */
function plan(turn: Turn, step: HttpStep): Plan {
  const bindings = bindingsOf(turn.run, {}, turn.moment.now);
  const request: Rendered<HttpRequest> = renderRequest(step, bindings);
  if (!request.ok) return { ok: false, where: "request", message: request.message };
  const render = (read: ReadBackFormat | undefined): Rendered<ReadBack> | undefined =>
    read ? renderReadBack(read, bindings) : undefined;
  const verify = render(step.verify);
  if (verify && !verify.ok) return { ok: false, where: "verify", message: verify.message };
  const probe = render(step.probe);
  if (probe && !probe.ok) return { ok: false, where: "probe", message: probe.message };
  const generation = (stateOf(turn, step.id).effect?.generation ?? 0) + 1;
  const effect: EffectState = {
    direction: "do",
    sha: "",
    change: request.value,
    repeat: step.repeat ?? "safe",
    ...(verify ? { verify: { ...verify.value, withinMs: step.verify?.within ?? 0 } } : {}),
    ...(probe ? { probe: probe.value } : {}),
    generation,
    sends: 0,
    phase: "planned",
  };
  return { ok: true, effect };
}
