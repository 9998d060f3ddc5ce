// Which events could come to a run now: what fits, what leaves the road, and what is late, early or wrong.

import type { Runbook } from "../../../src/domain/runbook/format/format.ts";
import { availableActions, type OfferedAction } from "../../../src/domain/runbook/run/actions.ts";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { At, Clicked, RunEvent } from "../../../src/domain/runbook/state/run-event.ts";
import type { Person } from "../../../src/domain/runbook/state/stamp.ts";
import type { StepState } from "../../../src/domain/runbook/state/step-state.ts";
import type { Told } from "./chance.ts";
import { readEvents, sights } from "./chance-reads.ts";
import { anna, ola } from "./play.ts";

export type Roll = {
  /** Picks one event out of those that could come now. */
  readonly pick: number;
  readonly kind: "fitting" | "leaving" | "run" | "odd";
  readonly seconds: number;
  readonly value: number;
};

export type Now = Roll & { readonly now: number };

export const people: readonly Person[] = [
  anna,
  ola,
  { id: "U3", name: "Piotr" },
  { id: "U4", name: "Ewa" },
];

const LEAVING = new Set(["skip", "leave", "go-to", "could-not", "deny", "break-glass"]);
const OF_RUN = new Set(["pause", "resume", "assign", "abort", "roll-back", "cancel"]);

export function candidates(
  runbook: Runbook,
  run: RunState,
  told: readonly Told[],
  roll: Now,
): readonly RunEvent[] {
  const state = run.steps.find(({ id }) => id === run.cursor);
  const at = state ? { step: state.id, attempt: state.attempt } : { step: "", attempt: 0 };
  if (roll.kind === "odd" || !state) {
    const repeated = told.slice(-6).map(({ event }) => event);
    return [...repeated, ...strays(run, roll), ...looks(run, roll)];
  }
  const clicked = clicks(runbook, run, at, roll);
  const about = (event: Clicked): Roll["kind"] => {
    if (OF_RUN.has(event.action)) return event.action === "resume" ? "fitting" : "run";
    return LEAVING.has(event.action) ? "leaving" : "fitting";
  };
  // Most runs shall get somewhere before somebody stops them.
  const isKept = (event: Clicked) => event.action !== "abort" || roll.value > 91;
  const chosen = clicked.filter((event) => about(event) === roll.kind && isKept(event));
  if (roll.kind !== "fitting") return chosen.length > 0 ? chosen : clicked;
  return [...chosen, ...owed(run, state, at, roll)];
}

/** What the world owes: answers, fates, timers. */
export function owed(run: RunState, state: StepState, at: At, roll: Now): RunEvent[] {
  return [
    ...readEvents(state, at, roll),
    ...followed(state, at, roll),
    ...fates(state, at, roll),
    ...timers(state, at),
    ...ofRun(run),
    ...approvers(state, at, roll),
  ];
}

export function clicks(runbook: Runbook, run: RunState, at: At, roll: Now): Clicked[] {
  const by = people[roll.pick % people.length] ?? anna;
  return availableActions(runbook, run).map((offered) =>
    clickOf(run, at, offered, { by, value: roll.value }),
  );
}

export function clickOf(
  run: RunState,
  at: At,
  { action, option, target, note }: OfferedAction,
  { by, value }: { readonly by: Person; readonly value: number },
): Clicked {
  const state = run.steps.find(({ id }) => id === at.step);
  const sha = state?.approval?.requestSha ?? state?.effect?.sha;
  const seen = ["approve", "deny"].includes(action) && sha ? { sha8: sha.slice(0, 8) } : {};
  return {
    type: "clicked",
    ...at,
    action,
    by,
    typed: at.step,
    ...seen,
    ...(option ? { option: option.value } : {}),
    ...(target === undefined ? {} : { target }),
    ...(action === "assign" ? { to: ola } : {}),
    ...(note === "none" || (note === "optional" && value > 90) ? {} : { note: "because" }),
  };
}

/** The freeze that the step is about has changed. */
function followed({ freeze }: StepState, at: At, { pick }: Now): RunEvent[] {
  if (!freeze) return [];
  return sights(pick).map((answer) => ({ type: "freeze-seen", ...at, answer }));
}

