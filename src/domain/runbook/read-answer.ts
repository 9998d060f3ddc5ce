// What an answered read means for the step that asked for it.
import { isSame, judgeVerify, verifyOrSettle } from "./http-finish.ts";
import { sendAgain } from "./http-recovery.ts";
import { type Json, readPointer } from "./json.ts";
import type { ReadAnswer } from "./run-event.ts";
import { askPerson } from "./settle.ts";
import type { HttpStep } from "./step-format.ts";
import { dropTimer, patchStep, stateOf, type Turn } from "./turn.ts";

export function hearOfRead(turn: Turn, step: HttpStep, answer: ReadAnswer): Turn {
  const { reading, effect } = stateOf(turn, step.id);
  const read = reading?.purpose === "probe" ? effect?.probe : effect?.verify;
  const found = read ? findIn(answer, read.pointer) : { message: "nothing to read" };
  switch (reading?.purpose) {
    case "before":
      return keepBefore(turn, step, found.value);
    case "verify":
      return judgeVerify(turn, step, found);
    case "probe":
      return judgeProbe(turn, step, found);
    case "only-if":
    case "follow":
    case "text":
    case "check":
    case "sample":
    case "current":
    case undefined:
      return turn;
  }
}

type Found = { readonly value?: unknown; readonly message?: string };

function findIn(answer: ReadAnswer, pointer: string): Found {
  if (!answer.ok) return { message: answer.message };
  if (answer.status < 200 || answer.status > 299) return { message: `HTTP ${answer.status}` };
  const value = readPointer(answer.json, pointer);
  return value === undefined ? { message: `nothing at ${pointer || "the top"}` } : { value };
}

/** Only for the preview; what could not be read is simply not shown. */
function keepBefore(turn: Turn, step: HttpStep, value: unknown): Turn {
  const { effect } = stateOf(turn, step.id);
  const seen =
    effect && value !== undefined ? { effect: { ...effect, before: value as Json } } : {};
  return patchStep(turn, step.id, { reading: undefined, ...seen });
}

/** A probe that fails tells nothing, so a person has to. */
function judgeProbe(turn: Turn, step: HttpStep, found: Found): Turn {
  const looked = patchStep(dropTimer(turn, step.id, "read"), step.id, { reading: undefined });
  const effect = stateOf(looked, step.id).effect;
  if (found.message !== undefined || !effect?.probe) {
    const message = found.message ?? "no probe";
    return askPerson(looked, step.id, {
      code: "outcome-unknown",
      message,
      sends: effect?.sends ?? 0,
    });
  }
  if (isSame(found.value, effect.probe.equals))
    return verifyOrSettle(looked, step, { code: "happened" });
  return sendAgain(looked, step, "the probe says that it did not happen");
}
