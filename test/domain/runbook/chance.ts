// Plays runs at random: mostly what would happen next, now and then something late, repeated or wrong.
import assert from "node:assert/strict";
import fc from "fast-check";
import { availableActions } from "../../../src/domain/runbook/actions.ts";
import { advance, startRun } from "../../../src/domain/runbook/advance.ts";
import type { Runbook } from "../../../src/domain/runbook/format.ts";
import type { Intent } from "../../../src/domain/runbook/intent.ts";
import type { Reading, RunState, StepState } from "../../../src/domain/runbook/run.ts";
import type { At, RunEvent } from "../../../src/domain/runbook/run-event.ts";
import type { Moment } from "../../../src/domain/runbook/turn.ts";
import { anna, ola } from "./play.ts";

export type Roll = {
  /** Picks one event out of those that could come now. */
  readonly pick: number;
  readonly kind: "fitting" | "leaving" | "odd";
  readonly seconds: number;
  readonly value: number;
};

export const rolls: fc.Arbitrary<Roll[]> = fc.array(
  fc.record({
    pick: fc.nat({ max: 9_999 }),
    kind: fc.constantFrom("fitting", "fitting", "fitting", "fitting", "fitting", "leaving", "odd"),
    seconds: fc.oneof(fc.nat({ max: 16 }), fc.nat({ max: 16 }), fc.nat({ max: 1_000 })),
    value: fc.constantFrom(0, 80, 91, 93, 100, 100),
  }) as fc.Arbitrary<Roll>,
  { minLength: 20, maxLength: 90 },
);

const START = Date.parse("2026-11-22T12:00:00Z");

export function beginRun(runbook: Runbook) {
  const facts = { zone: "UTC" };
  const start = { id: "r", inputs: { from: "stripe" }, by: anna, facts };
  return startRun(runbook, start, { now: new Date(START), chance: 0.5 });
}

export type Told = { readonly event: RunEvent; readonly moment: Moment };
export type Look = (run: RunState, intents: readonly Intent[], event?: RunEvent) => void;

/** `look` sees every state, what was asked for with it, and the event that led there. */
export function playOut(runbook: Runbook, given: readonly Roll[], look: Look) {
  const begun = beginRun(runbook);
  let run = begun.run;
  let now = START;
  const told: Told[] = [];
  look(run, begun.intents);
  for (const roll of given) {
    const events = candidates(runbook, run, told, { ...roll, now });
    const event = events[roll.pick % events.length];
    if (!event) continue;
    now = timeOf(run, event, now + roll.seconds * 1_000);
    const moment = { now: new Date(now), chance: (roll.pick % 10) / 10 };
    const result = advance(runbook, run, event, moment);
    told.push({ event, moment });
    if (!result.ok) assert.equal(result.run, run, "a refused event changed the run");
    run = result.run;
    look(run, result.ok ? result.intents : [], result.ok ? event : undefined);
  }
  return { run, told, now };
}

/** A timer mostly comes when it is due; one in a few is left to come too early. */
function timeOf(run: RunState, event: RunEvent, now: number): number {
  if (event.type !== "timer-fired" || now % 5 === 0) return now;
  const fireAt = run.steps.find(({ id }) => id === event.step)?.timers[event.timer];
  return fireAt === undefined ? now : Math.max(now, Date.parse(fireAt));
}

type Now = Roll & { readonly now: number };

function candidates(
  runbook: Runbook,
  run: RunState,
  told: readonly Told[],
  roll: Now,
): readonly RunEvent[] {
  const state = run.steps.find(({ id }) => id === run.cursor);
  const repeated = told.slice(-6).map(({ event }) => event);
  if (!state || roll.kind === "odd") return [...repeated, ...strays(run, roll)];
  const at = { step: state.id, attempt: state.attempt };
  if (roll.kind === "leaving") return clicks(runbook, run, at, roll);
  const clicked = clicks(runbook, run, at, roll).filter(
    (event) => event.type === "clicked" && !["skip", "go-to"].includes(event.action),
  );
  const owed = [...reads(state, at, roll), ...fates(state, at, roll), ...timers(state, at)];
  return [...clicked, ...owed];
}

function clicks(runbook: Runbook, run: RunState, at: At, { value }: Now): RunEvent[] {
  return availableActions(runbook, run)
    .filter(({ action }) => action !== "abort")
    .map(({ action, option, target, note }) => ({
      type: "clicked",
      ...at,
      action,
      by: value > 90 ? anna : ola,
      ...(option ? { option: option.value } : {}),
      ...(target === undefined ? {} : { target }),
      ...(note === "none" ? {} : { note: "because" }),
    }));
}

function reads({ reading }: StepState, at: At, { value, now }: Now): RunEvent[] {
  if (!reading) return [];
  const known: Reading = { ok: true, value, at: new Date(now).toISOString() };
  const { number, purpose } = reading;
  if (["before", "verify", "probe"].includes(purpose)) {
    const json = { pct: value, there: value > 90 };
    return [
      { type: "read-answered", ...at, reading: number, answer: { ok: true, status: 200, json } },
      { type: "read-answered", ...at, reading: number, answer: { ok: false, message: "refused" } },
    ];
  }
  const down = { rate: { ...known, value: 60 }, base: { ...known, value: 94 } };
  return [down, { rate: known, base: known }, { rate: known }].map((readings) => ({
    type: "metrics-read",
    ...at,
    reading: number,
    readings,
  }));
}

function fates({ effect }: StepState, at: At, { value }: Now): RunEvent[] {
  if (!effect) return [];
  const send = effect.sends;
  const unsent: RunEvent = { type: "effect-not-sent", ...at, send, message: "refused" };
  if (effect.phase === "intended") return [{ type: "effect-sent", ...at, send }, unsent];
  if (effect.phase !== "sent") return [];
  const status = value === 0 ? 429 : value === 80 ? 503 : 200;
  return [
    { type: "effect-answered", ...at, send, answer: { status, json: { n: value } } },
    { type: "effect-lost", ...at, send, message: "reset" },
    unsent,
  ];
}

function timers(state: StepState, at: At): RunEvent[] {
  const armed = Object.keys(state.timers) as (keyof StepState["timers"])[];
  return armed.map((timer) => ({ type: "timer-fired", ...at, timer }));
}

/** About other steps, other attempts and other sends than the ones under way. */
function strays(run: RunState, roll: Now): RunEvent[] {
  return run.steps.flatMap((state): RunEvent[] => {
    const at = { step: state.id, attempt: Math.max(0, state.attempt - (roll.pick % 2)) };
    const send = Math.max(1, (state.effect?.sends ?? 1) - (roll.pick % 2));
    return [
      { type: "clicked", ...at, action: "run", by: ola },
      { type: "effect-sent", ...at, send },
      { type: "effect-lost", ...at, send, message: "reset" },
      { type: "timer-fired", ...at, timer: "retry" },
    ];
  });
}
