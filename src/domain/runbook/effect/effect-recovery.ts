// When a request went wrong: send again, look first, give up, or ask, as its repeat rule allows.

import { findStep } from "../format/format.ts";
import type { Retry } from "../format/step-format.ts";
import { RETRY_DEFAULTS } from "../format/step-parts.ts";
import { readPointer } from "../language/json.ts";
import type { EffectState } from "../state/effect-state.ts";
import type { Reason } from "../state/reason.ts";
import {
  endReading,
  instant,
  millisecondsSince,
  patchStep,
  setTimer,
  type Turn,
} from "../state/turn.ts";
import { stopUndo } from "../undo/undo-done.ts";
import { happened } from "./effect-finish.ts";
import { startFollowing } from "./effect-follow.ts";
import { effectOf, type SendingStep } from "./effect-look.ts";
import { mayHaveWorked } from "./effect-record.ts";
import { type Found, isSame } from "./found.ts";
import { readBack } from "./read-back.ts";

export type Mishap =
  | { readonly kind: "not-sent" | "lost"; readonly message: string }
  | { readonly kind: "status"; readonly status: number; readonly retryAfterMs?: number };

/** A server that asks for more patience than this is asked again by a person. */
const LONGEST_RETRY_AFTER_MS = 15 * 60_000;

/** GitHub may list a deployment only some moments after it has made it. */
const FIND_WITHIN_MS = 20_000;
const FIND_EVERY_MS = 5_000;

export function recover(turn: Turn, step: SendingStep, mishap: Mishap): Turn {
  const effect = effectOf(turn, step.id);
  const isDoubtful = leavesDoubt(mishap);
  const open = patchStep(turn, step.id, {
    effect: { ...effect, phase: phaseAfter(mishap), ...(isDoubtful ? { doubt: true } : {}) },
  });
  if (!isDoubtful) return retryOrFail(open, step, mishap);
  switch (effect.repeat) {
    case "safe":
    case "keyed":
      return retryOrFail(open, step, mishap);
    case "probe":
      return effect.follow ? find(open, step) : probe(open, step);
    case "never":
      return stopUndo(open, step, reasonOf(effect, mishap), "ask");
  }
}

function phaseAfter(mishap: Mishap): EffectState["phase"] {
  if (mishap.kind === "not-sent") return "planned";
  return mishap.kind === "lost" ? "unknown" : "answered";
}

function leavesDoubt(mishap: Mishap): boolean {
  return mishap.kind === "status" ? mayHaveWorked(mishap.status) : mishap.kind === "lost";
}

function probe(turn: Turn, step: SendingStep): Turn {
  return readBack(patchStep(turn, step.id, { state: "verifying" }), step.id, "probe");
}

function find(turn: Turn, step: SendingStep): Turn {
  const effect = effectOf(turn, step.id);
  return probe(patchStep(turn, step.id, { effect: { ...effect, lostAt: instant(turn) } }), step);
}

/** The time came to look for it again, or to look how it goes on. */
export function lookOn(turn: Turn, step: SendingStep): Turn {
  const { lostAt } = effectOf(turn, step.id);
  return readBack(turn, step.id, lostAt === undefined ? "follow" : "probe");
}

/** A probe that fails tells nothing, so a person has to. */
export function judgeProbe(turn: Turn, step: SendingStep, found: Found): Turn {
  const looked = endReading(turn, step.id);
  const effect = effectOf(looked, step.id);
  if (effect.probe && found.message === undefined) {
    return isSame(found.value, effect.probe.equals)
      ? happened(looked, step)
      : sendAgain(looked, step, "the probe says that it did not happen");
  }
  const state = readPointer(found.value, "/state");
  if (typeof state !== "string") return nobodyKnows(looked, step, found.message ?? "no probe");
  if (state === "absent") return notFound(looked, step);
  const { doubt: _, ...known } = effect;
  const answered = patchStep(looked, step.id, { effect: { ...known, phase: "answered" } });
  return startFollowing(answered, step, found.value);
}

