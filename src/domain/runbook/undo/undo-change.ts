// The change that takes an effect back, as its runbook says it.

import { renderSetting } from "../effect/plan-flag.ts";
import { renderDispatch } from "../effect/plan-github.ts";
import { renderRequest } from "../effect/request.ts";
import type {
  DeclareStep,
  EffectStep,
  FlagStep,
  GithubStep,
  HttpStep,
} from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import type { Rendered } from "../language/template.ts";
import type { Change, FlagSetting } from "../state/change.ts";

/** What was done, and the flag setting that was there before. */
export type Done = {
  readonly change: Change;
  readonly before?: FlagSetting;
  /** Of the effect that was applied, or will be. */
  readonly generation?: number;
};

export type UndoChange =
  | { readonly change: Change; readonly validForMs?: number }
  | { readonly fault: string }
  /** `auto` needs to know what was there before. */
  | { readonly missing: "before" };

/** Undefined where the runbook gives no undo. */
export function undoChange(
  step: EffectStep,
  bindings: Bindings,
  done: Done,
): UndoChange | undefined {
  switch (step.kind) {
    case "http":
      return step.undo && undoHttp(step, step.undo, bindings);
    case "flag":
      return undoFlag(step, bindings, done);
    case "github":
      return undoGithub(step, bindings, done);
    case "freeze":
      return step.undo && undoFreeze(step, done);
  }
}

/** What it leaves out is as in the step's own request. */
function undoHttp(
  step: HttpStep,
  undo: NonNullable<HttpStep["undo"]>,
  bindings: Bindings,
): UndoChange {
  const method = undo.method ?? step.method;
  const body = undo.body ?? (method === "DELETE" ? undefined : step.body);
  const request = renderRequest(
    {
      connection: step.connection,
      method,
      path: undo.path ?? step.path,
      query: undo.query ?? step.query,
      headers: undo.headers ?? step.headers,
      ...(body === undefined ? {} : { body }),
    },
    bindings,
  );
  return written(request, undo.valid_for);
}

function undoFlag({ undo }: FlagStep, bindings: Bindings, done: Done): UndoChange | undefined {
  if (!undo || done.change.kind !== "flag") return undefined;
  if (undo === "auto") {
    if (done.before === undefined) return { missing: "before" };
    return { change: { ...done.change, set: done.before } };
  }
  const set = renderSetting(undo.set, bindings);
  if (!set.ok) return { fault: set.message };
  return { change: { ...done.change, set: set.value }, ...validFor(undo.valid_for) };
}

function undoGithub(step: GithubStep, bindings: Bindings, done: Done): UndoChange | undefined {
  const { undo } = step;
  if (!undo) return undefined;
  if (undo === "auto") {
    if (done.change.kind !== "redeploy") return { fault: "auto undoes a deployment only" };
    const { sha, replaces } = done.change;
    return replaces === ""
      ? { missing: "before" }
      : { change: { ...done.change, sha: replaces, replaces: sha } };
  }
  const { change } = done;
  const repo = change.kind === "redeploy" || change.kind === "dispatch" ? change.repo : step.repo;
  const { workflow = step.workflow, ref = step.ref, inputs } = undo;
  const draft = { repo, inputs, workflow, ref };
  return written(renderDispatch(draft, bindings), undo.valid_for);
}

function undoFreeze({ id }: DeclareStep, { change, generation = 1 }: Done): UndoChange {
  if (change.kind !== "freeze") return { fault: "a freeze is lifted, nothing else" };
  const { title, repositories, endsAt } = change;
  const declared = { step: id, direction: "do", generation } as const;
  return { change: { kind: "lift-freeze", declared, title, repositories, endsAt } };
}

function written(change: Rendered<Change>, valid: number | undefined): UndoChange {
  if (!change.ok) return { fault: change.message };
  return { change: change.value, ...validFor(valid) };
}

function validFor(ms: number | undefined): { readonly validForMs?: number } {
  return ms === undefined ? {} : { validForMs: ms };
}
