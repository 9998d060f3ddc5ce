// Where a step left a run: to tell ways apart that lead elsewhere, and paths that are the same.
import type { Runbook } from "../format/format.ts";
import type { Step, TimeoutRoute } from "../format/step-format.ts";
import type { RunState } from "../state/run.ts";
import { isAtRest, type StepState } from "../state/step-state.ts";
import type { Scene } from "./scene.ts";

/** Undefined while the step has not come to rest. */
export function placeAfter(run: RunState, id: string): string | undefined {
  const index = run.steps.findIndex((state) => state.id === id);
  const state = run.steps[index];
  if (!state || !isAtRest(state)) return undefined;
  const next = run.steps.slice(index + 1).find((each) => !isJumped(each, id));
  const wasStopped = next?.reason?.code === "run-ended" || state.reason?.code === "run-ended";
  if (run.outcome !== undefined && (wasStopped || !next)) return `end:${run.outcome}`;
  return next?.id ?? "end:success";
}

function isJumped({ state, reason }: StepState, from: string): boolean {
  return state === "skipped" && reason?.code === "branch" && reason.from === from;
}

/** Where the step leads when it goes well. */
export function expectedPlace({ steps }: Runbook, step: Step): string {
  if (step.kind === "end") return `end:${step.outcome}`;
  if (step.then !== "next") return step.then.goto === "end" ? "end:success" : step.then.goto;
  const index = steps.findIndex(({ id }) => id === step.id);
  return steps[index + 1]?.id ?? "end:success";
}

/** Where a route leads that needs no person; undefined where it asks or waits on. */
export function routePlace(runbook: Runbook, step: Step, route: TimeoutRoute): string | undefined {
  if (typeof route === "object") return route.goto === "end" ? "end:failed" : route.goto;
  if (route === "abort") return "end:failed";
  if (route !== "next") return undefined;
  const index = runbook.steps.findIndex(({ id }) => id === step.id);
  return runbook.steps[index + 1]?.id ?? "end:success";
}

/** Paths with the same decisions and the same fate of every step are one path. */
export function signatureOf({ decisions, run }: Scene): string {
  return JSON.stringify([
    decisions.map(({ step, act }) => {
      if (act.by === "people") {
        return [step, ...act.clicks.map(({ action, option, target }) => [action, option, target])];
      }
      if (act.by === "metrics") return [step, act.verdict];
      return [step, { ...act, eligible: undefined }];
    }),
    run.steps.map(({ id, state, reason }) => [id, state, reason?.code]),
    run.outcome,
  ]);
}
