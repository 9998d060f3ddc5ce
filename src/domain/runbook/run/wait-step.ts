// A wait: for a time, or until a condition has held long enough without a gap.

import { readTime } from "../effect/plan-freeze.ts";
import type { WaitStep } from "../format/step-format.ts";
import { bindingsOf } from "../language/bindings.ts";
import type { Verdict } from "../language/expression.ts";
import { renderTemplate } from "../language/template.ts";
import type { Reading } from "../state/reason.ts";
import type { Sample, WaitState } from "../state/step-state.ts";
import {
  ask,
  instant,
  merge,
  millisecondsSince,
  patchStep,
  setTimer,
  stateOf,
  type Turn,
} from "../state/turn.ts";
import { metricsOf, verdictOf } from "./check-step.ts";
import { enterFollow } from "./follow-step.ts";
import { judgeReadings, readMetrics } from "./metric-reading.ts";
import { askPerson, settle } from "./settle.ts";

const DEFAULT_EVERY_MS = 30_000;
const SAY_UNKNOWN_AFTER_MS = 120_000;
const KEPT_SAMPLES = 20;
const JITTER_MS = 1_000;

export function enterWait(turn: Turn, step: WaitStep): Turn {
  const wait: WaitState = { unknownSaid: false, samples: [] };
  const waiting = patchStep(turn, step.id, { state: "waiting", wait });
  if (step.for !== undefined) return setTimer(waiting, step.id, "elapsed", step.for);
  if (step.at !== undefined) return waitForPoint(waiting, step, step.at);
  return takeSample(setTimer(waiting, step.id, "timeout", step.timeout ?? 0), step);
}

/** A point that has passed is no wait at all. */
function waitForPoint(turn: Turn, step: WaitStep, at: string): Turn {
  const text = renderTemplate(at, "json", bindingsOf(turn.run, {}, turn.moment.now));
  const point = text.ok ? readTime(text.value) : text;
  if (!point.ok) {
    return askPerson(turn, step.id, {
      code: "template-error",
      where: "at",
      message: point.message,
    });
  }
  const leftMs = point.value - turn.moment.now.getTime();
  if (step.follows !== undefined) {
    return enterFollow(leftMs > 0 ? setTimer(turn, step.id, "elapsed", leftMs) : turn, step);
  }
  if (leftMs <= 0) return settle(turn, step.id, { state: "succeeded" }, step.then);
  return setTimer(turn, step.id, "elapsed", leftMs);
}

/** The next sample's timer is set before this one is answered: a lost answer stops nothing. */
export function takeSample(turn: Turn, step: WaitStep): Turn {
  const armed = setTimer(turn, step.id, "sample", everyOf(step));
  const names = metricsOf(turn, step.id, step.until, step.known_if);
  if (names.length === 0) return judgeSample(armed, step, {});
  return readMetrics(armed, step.id, "sample", names);
}

export function judgeSample(
  turn: Turn,
  step: WaitStep,
  readings: Readonly<Record<string, Reading>>,
): Turn {
  const names = metricsOf(turn, step.id, step.until, step.known_if);
  const values = judgeReadings(turn, names, readings);
  const verdict = verdictOf(
    turn,
    step.id,
    { condition: step.until ?? "true", floor: step.known_if },
    values,
  );
  const shown = metricsOf(turn, step.id, step.until).map((name) => values[name]);
  const wait = count(turn, step, sampleOf(turn, verdict, shown));
  const counted = patchStep(turn, step.id, { wait, values, reading: undefined });
  if (hasHeld(turn, wait, step.hold ?? 0))
    return settle(counted, step.id, { state: "succeeded" }, step.then);
  return sayUnknown(counted, step);
}

/** One answer comes a little sooner than another: that must not cost a whole further sample. */
function hasHeld(turn: Turn, { heldSince }: WaitState, hold: number): boolean {
  if (heldSince === undefined) return false;
  return millisecondsSince(turn, heldSince) >= hold - Math.min(JITTER_MS, hold / 10);
}

/** Still unknown is not still bad: the person is told which of the two it is. */
export function wereUnknown(turn: Turn, step: WaitStep): Sample | undefined {
  const last = stateOf(turn, step.id).wait?.samples.at(-1);
  if (step.until === undefined || last?.verdict === "unknown") return last;
  if (last && !isGap(turn, step, last)) return undefined;
  return { at: instant(turn), verdict: "unknown", unknowns: [{ cause: "no-data" }] };
}

export function askAboutUnknown(turn: Turn, step: WaitStep, sample: Sample): Turn {
  return askPerson(turn, step.id, {
    code: "timed-out-unknown",
    afterMs: step.timeout ?? 0,
    unknowns: sample.unknowns ?? [],
  });
}

function sampleOf(turn: Turn, verdict: Verdict, shown: readonly (Reading | undefined)[]): Sample {
  const at = instant(turn);
  if ("unknown" in verdict) return { at, verdict: "unknown", unknowns: verdict.unknown };
  const number = shown.find((reading) => reading?.ok && typeof reading.value === "number");
  const value = number?.ok ? { value: Number(number.value) } : {};
  return { at, verdict: verdict.value ? "true" : "false", ...value };
}

/** More than two samples are missing (a crash, a silent target): that proves nothing about what lies in it. */
function isGap(turn: Turn, step: WaitStep, last: Sample): boolean {
  return millisecondsSince(turn, last.at) > 2 * everyOf(step);
}

function count(turn: Turn, step: WaitStep, sample: Sample): WaitState {
  const before = stateOf(turn, step.id).wait ?? { unknownSaid: false, samples: [] };
  const last = before.samples.at(-1);
  const gap = last ? isGap(turn, step, last) : true;
  const isUnknown = sample.verdict === "unknown";
  return merge(before, {
    heldSince:
      sample.verdict === "true" ? ((gap ? undefined : before.heldSince) ?? sample.at) : undefined,
    unknownSince: isUnknown ? (before.unknownSince ?? sample.at) : undefined,
    unknownSaid: isUnknown && before.unknownSaid,
    samples: [...before.samples, sample].slice(-KEPT_SAMPLES),
  });
}

function sayUnknown(turn: Turn, step: WaitStep): Turn {
  const { wait, attempt } = stateOf(turn, step.id);
  if (!wait?.unknownSince || wait.unknownSaid) return turn;
  const sinceMs = millisecondsSince(turn, wait.unknownSince);
  if (sinceMs < SAY_UNKNOWN_AFTER_MS) return turn;
  const said = patchStep(turn, step.id, { wait: { ...wait, unknownSaid: true } });
  return ask(said, { do: "say-unknown", step: step.id, attempt, sinceMs });
}

function everyOf(step: WaitStep): number {
  return step.every ?? DEFAULT_EVERY_MS;
}
