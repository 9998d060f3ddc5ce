// What the log keeps of an event: of a target's answer only what the run reads of it, and the excerpt for people.

import { targetOf } from "../effect/read-back.ts";
import { setPointer } from "../effect/stub.ts";
import type { Runbook } from "../format/format.ts";
import { type Json, readPointer } from "../language/json.ts";
import { findRunStep } from "../state/find-step.ts";
import type { RunState } from "../state/run.ts";
import type { RunEvent } from "../state/run-event.ts";
import type { StepState } from "../state/step-state.ts";

/**
 * An answer may be a megabyte, or name a secret that nobody asked for. `before` is the run as the event
 * met it: what is kept makes the same run of it.
 */
export function recordOf(runbook: Runbook, before: RunState, event: RunEvent): RunEvent {
  if (event.type === "effect-answered") {
    const { json, ...answer } = event.answer;
    if (json === undefined) return event;
    const kept = only(json, readOfAnswer(runbook, before, event.step));
    return { ...event, answer: { ...answer, json: kept } };
  }
  if (event.type !== "read-answered" || !event.answer.ok) return event;
  const { json, ...answer } = event.answer;
  const state = before.steps.find(({ id }) => id === event.step);
  if (json === undefined || !isForeign(state)) return event;
  return { ...event, answer: { ...answer, json: only(json, readOfRead(state, event.reading)) } };
}

/** How the work is called that goes on after the answer, besides the outputs. */
const FOLLOWED = ["/id", "/workflow_run_id", "/url", "/sha"];

function readOfAnswer(runbook: Runbook, run: RunState, id: string): readonly string[] {
  const step = findRunStep(runbook, run, id);
  if (step?.kind === "http") return Object.values(step.outputs).map(({ pointer }) => pointer);
  // A declaration is answered by Muster itself, each output by its own name.
  return step?.kind === "freeze" ? Object.keys(step.outputs).map((name) => `/${name}`) : FOLLOWED;
}

/** Flags and GitHub are read by clients of ours, which keep to what matters. */
function isForeign(state: StepState | undefined): state is StepState {
  return state?.effect?.change.kind === "http";
}

function readOfRead({ effect, reading, looking }: StepState, number: number): readonly string[] {
  if (!effect) return [];
  if (looking?.number === number) return pointerOf(targetOf(effect, "current"));
  switch (reading?.purpose) {
    case "before":
    case "only-if":
    case "verify":
    case "probe":
    case "follow":
      return pointerOf(targetOf(effect, reading.purpose));
    case "current":
    case "text":
    case "check":
    case "sample":
    case "freeze":
    case undefined:
      return [];
  }
}

function pointerOf(target: { readonly pointer: string } | undefined): readonly string[] {
  return target ? [target.pointer] : [];
}

function only(json: unknown, pointers: readonly string[]): Json {
  return pointers.reduce<Json>((kept, pointer) => {
    const value = readPointer(json, pointer);
    return value === undefined ? kept : setPointer(kept, pointer, value as Json);
  }, {});
}
