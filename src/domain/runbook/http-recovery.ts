// When a request went wrong: send again, look first, give up, or ask, as its repeat rule allows.
import { readBack } from "./read-back.ts";
import type { EffectState, Reason } from "./run.ts";
import { askPerson, follow } from "./settle.ts";
import type { HttpStep, Retry } from "./step-format.ts";
import { RETRY_DEFAULTS } from "./step-parts.ts";
import { patchStep, setTimer, stateOf, type Turn } from "./turn.ts";

export type Mishap =
  | { readonly kind: "not-sent" | "lost"; readonly message: string }
  | { readonly kind: "status"; readonly status: number; readonly retryAfterMs?: number };

/** A server that asks for more patience than this is asked again by a person. */
const LONGEST_RETRY_AFTER_MS = 15 * 60_000;

export function recover(turn: Turn, step: HttpStep, mishap: Mishap): Turn {
  const effect = stateOf(turn, step.id).effect;
  if (!effect) throw new Error(`step '${step.id}' has no request to recover`);
  const open = patchStep(turn, step.id, { effect: { ...effect, phase: phaseAfter(mishap) } });
  if (!leavesDoubt(mishap)) return retryOrFail(open, step, effect, mishap);
  switch (effect.repeat) {
    case "safe":
    case "keyed":
      return retryOrFail(open, step, effect, mishap);
    case "probe":
      return readBack(open, step.id, "probe");
    case "never":
      return askPerson(open, step.id, reasonOf(effect, mishap));
  }
}

/** A probe said that it has not happened: then sending is right, as often as the rule allows. */
export function sendAgain(turn: Turn, step: HttpStep, message: string): Turn {
  const effect = stateOf(turn, step.id).effect;
  if (!effect) throw new Error(`step '${step.id}' has no request to send again`);
  return retryOrFail(turn, step, effect, { kind: "lost", message });
}

function phaseAfter(mishap: Mishap): EffectState["phase"] {
  if (mishap.kind === "not-sent") return "planned";
  return mishap.kind === "lost" ? "unknown" : "answered";
}

/** After these nobody knows whether the request was carried out: a 5xx may come from a proxy. */
function leavesDoubt(mishap: Mishap): boolean {
  if (mishap.kind === "status") return mishap.status >= 500 || mishap.status === 408;
  return mishap.kind === "lost";
}

function retryOrFail(turn: Turn, step: HttpStep, effect: EffectState, mishap: Mishap): Turn {
  const retry = retryFor(step, effect, mishap);
  const asked = mishap.kind === "status" ? (mishap.retryAfterMs ?? 0) : 0;
  const patient = asked <= LONGEST_RETRY_AFTER_MS;
  if (retry && patient && effect.sends <= retry.max) {
    const waiting = patchStep(turn, step.id, { state: "retry_wait" });
    const delay = Math.max(asked, delayOf(retry, effect.sends, turn.moment.chance));
    return setTimer(waiting, step.id, "retry", delay);
  }
  const reason = reasonOf(effect, mishap);
  if (reason.code === "outcome-unknown") return askPerson(turn, step.id, reason);
  return follow(turn, step.id, reason, step.on_fail);
}

/** Without `retry` only doubt is sent again, by the repeat rule; a plain refusal is an answer. */
function retryFor(step: HttpStep, effect: EffectState, mishap: Mishap): Retry | undefined {
  const { retry } = step;
  switch (mishap.kind) {
    case "status": {
      const words = [String(mishap.status), `${Math.floor(mishap.status / 100)}xx`];
      const listed = retry?.on.some((word) => words.includes(word));
      return listed && effect.repeat !== "never" ? retry : undefined;
    }
    case "not-sent":
      return retry?.on.includes("network") ? retry : undefined;
    case "lost":
      return retry ?? { ...RETRY_DEFAULTS, on: [...RETRY_DEFAULTS.on] };
  }
}

/** Full jitter: anything between nothing and the bound, so that many callers spread out. */
function delayOf(retry: Retry, sends: number, chance: number): number {
  const factor = retry.backoff === "exponential" ? 2 ** (sends - 1) : 1;
  return chance * Math.min(retry.max_delay, retry.initial * factor);
}

function reasonOf(effect: EffectState, mishap: Mishap): Reason {
  const { sends } = effect;
  switch (mishap.kind) {
    case "not-sent":
      return { code: "not-sent", message: mishap.message, sends };
    case "lost":
      return { code: "outcome-unknown", message: mishap.message, sends };
    case "status":
      return reasonOfStatus(effect, mishap.status);
  }
}

function reasonOfStatus(effect: EffectState, status: number): Reason {
  const { sends, excerpt } = effect;
  const doubt = leavesDoubt({ kind: "status", status });
  if (doubt && effect.repeat === "never") {
    return { code: "outcome-unknown", message: `HTTP ${status}`, sends };
  }
  return { code: "refused-by-target", status, ...(excerpt === undefined ? {} : { excerpt }) };
}
