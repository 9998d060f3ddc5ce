// A drill's stand-in for the world: effects answer as rehearsed, and reads find what those would have done.

import type { Step } from "../format/step-format.ts";
import { type Json, readPointer, type Scalar } from "../language/json.ts";
import type { EffectState } from "../state/effect-state.ts";
import type { HttpAnswer, ReadAnswer } from "../state/run-event.ts";
import type { ReadPurpose } from "../state/step-state.ts";
import { stubDeclared } from "./freeze-stub.ts";

/** `step` is the one whose effect it is; for an undo nothing is declared, and any success will do. */
export function stubAnswer(step: Step | undefined, effect: EffectState): HttpAnswer {
  const { change } = effect;
  switch (change.kind) {
    case "http": {
      const http = effect.direction === "do" && step?.kind === "http" ? step : undefined;
      const outputs = Object.entries(http?.outputs ?? {});
      const json = outputs.reduce<Json>(
        (body, [name, { pointer }]) => setPointer(body, pointer, http?.rehearse[name] ?? null),
        {},
      );
      return { status: http?.expect?.[0] ?? 200, json };
    }
    case "flag":
      return { status: 200, json: {} };
    case "redeploy":
      return { status: 201, json: { id: 1, sha: change.sha, url: rehearsed(step)["url"] ?? null } };
    case "dispatch": {
      const { run_id: id = 1, url = null } = rehearsed(step);
      return { status: 200, json: { id, url } };
    }
    case "freeze":
      return stubDeclared(step, change);
    case "lift-freeze":
      return { status: 200, json: {} };
  }
}

/** Undefined where the real thing is asked, as metrics are and whatever no stubbed effect changed. */
export function stubRead(
  step: Step | undefined,
  effect: EffectState,
  purpose: ReadPurpose,
): ReadAnswer | undefined {
  switch (purpose) {
    case "verify":
      return found(effect.verify);
    case "probe":
      return found(effect.probe) ?? followed(step, effect);
    case "only-if":
      return found(effect.onlyIf);
    case "follow":
      return followed(step, effect);
    case "current":
      return currently(effect);
    case "before":
      return commits(step, effect);
    case "text":
    case "check":
    case "sample":
    case "freeze":
      return undefined;
  }
}

const answer = (json: Json): ReadAnswer => ({ ok: true, status: 200, json });

function found(read: EffectState["verify"] | EffectState["probe"]): ReadAnswer | undefined {
  return read && answer(setPointer({}, read.pointer, read.equals));
}

function followed(step: Step | undefined, { change }: EffectState): ReadAnswer | undefined {
  const { run_id: id = 1, url = null, conclusion = "success" } = rehearsed(step);
  if (change.kind === "redeploy")
    return answer({ state: "success", id: 1, sha: change.sha, url, conclusion: null });
  return answer({ state: "success", id, sha: null, url, conclusion });
}

/** As if it had worked and nobody had touched it since. */
function currently({ change, verify }: EffectState): ReadAnswer | undefined {
  switch (change.kind) {
    case "http":
      return found(verify);
    case "flag": {
      const { set } = change;
      const isName = typeof set === "string";
      return answer({ state: isName ? set : "on", variation: isName ? null : set.variation });
    }
    case "redeploy":
      return answer({ current: { id: 1, sha: change.sha, at: null }, previous: null });
    case "dispatch":
    case "freeze":
    case "lift-freeze":
      return undefined;
  }
}

/** Which commits there are is real, too, unless the runbook says what to rehearse with. */
function commits(step: Step | undefined, { change }: EffectState): ReadAnswer | undefined {
  const { sha, previous_sha: replaces } = rehearsed(step);
  if (change.kind !== "redeploy" || sha === undefined || replaces === undefined) return undefined;
  const current = { id: 2, sha: replaces, at: null };
  return answer({ current, previous: { id: 1, sha, at: null } });
}

function rehearsed(step: Step | undefined): Readonly<Record<string, Scalar>> {
  return step?.kind === "github" || step?.kind === "http" ? step.rehearse : {};
}

/** A document that reads `value` at `pointer`, besides what it says already. */
export function setPointer(document: Json, pointer: string, value: Json): Json {
  if (pointer === "") return value;
  const [, head = "", ...tail] = pointer.split("/");
  const key = head.replaceAll("~1", "/").replaceAll("~0", "~");
  const members = isObject(document) ? document : {};
  const inner = (readPointer(members, `/${head}`) as Json | undefined) ?? {};
  const rest = tail.map((part) => `/${part}`).join("");
  return { ...members, [key]: setPointer(inner, rest, value) };
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
