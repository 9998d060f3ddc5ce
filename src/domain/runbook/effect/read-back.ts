// Reads at the target how things are: before an effect, just before it is sent, after it, or to learn its fate.

import { findStep } from "../format/format.ts";
import { READ_TIMEOUT_MS } from "../run/metric-reading.ts";
import type { Read } from "../state/change.ts";
import type { EffectState } from "../state/effect-state.ts";
import type { ReadPurpose } from "../state/step-state.ts";
import { ask, patchStep, setTimer, stateOf, type Turn } from "../state/turn.ts";
import { lookOf } from "./effect-plan.ts";
import { stubRead } from "./stub.ts";

export type EffectRead = Extract<
  ReadPurpose,
  "before" | "only-if" | "verify" | "probe" | "follow" | "current"
>;

/** The step waits for the answer, but not for ever; `readAside` is for what nothing waits for. */
export function readBack(turn: Turn, id: string, purpose: EffectRead): Turn {
  return setTimer(readAside(turn, id, purpose), id, "read", READ_TIMEOUT_MS);
}

export function readAside(turn: Turn, id: string, purpose: EffectRead): Turn {
  const { effect, reads } = stateOf(turn, id);
  const read = effect && targetOf(effect, purpose);
  if (!read) throw new Error(`step '${id}' has nothing to read for '${purpose}'`);
  const number = reads + 1;
  const reading = patchStep(turn, id, { reads: number, reading: { number, purpose } });
  return askRead(reading, id, { number, purpose, request: read.request });
}

type Asked = {
  readonly number: number;
  readonly purpose: EffectRead;
  readonly request: Read;
};

export function askRead(turn: Turn, id: string, { number, purpose, request }: Asked): Turn {
  const { attempt } = stateOf(turn, id);
  const stub = stubOf(turn, id, purpose);
  return ask(turn, {
    do: "read-back",
    step: id,
    attempt,
    reading: number,
    purpose,
    request,
    ...(stub ? { stub } : {}),
  });
}

/** What is read for a purpose, and where in its answer the value stands. */
export function targetOf(
  effect: EffectState,
  purpose: EffectRead,
): { readonly request: Read; readonly pointer: string } | undefined {
  switch (purpose) {
    case "before":
    case "current":
      return lookOf(effect.change, effect.verify);
    case "only-if":
      return effect.onlyIf;
    case "verify":
      return effect.verify;
    case "probe":
      return effect.probe ?? (effect.follow && { ...effect.follow, pointer: "" });
    case "follow":
      return effect.follow && { ...effect.follow, pointer: "" };
  }
}

function stubOf(turn: Turn, id: string, purpose: EffectRead) {
  const { effect } = stateOf(turn, id);
  if (turn.run.mode !== "drill" || !effect) return undefined;
  return stubRead(findStep(turn.runbook, effect.of ?? id), effect, purpose);
}
