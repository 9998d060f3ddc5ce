// A github step as one deployment or one workflow run.

import type { GithubStep } from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import { type Json, readPointer } from "../language/json.ts";
import { type Rendered, renderTemplate } from "../language/template.ts";
import type { Dispatch, Redeployment } from "../state/change.ts";
import type { Planned } from "./effect-plan.ts";

/** A deployment or a workflow run that the runbook sets no time for. */
export const USUAL_WAIT_MS = 20 * 60_000;

export function planGithub(step: GithubStep, bindings: Bindings, seen: Json | undefined): Planned {
  const repo = renderTemplate(step.repo, "json", bindings);
  if (!repo.ok) return { ok: false, where: "repo", message: repo.message };
  const followMs = step.wait ?? USUAL_WAIT_MS;
  if (step.op === "rollback_deployment") {
    const change = redeployment(repo.value, step.environment ?? "production", seen);
    return { ok: true, plan: { change, repeat: "probe", followMs, after: change.sha } };
  }
  const change = renderDispatch({ ...step, repo: repo.value }, bindings);
  if (!change.ok) return { ok: false, where: "inputs", message: change.message };
  return { ok: true, plan: { change: change.value, repeat: "probe", followMs } };
}

/** Until it was looked up which commits there are, both are empty and nothing can be sent. */
function redeployment(repo: string, environment: string, seen: Json | undefined): Redeployment {
  const sha = (pointer: string): string => {
    const found = readPointer(seen, pointer);
    return typeof found === "string" ? found : "";
  };
  return {
    kind: "redeploy",
    repo,
    environment,
    sha: sha("/previous/sha"),
    replaces: sha("/current/sha"),
  };
}

type DispatchFormat = Pick<GithubStep, "repo" | "workflow" | "ref" | "inputs">;

export function renderDispatch(
  { repo, workflow, ref, inputs }: DispatchFormat,
  bindings: Bindings,
): Rendered<Dispatch> {
  if (workflow === undefined) return { ok: false, message: "no workflow is named" };
  const at = renderTemplate(ref ?? "main", "json", bindings);
  if (!at.ok) return { ok: false, message: `ref: ${at.message}` };
  const values: Record<string, string> = {};
  for (const [name, template] of Object.entries(inputs)) {
    const value = renderTemplate(template, "json", bindings);
    if (!value.ok) return { ok: false, message: `input '${name}': ${value.message}` };
    values[name] = value.value;
  }
  return {
    ok: true,
    value: { kind: "dispatch", repo, workflow, ref: at.value, inputs: values },
  };
}
