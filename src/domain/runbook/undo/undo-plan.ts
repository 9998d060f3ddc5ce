// How a step's effect is taken back: everything that needs, frozen as a plan, or why it cannot be.
import { certaintyOf } from "../effect/applied.ts";
import { stateIs } from "../effect/plan-flag.ts";
import { USUAL_WAIT_MS } from "../effect/plan-github.ts";
import { renderReadBack } from "../effect/request.ts";
import { findStep, type Runbook } from "../format/format.ts";
import type { EffectStep } from "../format/step-format.ts";
import { type Bindings, bindingsOf } from "../language/bindings.ts";
import type { Change, FlagSetting, ReadBack, Repeat } from "../state/change.ts";
import type { UndoPlan, UndoState } from "../state/effect-state.ts";
import type { RunState } from "../state/run.ts";
import type { StepState } from "../state/step-state.ts";
import { type Done, undoChange } from "./undo-change.ts";

export type Undoable =
  | { readonly undo: UndoState }
  /** It was changed, or may have been, and the runbook's undo cannot be written. */
  | { readonly impossible: string };

/**
 * Undefined where nothing was changed, or the runbook gives no undo. An effect that nobody knows of
 * counts as possibly applied. `now` is for templates that show the time.
 */
export function undoOf(
  runbook: Runbook,
  run: RunState,
  state: StepState,
  now: Date,
): Undoable | undefined {
  if (state.undo) return { undo: state.undo };
  const certainty = certaintyOf(state);
  const step = findStep(runbook, state.id);
  if (!certainty || !isEffect(step) || !state.effect) return undefined;
  const { plannedAt, answeredAt, sentAt } = state.effect;
  const bindings = bindingsOf(run, {}, plannedAt ? new Date(plannedAt) : now);
  const done = doneBy(state);
  const back = done && undoChange(step, bindings, done);
  if (!back || !done) return undefined;
  if ("fault" in back) return { impossible: back.fault };
  if ("missing" in back) return { impossible: "nobody could read what was there before" };
  const since = answeredAt ?? sentAt;
  const plan: UndoPlan = {
    of: state.id,
    title: state.title,
    change: back.change,
    certainty,
    generation: 0,
    ...conditions(step, bindings, { done: done.change, back: back.change }),
  };
  const validUntil =
    back.validForMs === undefined || since === undefined
      ? {}
      : { validUntil: new Date(Date.parse(since) + back.validForMs).toISOString() };
  return { undo: { state: "available", plan, ...validUntil } };
}

/** Still to be taken back, or not taken back for good. */
export function isOpenUndo({ state }: Pick<UndoState, "state">): boolean {
  return state === "available" || state === "conflict" || state === "failed";
}

export function isEffect(step: { readonly kind: string } | undefined): step is EffectStep {
  if (step?.kind === "freeze") return "op" in step && step.op === "declare";
  return step?.kind === "http" || step?.kind === "flag" || step?.kind === "github";
}

/** What was there before the first of all tries, where the step was sent round again. */
export function doneBy({ effect }: StepState): Done | undefined {
  if (!effect) return undefined;
  const { change } = effect;
  const before = effect.earlier?.before ?? effect.before;
  switch (change.kind) {
    case "redeploy":
      return { change: typeof before === "string" ? { ...change, replaces: before } : change };
    case "flag":
      return before === undefined ? { change } : { change, before: before as FlagSetting };
    case "freeze":
      return { change, generation: effect.generation };
    case "http":
    case "dispatch":
    case "lift-freeze":
      return { change };
  }
}

type Both = { readonly done: Change; readonly back: Change };
type Conditions = Pick<UndoPlan, "repeat" | "onlyIf" | "blind" | "verify" | "followMs">;

function conditions(step: EffectStep, bindings: Bindings, { done, back }: Both): Conditions {
  switch (step.kind) {
    case "http":
      return httpConditions(step, bindings);
    case "flag": {
      if (done.kind !== "flag" || back.kind !== "flag")
        throw new Error("a flag is undone by a flag");
      const within = step.verify?.within;
      const verify =
        within === undefined ? {} : { verify: { ...stateIs(back, back.set), withinMs: within } };
      return { repeat: "safe", onlyIf: stateIs(done, done.set), ...verify };
    }
    case "freeze":
      return { repeat: "safe", ...liftedIs(back) };
    case "github": {
      const repeat: Repeat = "probe";
      const followMs = step.wait ?? USUAL_WAIT_MS;
      return back.kind === "redeploy"
        ? { repeat, followMs, onlyIf: runsNow(back, back.replaces) }
        : { repeat, followMs };
    }
  }
}

function httpConditions(
  { undo, repeat }: Extract<EffectStep, { kind: "http" }>,
  bindings: Bindings,
): Conditions {
  const inherited = repeat === "safe" || repeat === "keyed" ? repeat : "never";
  const onlyIf = undo?.only_if && renderReadBack(undo.only_if, bindings);
  const verify = undo?.verify && renderReadBack(undo.verify, bindings);
  return {
    repeat: undo?.repeat ?? inherited,
    ...(onlyIf?.ok ? { onlyIf: onlyIf.value } : {}),
    ...(onlyIf?.ok === false ? { blind: `only_if: ${onlyIf.message}` } : {}),
    ...(verify?.ok ? { verify: { ...verify.value, withinMs: undo?.verify?.within ?? 0 } } : {}),
  };
}

/** Lifting takes as long as GitHub needs; more than this is for a person to look at. */
const LIFT_WITHIN_MS = 15 * 60_000;

/** Taken back is what was read back: no repository is held by it any more. */
function liftedIs(back: Change): Pick<UndoPlan, "verify"> {
  if (back.kind !== "lift-freeze") throw new Error("a freeze is undone by lifting it");
  const request = { kind: "freeze", freeze: back.declared } as const;
  return { verify: { request, pointer: "/is_over", equals: true, withinMs: LIFT_WITHIN_MS } };
}

/** The read that says whether this commit is the one that runs. */
export function runsNow(
  { repo, environment }: { readonly repo: string; readonly environment: string },
  sha: string,
): ReadBack {
  return {
    request: { kind: "deployments", repo, environment },
    pointer: "/current/sha",
    equals: sha,
  };
}
