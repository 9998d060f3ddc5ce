// Plays runs at random: mostly what would happen next, now and then something late, repeated or wrong.
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Runbook } from "../../../src/domain/runbook/format/format.ts";
import { advance, type Start, startRun } from "../../../src/domain/runbook/run/advance.ts";
import type { Intent } from "../../../src/domain/runbook/state/intent.ts";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { RunEvent } from "../../../src/domain/runbook/state/run-event.ts";
import type { Moment } from "../../../src/domain/runbook/state/turn.ts";
import { candidates, type Roll } from "./chance-events.ts";
import { anna } from "./play.ts";

export const rolls: fc.Arbitrary<Roll[]> = fc.array(
  fc.record({
    pick: fc.nat({ max: 9_999 }),
    kind: fc.constantFrom(
      ...Array.from({ length: 30 }, () => "fitting" as const),
      "leaving",
      "run",
      "odd",
      "odd",
    ),
    seconds: fc.oneof(fc.nat({ max: 16 }), fc.nat({ max: 16 }), fc.nat({ max: 1_000 })),
    value: fc.constantFrom(0, 80, 91, 93, 100, 100),
  }) as fc.Arbitrary<Roll>,
  { minLength: 30, maxLength: 120 },
);

const START = Date.parse("2026-11-22T12:00:00Z");

export const starts: fc.Arbitrary<Partial<Start>> = fc.record({
  mode: fc.constantFrom("live", "live", "drill"),
  autonomy: fc.boolean(),
  preflight: fc.boolean(),
});

export function beginRun(runbook: Runbook, more: Partial<Start> = {}) {
  const facts = { zone: "UTC" };
  const start = { id: "r", inputs: { from: "stripe" }, by: anna, facts, ...more };
  return startRun(runbook, start, { now: new Date(START), chance: 0.5 });
}

export type Told = { readonly event: RunEvent; readonly moment: Moment };

/** A state, what was asked for with it, the event that led there, and the state before that. */
export type Seen = {
  readonly run: RunState;
  readonly intents: readonly Intent[];
  readonly event?: RunEvent;
  readonly before?: RunState;
};

/** `look` sees every state in its turn. */
export function playOut(
  runbook: Runbook,
  given: readonly Roll[],
  look: (seen: Seen) => void,
  more: Partial<Start> = {},
) {
  const begun = beginRun(runbook, more);
  let run = begun.run;
  let now = START;
  const told: Told[] = [];
  look(begun);
  for (const roll of given) {
    const events = candidates(runbook, run, told, { ...roll, now });
    const event = events[roll.pick % events.length];
    if (!event) continue;
    now = timeOf(run, event, now + roll.seconds * 1_000);
    const moment = { now: new Date(now), chance: (roll.pick % 10) / 10 };
    const result = advance(runbook, run, event, moment);
    told.push({ event, moment });
    if (!result.ok) assert.equal(result.run, run, "a refused event changed the run");
    const before = run;
    run = result.run;
    if (result.ok) look({ run, intents: result.intents, event, before });
  }
  return { run, told, now };
}

/** A timer mostly comes when it is due; one in a few is left to come too early. */
function timeOf(run: RunState, event: RunEvent, now: number): number {
  return now % 5 === 0 ? now : dueTime(run, event, now);
}

export function dueTime(run: RunState, event: RunEvent, now: number): number {
  if (event.type !== "timer-fired") return now;
  const timers = run.steps.find(({ id }) => id === event.step)?.timers ?? run.timers;
  const fireAt = timers?.[event.timer];
  return fireAt === undefined ? now : Math.max(now, Date.parse(fireAt));
}