/**
 * A deployment carries our id, so that one which is not listed was not made. A workflow run shows it
 * only where its file says so: not finding one proves nothing, and a second would run twice.
 */
function notFound(turn: Turn, step: SendingStep): Turn {
  const { lostAt, change } = effectOf(turn, step.id);
  const since = lostAt === undefined ? FIND_WITHIN_MS : millisecondsSince(turn, lostAt);
  if (since < FIND_WITHIN_MS) return setTimer(turn, step.id, "follow", FIND_EVERY_MS);
  return change.kind === "redeploy"
    ? sendAgain(turn, step, "GitHub knows of no such deployment")
    : nobodyKnows(turn, step, "no workflow run shows this effect's id");
}

function nobodyKnows(turn: Turn, step: SendingStep, message: string): Turn {
  const { sends } = effectOf(turn, step.id);
  return stopUndo(turn, step, { code: "outcome-unknown", message, sends }, "ask");
}

/** A probe said that it has not happened: then sending is right, as often as the rule allows. */
function sendAgain(turn: Turn, step: SendingStep, message: string): Turn {
  const { doubt: _, lostAt: __, ...effect } = effectOf(turn, step.id);
  const clear = patchStep(turn, step.id, { effect: { ...effect, phase: "planned" } });
  return retryOrFail(clear, step, { kind: "lost", message });
}

function retryOrFail(turn: Turn, step: SendingStep, mishap: Mishap): Turn {
  const effect = effectOf(turn, step.id);
  const retry = retryFor(retryOf(turn, step), effect, mishap);
  const asked = mishap.kind === "status" ? (mishap.retryAfterMs ?? 0) : 0;
  const patient = asked <= LONGEST_RETRY_AFTER_MS && !isLeaving(turn, step);
  if (retry && patient && effect.sends <= retry.max) {
    const waiting = patchStep(turn, step.id, { state: "retry_wait" });
    const delay = Math.max(asked, delayOf(retry, effect.sends, turn.moment.chance));
    return setTimer(waiting, step.id, "retry", delay);
  }
  const reason = reasonOf(effect, mishap);
  return stopUndo(turn, step, reason, reason.code === "outcome-unknown" ? "ask" : step.on_fail);
}

/** Everything is being undone: what did not work is not tried again first. */
function isLeaving({ run }: Turn, step: SendingStep): boolean {
  return run.rollBack !== undefined && step.kind !== "undo";
}

/** An undo is tried as often as the effect it takes back. */
function retryOf(turn: Turn, step: SendingStep): Retry | undefined {
  const of = step.kind === "undo" ? effectOf(turn, step.id).of : undefined;
  const rules = of === undefined ? step : findStep(turn.runbook, of);
  return rules && "retry" in rules ? rules.retry : undefined;
}

/** Without `retry` only doubt is sent again, by the repeat rule; a plain refusal is an answer. */
function retryFor(
  retry: Retry | undefined,
  effect: EffectState,
  mishap: Mishap,
): Retry | undefined {
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
      return isRead(effect)
        ? { code: "cannot-look", message: mishap.message }
        : { code: "outcome-unknown", message: mishap.message, sends };
    case "status":
      return reasonOfStatus(effect, mishap.status);
  }
}

/** It changes nothing: there is no outcome to ask a person about. */
function isRead({ change }: EffectState): boolean {
  return change.kind === "http" && change.method === "GET";
}

function reasonOfStatus(effect: EffectState, status: number): Reason {
  const { sends, excerpt, repeat } = effect;
  if (mayHaveWorked(status) && repeat === "never") {
    return { code: "outcome-unknown", message: `HTTP ${status}`, sends };
  }
  return { code: "refused-by-target", status, ...(excerpt === undefined ? {} : { excerpt }) };
}
