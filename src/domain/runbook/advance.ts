// The interpreter: a run and one event make the next run and what the world is asked for.
import { arrive, begin } from "./arrive.ts";
import { bindingsOf } from "./bindings.ts";
import { judgeCheck } from "./check-step.ts";
import { click, type Heard } from "./click.ts";
import type { Runbook } from "./format.ts";
import { hearOfRequest } from "./http-step.ts";
import type { Intent } from "./intent.ts";
import type { Scalar } from "./json.ts";
import { type Report, recordLateAnswer, refuseReport } from "./late.ts";
import { hearOfRead } from "./read-answer.ts";
import type { RunRefusal } from "./refusal.ts";
import type { Person, RunFacts, RunMode, RunState, StepState } from "./run.ts";
import type { RunEvent } from "./run-event.ts";
import type { Step } from "./step-format.ts";
import { renderTemplate } from "./template.ts";
import { hearTimer } from "./timer.ts";
import { dropTimer, isOver, type Moment, patchRun, stateOf, stepOf, type Turn } from "./turn.ts";
import { judgeSample } from "./wait-step.ts";

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
    state: "running",
    inputs: start.inputs,
    facts: start.facts,
    startedAt: moment.now.toISOString(),
    startedBy: start.by,
    ...(runbook.steps[0] ? { cursor: runbook.steps[0].id } : {}),
    ...lockOf(runbook, start, moment.now),
    steps: [],
  };
  const steps = runbook.steps.map((step) => pending(step, run, moment.now));
  const turn = roll({ runbook, run: { ...run, steps }, intents: [], moment });
  return { run: turn.run, intents: turn.intents };
}

/** An event that does not fit changes nothing: the same run comes back, with the reason. */
export function advance(runbook: Runbook, run: RunState, event: RunEvent, moment: Moment): Advance {
  const turn: Turn = { runbook, run, intents: [], moment };
  const heard = hear(turn, event);
  if ("refusal" in heard) return { ok: false, run, refusal: heard.refusal };
  const rolled = roll(heard.turn);
  return { ok: true, run: rolled.run, intents: rolled.intents };
}

function hear(turn: Turn, event: RunEvent): Heard {
  if (isOver(turn.run)) return recordLateAnswer(turn, event);
  if (event.type === "clicked") return click(turn, event);
  const refusal = refuseReport(turn.run, event, turn.moment.now);
  return refusal ? { refusal } : { turn: hearReport(turn, event) };
}

function hearReport(turn: Turn, event: Report): Turn {
  const step = stepOf(turn, event.step);
  switch (event.type) {
    case "metrics-read":
      return hearMetrics(turn, step, event.readings);
    case "read-answered":
      return step.kind === "http" ? hearOfRead(turn, step, event.answer) : turn;
    case "timer-fired":
      return hearTimer(dropTimer(turn, step.id, event.timer), step, event.timer);
    case "effect-sent":
    case "effect-answered":
    case "effect-not-sent":
    case "effect-lost":
      return step.kind === "http" ? hearOfRequest(turn, step, event) : turn;
    case "approvers-found":
    case "preflighted":
    case "undo-settled":
    case "changes-asked":
    case "became-incompatible":
      return turn;
  }
}

function hearMetrics(turn: Turn, step: Step, readings: NonNullable<StepState["values"]>): Turn {
  const quiet = dropTimer(turn, step.id, "read");
  switch (stateOf(turn, step.id).reading?.purpose) {
    case "check":
      return step.kind === "check" ? judgeCheck(quiet, step, readings) : turn;
    case "sample":
      return step.kind === "wait" ? judgeSample(quiet, step, readings) : turn;
    case "text":
      return begin(quiet, step.id, readings);
    case "before":
    case "only-if":
    case "follow":
    case "verify":
    case "probe":
    case "current":
    case undefined:
      return turn;
  }
}

/** Steps that need nobody follow at once; gotos lead forward only, so this ends. */
function roll(turn: Turn): Turn {
  const { cursor } = turn.run;
  if (isOver(turn.run) || cursor === undefined) return turn;
  const { state } = stateOf(turn, cursor);
  if (state === "pending") return roll(arrive(turn, cursor));
  return patchRun(turn, { state: state === "needs_decision" ? "blocked" : "running" });
}

/** The title as far as it can be known before the run gets there. */
function pending(step: Step, run: RunState, now: Date): StepState {
  const title = renderTemplate(step.title ?? step.id, "text", bindingsOf(run, {}, now));
  return {
    id: step.id,
    kind: step.kind,
    state: "pending",
    attempt: 0,
    title: title.ok ? title.value : (step.title ?? step.id).replaceAll(/\{\{.*?\}\}/g, "…"),
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