const DECLARED = {
  freeze_id: "FRZ-7",
  starts_at: "2026-11-26T17:00:00.000Z",
  ends_at: "2026-11-29T17:00:00.000Z",
};

function fates({ effect }: StepState, at: At, { value }: Now): RunEvent[] {
  if (!effect) return [];
  const send = effect.sends;
  const unsent: RunEvent = { type: "effect-not-sent", ...at, send, message: "refused" };
  const sent: RunEvent = { type: "effect-sent", ...at, send };
  if (effect.phase === "intended") return [sent, sent, sent, unsent];
  if (effect.phase !== "sent") return [];
  const good = effect.change.kind === "redeploy" ? 201 : 200;
  const status = value === 0 ? 429 : value === 80 ? 503 : value === 91 ? 403 : good;
  const json = { n: value, id: 9, ...(effect.change.kind === "freeze" ? DECLARED : {}) };
  return [
    { type: "effect-answered", ...at, send, answer: { status, json } },
    { type: "effect-answered", ...at, send, answer: { status: good, json } },
    { type: "effect-lost", ...at, send, message: "reset" },
    unsent,
  ];
}

export function timers(state: StepState, at: At): RunEvent[] {
  const armed = Object.keys(state.timers) as (keyof StepState["timers"])[];
  return armed.map((timer) => ({ type: "timer-fired", ...at, timer }));
}

function ofRun({ timers: armed = {}, preflight }: RunState): RunEvent[] {
  const attempt = preflight?.attempt ?? 0;
  const fired = (Object.keys(armed) as (keyof StepState["timers"])[]).map(
    (timer): RunEvent => ({ type: "timer-fired", step: "", attempt, timer }),
  );
  if (preflight?.state !== "looking") return fired;
  const findings = [{ connection: "routing", message: "401", steps: ["s0"] }];
  return [
    ...fired,
    { type: "preflighted", step: "", attempt, findings: [] },
    { type: "preflighted", step: "", attempt, findings },
  ];
}

function approvers({ approval }: StepState, at: At, { pick }: Now): RunEvent[] {
  if (approval?.state !== "asked" || approval.eligible) return [];
  const eligible = people.slice(0, 1 + (pick % 9)).map(({ id }) => id);
  return [{ type: "approvers-found", ...at, round: approval.round, eligible }];
}

/** Asked and answered in any state, also when the run is over. */
function looks(run: RunState, { value, pick }: Now): RunEvent[] {
  const answered = run.steps.flatMap(({ id: step, attempt, looking }): RunEvent[] => {
    if (!looking) return [];
    const answer = {
      ok: true,
      status: 200,
      json: { state: "on", variation: null, pct: value },
    } as const;
    return [{ type: "read-answered", step, attempt, reading: looking.number, answer }];
  });
  const [first] = run.steps;
  const state = (["undone", "left", "undoing", "available"] as const)[pick % 4] ?? "left";
  const settled: RunEvent[] =
    first && run.cursor === undefined
      ? [{ type: "undo-settled", step: first.id, attempt: first.attempt, state, by: ola }]
      : [];
  return [{ type: "changes-asked", step: "", attempt: 0 }, ...answered, ...settled];
}

/** About other steps, other attempts and other sends than the ones under way. */
function strays(run: RunState, roll: Now): RunEvent[] {
  return run.steps.flatMap((state): RunEvent[] => {
    const at = { step: state.id, attempt: Math.max(0, state.attempt - (roll.pick % 2)) };
    const send = Math.max(1, (state.effect?.sends ?? 1) - (roll.pick % 2));
    const reading = Math.max(1, state.reads - (roll.pick % 2));
    return [
      { type: "clicked", ...at, action: "run", by: ola },
      { type: "clicked", ...at, action: "approve", by: ola, sha8: "00000000" },
      { type: "effect-sent", ...at, send },
      { type: "effect-lost", ...at, send, message: "reset" },
      { type: "timer-fired", ...at, timer: "retry" },
      { type: "timer-fired", ...at, timer: "lapse" },
      { type: "read-answered", ...at, reading, answer: { ok: false, message: "late" } },
    ];
  });
}
