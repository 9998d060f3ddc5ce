// An effect that was seen and approved: it waits for the click, or goes by itself where that was allowed.
import { sendRequest } from "./effect-send.ts";
import type { RunState } from "./run.ts";
import type { Step } from "./step-format.ts";
import { patchStep, stateOf, type Turn } from "./turn.ts";

/** What was planned may be run now; for steps that have an effect. */
export function becomeReady(turn: Turn, step: Step): Turn {
  const ready = patchStep(turn, step.id, { state: "ready", reason: undefined });
  const goes = runsByItself(turn.run, step) || stateOf(turn, step.id).effect?.released === true;
  return goes && !turn.run.hold ? sendRequest(ready, step.id) : ready;
}

/** A read changes nothing; anything else only with the shop's and the runbook's leave. */
function runsByItself(run: RunState, step: Step): boolean {
  if (step.kind === "http" && step.method === "GET") return step.run !== "click";
  if (run.rollBack?.byItself && run.added?.some(({ id }) => id === step.id)) return true;
  return run.autonomy === true && "run" in step && step.run === "auto";
}
