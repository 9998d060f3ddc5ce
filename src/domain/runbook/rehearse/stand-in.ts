// The world of a rehearsal: targets answer as the runbook rehearses them, or as nobody hopes.

import { stubDeclared } from "../effect/freeze-stub.ts";
import type { GithubStep, HttpStep, Step } from "../format/step-format.ts";
import { type Json, readPointer, type Scalar } from "../language/json.ts";
import type { EffectState } from "../state/effect-state.ts";
import type { Intent } from "../state/intent.ts";
import type { HttpAnswer, ReadAnswer } from "../state/run-event.ts";

type Asked<D extends Intent["do"]> = Extract<Intent, { do: D }>;

/** `outputs`: what the answer holds for the step's own outputs. */
export function answerRequest(
  { change, stub }: Asked<"send-request">,
  step: Step | undefined,
  outputs: Readonly<Record<string, Scalar>>,
): HttpAnswer {
  switch (change.kind) {
    case "http": {
      if (step?.kind !== "http") return stub ?? { status: 200, json: {} };
      const start: Json = (stub?.json as Json | undefined) ?? {};
      const json = Object.entries(step.outputs).reduce<Json>(
        (body, [name, { pointer }]) => put(body, pointer, outputs[name] ?? null),
        start,
      );
      return { status: stub?.status ?? step.expect?.[0] ?? 200, json };
    }
    case "flag":
      return stub ?? { status: 200, json: {} };
    case "redeploy":
      return stub ?? { status: 201, json: { id: 1, sha: change.sha, url: null } };
    case "dispatch":
      return stub ?? { status: 200, json: { id: outputs["run_id"] ?? 1, url: null } };
    case "freeze": {
      const declared = stub ?? stubDeclared(step, change);
      return { ...declared, json: { ...(declared.json as object), ...outputs } };
    }
    case "lift-freeze":
      return stub ?? { status: 200, json: {} };
  }
}

/** `isAsHoped`: the read-back finds what was set, the work out there ended well, nobody interfered. */
export function answerRead(
  { purpose, stub, request }: Asked<"read-back">,
  effect: EffectState | undefined,
  step: Step | undefined,
  isAsHoped: boolean,
): ReadAnswer {
  if (isAsHoped && stub) return stub;
  switch (purpose) {
    case "before":
      return isAsHoped ? before(request.kind, effect, step) : { ok: false, message: "no answer" };
    case "follow":
      return followed(effect, step, isAsHoped);
    case "probe":
      if (effect?.follow) return followed(effect, step, isAsHoped);
      return found(effect?.probe, isAsHoped);
    case "only-if":
      return found(effect?.onlyIf, isAsHoped);
    case "verify":
    case "current":
      return found(effect?.verify, isAsHoped);
    case "text":
    case "check":
    case "sample":
    case "freeze":
      return { ok: false, message: "nothing to read" };
  }
}

const ok = (json: Json): ReadAnswer => ({ ok: true, status: 200, json });

function before(kind: string, effect: EffectState | undefined, step: Step | undefined): ReadAnswer {
  if (kind === "flag-state") {
    const isOn = effect?.change.kind === "flag" && effect.change.set === "on";
    return ok({ state: isOn ? "off" : "on", variation: null });
  }
  if (kind === "frozen-by") return ok({ held: 0, of: 1, by: [] });
  if (kind === "deployments") {
    const { sha = "a1b2c3d", previous_sha: current = "d4e5f6a" } = rehearsed(step);
    return ok({
      current: { id: 2, sha: String(current), at: null },
      previous: { id: 1, sha: String(sha), at: null },
    });
  }
  return found(effect?.verify, false);
}

function followed(
  effect: EffectState | undefined,
  step: Step | undefined,
  isAsHoped: boolean,
): ReadAnswer {
  const { run_id: id = 1, url = null } = rehearsed(step);
  const sha = effect?.change.kind === "redeploy" ? effect.change.sha : null;
  const state = isAsHoped ? "success" : "failure";
  return ok({ state, id, sha, url, conclusion: sha === null ? state : null });
}

function found(
  read: { readonly pointer: string; readonly equals: Json } | undefined,
  isAsHoped: boolean,
): ReadAnswer {
  if (!read) return ok({});
  return ok(put({}, read.pointer, isAsHoped ? read.equals : another(read.equals)));
}

function another(value: Json): Json {
  if (typeof value === "number") return value === 0 ? 1 : 0;
  if (typeof value === "boolean") return !value;
  if (value === "on" || value === "off") return value === "on" ? "off" : "on";
  return "something else";
}

export function rehearsed(step: Step | undefined): HttpStep["rehearse"] | GithubStep["rehearse"] {
  return step && "rehearse" in step ? step.rehearse : {};
}

/** A pointer's parts are made as they are missing: a number makes no list, reading it is the same. */
function put(body: Json, pointer: string, value: Json): Json {
  if (pointer === "") return value;
  const [part = "", ...rest] = pointer.slice(1).split("/");
  const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
  const map = isMap(body) ? body : {};
  const below = rest.length === 0 ? "" : `/${rest.join("/")}`;
  return {
    ...map,
    [key]: put((readPointer(map, `/${part}`) as Json | undefined) ?? {}, below, value),
  };
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
