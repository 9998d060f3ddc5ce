// A flag step as one change of one flag, and what a flag server's answer says about it.

import type { FlagStep } from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import { type Json, readPointer } from "../language/json.ts";
import { type Rendered, renderTemplate } from "../language/template.ts";
import type { FlagChange, FlagSetting, ReadBack } from "../state/change.ts";
import type { Planned } from "./effect-plan.ts";

export function planFlag(step: FlagStep, bindings: Bindings): Planned {
  const { connection, project, env } = step;
  const flag = renderTemplate(step.flag, "json", bindings);
  if (!flag.ok) return { ok: false, where: "flag", message: flag.message };
  if (flag.value.trim() === "") return { ok: false, where: "flag", message: "the name is empty" };
  const set = renderSetting(step.set, bindings);
  if (!set.ok) return { ok: false, where: "set", message: set.message };
  const change = {
    kind: "flag" as const,
    connection,
    project,
    env,
    flag: flag.value,
    set: set.value,
  };
  const wanted = step.verify && renderSetting(step.verify.flag_state, bindings);
  if (wanted && !wanted.ok) return { ok: false, where: "verify", message: wanted.message };
  const verify = wanted && {
    ...stateIs(change, wanted.value),
    withinMs: step.verify?.within ?? 0,
  };
  return {
    ok: true,
    plan: { change, repeat: "safe", after: set.value, ...(verify ? { verify } : {}) },
  };
}

export function renderSetting(set: FlagSetting, bindings: Bindings): Rendered<FlagSetting> {
  if (typeof set === "string") return { ok: true, value: set };
  const variation = renderTemplate(set.variation, "json", bindings);
  return variation.ok ? { ok: true, value: { variation: variation.value } } : variation;
}

/** The read that says whether a flag is as it was set. */
export function stateIs(
  { connection, project, env, flag }: FlagChange,
  set: FlagSetting,
): ReadBack {
  const request = { kind: "flag-state", connection, project, env, flag } as const;
  return typeof set === "string"
    ? { request, pointer: "/state", equals: set }
    : { request, pointer: "/variation", equals: set.variation };
}

/**
 * The setting that would put a flag back to what it is now. Undefined where none would: switching a
 * variation cannot be taken back to "no variation at all".
 */
export function settingNow(change: FlagChange, answer: Json): FlagSetting | undefined {
  const state = readPointer(answer, "/state");
  if (state !== "on" && state !== "off") return undefined;
  // A variation is changed without turning the flag on or off: it is what has to be put back, also while off.
  if (typeof change.set === "string") return state;
  const variation = readPointer(answer, "/variation");
  return typeof variation === "string" ? { variation } : undefined;
}
