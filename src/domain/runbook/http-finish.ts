// After a request has done its work: keep the declared outputs, read back that it took effect, go on.
import { type Json, readPointer, type Scalar } from "./json.ts";
import { readBack } from "./read-back.ts";
import type { Reason } from "./run.ts";
import { askPerson, settle } from "./settle.ts";
import type { HttpStep, OutputFormat } from "./step-format.ts";
import { dropTimer, patchStep, setTimer, stateOf, type Turn } from "./turn.ts";

const VERIFY_EVERY_MS = 2_000;
const MAX_OUTPUT = 1_024;

export function finishRequest(turn: Turn, step: HttpStep, json: unknown): Turn {
  const output: Record<string, Scalar> = {};
  for (const [name, format] of Object.entries(step.outputs)) {
    const found = readPointer(json, format.pointer);
    if (!isOf(format, found)) {
      const message = `${format.pointer || "the whole answer"} is ${show(found)}, not ${format.type}`;
      return askPerson(turn, step.id, { code: "bad-output", output: name, message });
    }
    output[name] = found;
  }
  const kept = Object.keys(output).length > 0 ? patchStep(turn, step.id, { output }) : turn;
  return verifyOrSettle(kept, step);
}

/** It happened, as a person or a probe says; there is no answer to take outputs from. */
export function verifyOrSettle(turn: Turn, step: HttpStep, reason?: Reason): Turn {
  const effect = stateOf(turn, step.id).effect;
  if (!effect?.verify) {
    return settle(turn, step.id, { state: "succeeded", ...(reason ? { reason } : {}) }, step.then);
  }
  const verifyUntil = new Date(turn.moment.now.getTime() + effect.verify.withinMs).toISOString();
  const verifying = patchStep(turn, step.id, {
    state: "verifying",
    reason,
    effect: { ...effect, verifyUntil },
  });
  return readBack(verifying, step.id, "verify");
}

/** What the read-back found: right, not yet right, or not right in time. */
export function judgeVerify(
  turn: Turn,
  step: HttpStep,
  found: { readonly value?: unknown; readonly message?: string },
): Turn {
  const effect = stateOf(turn, step.id).effect;
  if (!effect?.verify) throw new Error(`step '${step.id}' has nothing to verify`);
  const seen = found.value === undefined ? {} : { found: found.value as Json };
  const quiet = dropTimer(turn, step.id, "read");
  const looked = patchStep(quiet, step.id, { reading: undefined, effect: { ...effect, ...seen } });
  if (found.message === undefined && isSame(found.value, effect.verify.equals)) {
    return settle(looked, step.id, { state: "succeeded" }, step.then);
  }
  const left = Date.parse(effect.verifyUntil ?? "") - turn.moment.now.getTime();
  if (left > 0) return setTimer(looked, step.id, "verify", Math.min(VERIFY_EVERY_MS, left));
  const message = found.message === undefined ? {} : { message: found.message };
  const expected = effect.verify.equals;
  return askPerson(looked, step.id, { code: "verify-failed", expected, ...seen, ...message });
}

export function isSame(found: unknown, wanted: Json): boolean {
  return JSON.stringify(found) === JSON.stringify(wanted);
}

function isOf(format: OutputFormat, value: unknown): value is Scalar {
  switch (format.type) {
    case "string":
      return typeof value === "string" && value.length <= MAX_OUTPUT;
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return typeof value === "number" && Number.isFinite(value);
  }
}

function show(value: unknown): string {
  return value === undefined ? "missing" : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
