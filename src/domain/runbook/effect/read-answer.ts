// What an answered read means for the effect step that asked for it.

import { type Json, readPointer } from "../language/json.ts";
import { askPerson } from "../run/settle.ts";
import type { EffectState } from "../state/effect-state.ts";
import type { ReadAnswer } from "../state/run-event.ts";
import { ask, endReading, patchStep, stateOf, type Turn } from "../state/turn.ts";
import { stopUndo } from "../undo/undo-done.ts";
import { runsNow } from "../undo/undo-plan.ts";
import { judgeVerify } from "./effect-finish.ts";
import { judgeFollow } from "./effect-follow.ts";
import { effectOf, lookAside, looked, type SendingStep } from "./effect-look.ts";
import { judgeProbe } from "./effect-recovery.ts";
import { type Found, findIn, isSame } from "./found.ts";
import { settingNow } from "./plan-flag.ts";
import { type EffectRead, targetOf } from "./read-back.ts";

export function hearOfRead(turn: Turn, step: SendingStep, answer: ReadAnswer): Turn {
  const { reading, effect } = stateOf(turn, step.id);
  const purpose = reading?.purpose;
  const found = (what: EffectRead): Found => {
    const target = effect && targetOf(effect, what);
    return target ? findIn(answer, target.pointer) : { message: "nothing to read" };
  };
  switch (purpose) {
    case "before":
      return hearBefore(turn, step, found("before"));
    case "only-if":
      return compare(turn, step, found("only-if"));
    case "verify":
      return judgeVerify(turn, step, found("verify"));
    case "probe":
      return judgeProbe(turn, step, found("probe"));
    case "follow":
      return judgeFollow(turn, step, found("follow"));
    case "current":
    case "text":
    case "check":
    case "sample":
    case "freeze":
    case undefined:
      return turn;
  }
}

/** For an http step only the preview; a flag's undo, and which commit to deploy, come from here. */
function hearBefore(turn: Turn, step: SendingStep, found: Found): Turn {
  const quiet = endReading(turn, step.id);
  const effect = effectOf(turn, step.id);
  const { change } = effect;
  const value = found.value as Json | undefined;
  switch (change.kind) {
    case "http":
    case "freeze":
    case "lift-freeze":
      return tellApprovers(keepBefore(quiet, step.id, value), step.id);
    case "flag": {
      const now = value === undefined ? undefined : settingNow(change, value);
      return looked(keepBefore(quiet, step.id, now), step);
    }
    case "redeploy":
      return chooseCommit(quiet, step, found);
    case "dispatch":
      return quiet;
  }
}

function keepBefore(turn: Turn, id: string, before: EffectState["before"]): Turn {
  const effect = effectOf(turn, id);
  return before === undefined ? turn : patchStep(turn, id, { effect: { ...effect, before } });
}

/** Approvers were asked while this was being read: what they see says now what is there. */
function tellApprovers(turn: Turn, id: string): Turn {
  const { state, attempt } = stateOf(turn, id);
  if (state !== "awaiting_approval") return turn;
  return ask(turn, { do: "repaint-approval", step: id, attempt });
}

/** Without knowing what runs and what ran before there is nothing that could be deployed. */
function chooseCommit(turn: Turn, step: SendingStep, { value, message }: Found): Turn {
  const effect = effectOf(turn, step.id);
  const { change } = effect;
  const replaces = readPointer(value, "/current/sha");
  const sha = readPointer(value, "/previous/sha");
  if (change.kind !== "redeploy" || typeof replaces !== "string" || typeof sha !== "string") {
    const why = message ?? "there is no earlier successful deployment of another commit";
    return askPerson(turn, step.id, { code: "cannot-look", message: why });
  }
  const chosen: EffectState = {
    ...effect,
    change: { ...change, sha, replaces },
    before: replaces,
    after: sha,
    onlyIf: runsNow(change, replaces),
  };
  return looked(patchStep(turn, step.id, { effect: chosen }), step);
}

/** A mismatch is a conflict for a person: what somebody else did meanwhile is never overwritten. */
function compare(turn: Turn, step: SendingStep, { value, message }: Found): Turn {
  const quiet = endReading(turn, step.id);
  const effect = effectOf(quiet, step.id);
  if (!effect.onlyIf) throw new Error(`step '${step.id}' has nothing to compare`);
  if (message !== undefined) return stop(quiet, step, { code: "cannot-look", message });
  const { equals: expected, pointer } = effect.onlyIf;
  const before = pointer === "/variation" ? { variation: value as Json } : (value as Json);
  // A request may look at something else than what it changes, such as a revision.
  const isShown = effect.direction === "undo" && effect.change.kind !== "http";
  const shown = isShown ? keepBefore(quiet, step.id, before) : quiet;
  if (isSame(value, expected)) return isShown ? looked(shown, step) : lookAside(shown, step);
  const back =
    isShown && effect.after !== undefined && isSame(before, effect.after)
      ? { isBack: true as const }
      : {};
  return stop(shown, step, { code: "conflict", expected, found: value as Json, ...back });
}

function stop(turn: Turn, step: SendingStep, reason: Parameters<typeof stopUndo>[2]): Turn {
  const { released: _, ...effect } = effectOf(turn, step.id);
  return stopUndo(patchStep(turn, step.id, { effect }), step, reason, "ask");
}
