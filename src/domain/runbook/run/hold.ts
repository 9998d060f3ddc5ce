// While a run is held nothing new starts: what is under way is recorded, answers are kept, timers stand still.
import { hashOf } from "../language/hash.ts";
import type { Hold, RunState } from "../state/run.ts";
import type { Person } from "../state/stamp.ts";
import type { StepState, TimerKind } from "../state/step-state.ts";
import {
  ask,
  dropTimer,
  endReading,
  instant,
  merge,
  patchRun,
  patchStep,
  stateOf,
  type Turn,
} from "../state/turn.ts";
import { dropRunTimer } from "./run-timer.ts";

export function pause(turn: Turn, by: Person, note: string | undefined): Turn {
  const hold: Hold = { code: "paused", by, at: instant(turn), ...(note ? { note } : {}) };
  return holdRun(turn, hold);
}

/** The run is too old: people look at it before it goes on. A run that is held already is told about only. */
export function passDeadline(turn: Turn): Turn {
  const quiet = dropRunTimer(turn, "deadline");
  const hold: Hold = { code: "deadline", at: instant(turn) };
  const goesOn = turn.run.hold !== undefined || turn.run.state === "rolling_back";
  const held = tellHold(goesOn ? quiet : holdRun(quiet, hold), hold);
  const step = turn.run.cursor ?? "";
  const attempt = turn.run.steps.find(({ id }) => id === step)?.attempt ?? 0;
  return ask(held, { do: "escalate", step, attempt, count: 1 });
}

/** This Muster cannot read the run's runbook: it stands still until a Muster comes that can, or a person ends it. */
export function holdIncompatible(turn: Turn, message: string): Turn {
  const hold: Hold = { code: "incompatible", at: instant(turn), message };
  return tellHold(holdRun(turn, hold), hold);
}

function holdRun(turn: Turn, hold: Hold): Turn {
  const held = patchRun(turn, { hold, state: "paused" });
  const { cursor } = turn.run;
  return cursor === undefined ? held : freezeTimers(interrupt(held, cursor));
}

function tellHold(turn: Turn, hold: Hold): Turn {
  const attempt = turn.run.steps.find(({ id }) => id === turn.run.cursor)?.attempt ?? 0;
  return ask(turn, { do: "held", step: turn.run.cursor ?? "", attempt, hold });
}

/** What was being looked at is looked at anew afterwards: it would be old by then. A hold begins again. */
function interrupt(turn: Turn, id: string): Turn {
  const { reading, state, wait, freeze } = stateOf(turn, id);
  const starts =
    state === "preparing" || ["text", "check", "sample", "freeze"].includes(reading?.purpose ?? "");
  const dropped = starts ? endReading(turn, id) : turn;
  if (!wait) return freeze ? dropTimer(dropped, id, "sample") : dropped;
  const fresh = merge(wait, { heldSince: undefined, unknownSince: undefined, unknownSaid: false });
  return patchStep(dropTimer(dropped, id, "sample"), id, { wait: fresh });
}

/** Their time goes on when the run does. The rest belongs to requests under way, or to the clock on the wall. */
const STOPPED: readonly TimerKind[] = ["timeout", "elapsed", "retry", "approval", "escalation"];

/** Somebody ends the run: nothing is kept back any more, and nothing that was stopped goes on. */
export function release(turn: Turn): Turn {
  const { cursor, hold } = turn.run;
  const free = hold ? patchRun(turn, { hold: undefined }) : turn;
  return cursor === undefined ? free : patchStep(free, cursor, { frozen: undefined });
}

/** Names this hold and no other: what a click on Resume was about. */
export function holdSha8({ hold }: Pick<RunState, "hold">): string | undefined {
  return hold && hashOf([hold.code, hold.at]).slice(0, 8);
}

/** Also for timers that the end of something under way has set since. */
export function freezeTimers(turn: Turn): Turn {
  const { cursor } = turn.run;
  if (cursor === undefined) return turn;
  const { timers, frozen } = stateOf(turn, cursor);
  const stopped = STOPPED.filter((kind) => timers[kind] !== undefined && !isOnTheWall(turn, kind));
  if (stopped.length === 0) return turn;
  const left = stopped.map((kind) => [kind, remaining(turn, timers[kind])]);
  const running = Object.entries(timers).filter(([kind]) => !stopped.some((each) => each === kind));
  return patchStep(turn, cursor, {
    timers: Object.fromEntries(running),
    frozen: { ...frozen, ...Object.fromEntries(left) },
  });
}

/** Waiting for a point in time: a pause does not move the point. */
function isOnTheWall(turn: Turn, kind: TimerKind): boolean {
  if (kind !== "elapsed") return false;
  const step = turn.runbook.steps.find(({ id }) => id === turn.run.cursor);
  return step?.kind === "wait" && step.at !== undefined;
}

function remaining(turn: Turn, fireAt: string | undefined): number {
  return Math.max(0, Date.parse(fireAt ?? "") - turn.moment.now.getTime());
}

/** Which state each stopped timer belongs to; in another one it has nothing left to do. */
const BELONGS: Readonly<Partial<Record<TimerKind, StepState["state"]>>> = {
  timeout: "waiting",
  elapsed: "waiting",
  retry: "retry_wait",
  approval: "awaiting_approval",
  escalation: "awaiting_approval",
};

export function frozenTimers(state: StepState): readonly (readonly [TimerKind, number])[] {
  const all = Object.entries(state.frozen ?? {}) as [TimerKind, number][];
  return all.filter(([kind]) => BELONGS[kind] === state.state);
}
