// The interpreter: a run and one event make the next run and what the world is asked for.

import type { Runbook } from "../format/format.ts";
import type { Step } from "../format/step-format.ts";
import { bindingsOf } from "../language/bindings.ts";
import type { Scalar } from "../language/json.ts";
import { oneLine } from "../language/sink.ts";
import { renderTemplate } from "../language/template.ts";
import type { Intent } from "../state/intent.ts";
import type { RunRefusal } from "../state/refusal.ts";
import type { RunFacts, RunMode, RunState } from "../state/run.ts";
import type { RunEvent } from "../state/run-event.ts";
import type { Person } from "../state/stamp.ts";
import type { StepState } from "../state/step-state.ts";
import type { Moment, Turn } from "../state/turn.ts";
import { hear } from "./hear.ts";
import { beginRun, lookFirst } from "./preflight.ts";
import { roll } from "./roll.ts";

export type Advance =
  | {
      readonly ok: true;
      readonly run: RunState;
      readonly intents: readonly Intent[];
      /** The click did something else than was meant; the person has to hear why. */
      readonly notice?: RunRefusal;
    }
  | { readonly ok: false; readonly run: RunState; readonly refusal: RunRefusal };

export type Start = {
  readonly id: string;
  /** As `checkInputs` gave them. */
  readonly inputs: Readonly<Record<string, Scalar>>;
  readonly by: Person;
  readonly facts: RunFacts;
  /** `live` where absent. */
  readonly mode?: RunMode;
  /** As muster.yml says now; never where an alert starts the run by itself. */
  readonly autonomy?: boolean;
  /** Look at the connections first: the run is `created` until they answered well. */
  readonly preflight?: boolean;
};

type Begun = { readonly run: RunState; readonly intents: readonly Intent[] };

export function startRun(runbook: Runbook, start: Start, moment: Moment): Begun {
  const run: RunState = {
    id: start.id,
    runbook: runbook.id,
    mode: start.mode ?? "live",
    ...(start.autonomy ? { autonomy: true } : {}),
    state: start.preflight ? "created" : "running",
    inputs: start.inputs,
    facts: start.facts,
    startedAt: moment.now.toISOString(),
    startedBy: start.by,
    ...(runbook.steps[0] ? { cursor: runbook.steps[0].id } : {}),
    ...lockOf(runbook, start, moment.now),
    steps: [],
  };
  const steps = runbook.steps.map((step) => pending(step, run, moment.now));
  const turn: Turn = { runbook, run: { ...run, steps }, intents: [], moment };
  const { run: begun, intents } = roll(start.preflight ? lookFirst(turn) : beginRun(turn));
  return { run: begun, intents };
}

/** An event that does not fit changes nothing: the same run comes back, with the reason. */
export function advance(runbook: Runbook, run: RunState, event: RunEvent, moment: Moment): Advance {
  const turn: Turn = { runbook, run, intents: [], moment };
  const heard = hear(turn, event);
  if ("refusal" in heard) return { ok: false, run, refusal: heard.refusal };
  const rolled = roll(heard.turn);
  const { run: next, intents, notice } = rolled;
  return { ok: true, run: next, intents, ...(notice ? { notice } : {}) };
}

/** The title as far as it can be known before the run gets there. */
function pending(step: Step, run: RunState, now: Date): StepState {
  const template = step.title ?? step.id;
  const title = renderTemplate(template, "text", bindingsOf(run, {}, now));
  const known = title.ok ? title.value : template.replaceAll(/\{\{.*?\}\}/g, "…");
  return {
    id: step.id,
    kind: step.kind,
    state: "pending",
    attempt: 0,
    title: oneLine(known) || step.id,
    decisions: [],
    timers: {},
    reads: 0,
    reminders: 0,
  };
}

/** Unique among runs that are not over; whoever starts the second joins the first. */
export function lockOf(runbook: Runbook, start: Start, now: Date): { readonly lock?: string } {
  if (runbook.lock === undefined) return {};
  const run = { id: start.id, startedAt: now.toISOString(), startedBy: start.by };
  const bindings = { inputs: start.inputs, metrics: {}, outputs: {}, facts: start.facts, run, now };
  const lock = renderTemplate(runbook.lock, "json", bindings);
  return { lock: lock.ok ? lock.value : runbook.lock };
}
