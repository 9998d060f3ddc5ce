// What reads could answer: as hoped, otherwise, nonsense, or nothing at all.

import { setPointer } from "../../../src/domain/runbook/effect/stub.ts";
import type { Json } from "../../../src/domain/runbook/language/json.ts";
import type { FreezeSight } from "../../../src/domain/runbook/state/freeze-sight.ts";
import type { Reading } from "../../../src/domain/runbook/state/reason.ts";
import type { At, ReadAnswer, RunEvent } from "../../../src/domain/runbook/state/run-event.ts";
import type { StepState } from "../../../src/domain/runbook/state/step-state.ts";
import type { Now } from "./chance-events.ts";

export function readEvents(state: StepState, at: At, roll: Now): RunEvent[] {
  const { reading } = state;
  if (!reading) return [];
  const { number, purpose } = reading;
  if (["text", "check", "sample"].includes(purpose)) return metricsRead(at, number, roll);
  return answers(state, roll).map((answer) => ({
    type: "read-answered",
    ...at,
    reading: number,
    answer,
  }));
}

function metricsRead(at: At, reading: number, { value, now }: Now): RunEvent[] {
  const known: Reading = { ok: true, value, at: new Date(now).toISOString() };
  const down = { rate: { ...known, value: 60 }, base: { ...known, value: 94 } };
  return [down, { rate: known, base: known }, { rate: known }].map((readings) => ({
    type: "metrics-read",
    ...at,
    reading,
    readings,
  }));
}

const found = (json: Json): ReadAnswer => ({ ok: true, status: 200, json });

/** The first is as hoped. */
function answers({ reading, effect }: StepState, { value, pick }: Now): ReadAnswer[] {
  const fails: ReadAnswer = { ok: false, message: "refused" };
  const other = found({
    state: "on",
    variation: "green",
    pct: value,
    there: value > 90,
    revision: 9,
  });
  const read = { verify: effect?.verify, probe: effect?.probe, "only-if": effect?.onlyIf };
  switch (reading?.purpose) {
    case "verify":
    case "only-if":
    case "probe": {
      const wanted = read[reading.purpose];
      if (!wanted) return works(pick);
      return [found(setPointer({}, wanted.pointer, wanted.equals)), other, fails];
    }
    case "follow":
      return works(pick);
    case "freeze":
      return sights(pick);
    default:
      return [found(before(effect?.change.kind, value)), other, fails];
  }
}

/** Of a freeze, of a look before one, and of the report after one. */
export function sights(pick: number): ReadAnswer[] {
  const sight = (state: FreezeSight["state"]): ReadAnswer => {
    const isOver = state === "lifted";
    const ended = { is_ended: isOver || state === "lifting", is_over: isOver };
    const times = { starts_at: "2026-11-26T17:00:00.000Z", ends_at: "2026-11-29T17:00:00.000Z" };
    const counts = { held: 1, open: 0, of: 1, trouble: [] };
    return found({
      ...{ id: "FRZ-7", state, ...times, ...ended, ...counts },
      ...{ ok: 1, failed: 0, open_prs: 0, auto_merge: 0, text: "" },
      ...{ exceptions: 0, bypasses: 0, merges: 0, drift: 0 },
    });
  };
  const unlucky = (["scheduled", "lifting", "cancelled"] as const)[pick % 3] ?? "scheduled";
  const fails: ReadAnswer = { ok: false, message: "refused" };
  const gone: ReadAnswer = { ok: true, status: 404, json: {} };
  return [sight("active"), sight("lifted"), sight(unlucky), gone, fails];
}

function works(pick: number): ReadAnswer[] {
  const work = (state: string): ReadAnswer =>
    found({
      state,
      id: 9,
      sha: null,
      url: null,
      conclusion: state === "failure" ? "failure" : null,
    });
  const unlucky = ["absent", "failure", "pending"][pick % 3] ?? "absent";
  return [work("success"), work("pending"), work(unlucky), { ok: false, message: "HTTP 502" }];
}

function before(kind: string | undefined, value: number): Json {
  if (kind === "flag") return { state: value > 90 ? "on" : "off", variation: null };
  const commit = (sha: string) => ({ id: 1, sha, at: null });
  if (kind === "redeploy") return { current: commit("bad1"), previous: commit("good2") };
  return { pct: value };
}
