// What an effect step would do, written out of its templates before anything happens.

import type { EffectStep } from "../format/step-format.ts";
import { type Bindings, withOutputsToCome } from "../language/bindings.ts";
import type { Json } from "../language/json.ts";
import type { Change, Read, ReadBack } from "../state/change.ts";
import type { EffectState } from "../state/effect-state.ts";
import { undoChange } from "../undo/undo-change.ts";
import { planFlag } from "./plan-flag.ts";
import { planFreeze } from "./plan-freeze.ts";
import { planGithub } from "./plan-github.ts";
import { planHttp } from "./plan-http.ts";

export type EffectPlan = Pick<EffectState, "change" | "repeat"> & {
  readonly verify?: ReadBack & { readonly withinMs: number };
  readonly probe?: ReadBack;
  /** How long a deployment or a workflow run may take. */
  readonly followMs?: number;
  readonly after?: Json;
};

export type Planned =
  | { readonly ok: true; readonly plan: EffectPlan }
  | { readonly ok: false; readonly where: string; readonly message: string };

/**
 * `seen` is what the target said before (see `lookOf`). How it would be taken back is written too, so
 * that a fault there is found before there is anything to take back.
 */
export function planEffect(step: EffectStep, bindings: Bindings, seen?: Json): Planned {
  const planned = planOf(step, bindings, seen);
  if (!planned.ok) return planned;
  const toCome = withOutputsToCome(bindings, step);
  const undo = undoChange(step, toCome, { change: planned.plan.change });
  if (undo && "fault" in undo) return { ok: false, where: "undo", message: undo.fault };
  return planned;
}

function planOf(step: EffectStep, bindings: Bindings, seen: Json | undefined): Planned {
  switch (step.kind) {
    case "http":
      return planHttp(step, bindings);
    case "flag":
      return planFlag(step, bindings);
    case "github":
      return planGithub(step, bindings, seen);
    case "freeze":
      return planFreeze(step, bindings);
  }
}

/** What shows how things are before a change, where anything does; `pointer` into the answer. */
export function lookOf(
  change: Change,
  verify?: ReadBack,
): { readonly request: Read; readonly pointer: string } | undefined {
  switch (change.kind) {
    case "http":
      return change.method === "GET" ? undefined : verify;
    case "flag": {
      const { connection, project, env, flag } = change;
      return { request: { kind: "flag-state", connection, project, env, flag }, pointer: "" };
    }
    case "redeploy": {
      const { repo, environment } = change;
      return { request: { kind: "deployments", repo, environment }, pointer: "" };
    }
    case "freeze":
    case "lift-freeze": {
      const { repositories } = change;
      return { request: { kind: "frozen-by", repositories }, pointer: "" };
    }
    case "dispatch":
      return undefined;
  }
}
