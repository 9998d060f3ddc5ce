// A step that takes effects back: latest first, each compared before, one after another from one click.

import { look } from "../effect/effect-look.ts";
import { refOf } from "../effect/effect-send.ts";
import { followOf } from "../effect/effect-step.ts";
import type { UndoesStep } from "../format/step-format.ts";
import { hashOf } from "../language/hash.ts";
import { askPerson, onwardOf, settle } from "../run/settle.ts";
import type { EffectState, UndoPlan, UndoState } from "../state/effect-state.ts";
import type { Reason } from "../state/reason.ts";
import type { StepState } from "../state/step-state.ts";
import { instant, patchStep, stateOf, type Turn } from "../state/turn.ts";
import { markUndo } from "./undo-mark.ts";
import { isOpenUndo, undoOf } from "./undo-plan.ts";

/** A step that was added, or is tried again, brings its own list. */
export function enterUndo(turn: Turn, step: UndoesStep): Turn {
  const { queue } = stateOf(turn, step.id);
  return undoNext(turn, step, { queue: queue ?? listUndos(turn, step.undoes).plans });
}

type Next = {
  readonly queue: readonly UndoPlan[];
  /** The click that covered the whole list, where it goes on from that. */
  readonly released?: { readonly sha: string };
  readonly reason?: Reason;
};

/** The next one of the list; after the last the step is done, unless something is left to a person. */
export function undoNext(turn: Turn, step: UndoesStep, { queue, released, reason }: Next): Turn {
  const [plan, ...rest] = queue;
  if (!plan) return finish(turn, step, reason);
  const next = { ...plan, generation: plan.generation + 1 };
  const effect = effectFrom(turn, step.id, next, released?.sha);
  const shown = patchStep(turn, step.id, {
    state: "preparing",
    reason: undefined,
    queue: [next, ...rest],
    effect,
  });
  const kept = markUndo(shown, next, { state: "available" });
  // Prepared once more when the run goes on: what would be read now would be old by then.
  if (turn.run.hold) return kept;
  if (!plan.blind) return look(kept, step);
  return askPerson(kept, step.id, { code: "cannot-look", message: plan.blind });
}

function effectFrom(turn: Turn, id: string, plan: UndoPlan, sha: string | undefined): EffectState {
  const { of, change, repeat, onlyIf, verify, generation, followMs } = plan;
  const ref = { direction: "undo", of, generation } as const;
  const follow = followOf(change, refOf(id, ref), followMs);
  const after = afterOf(plan);
  return {
    ...ref,
    change,
    sha: sha ?? "",
    repeat,
    ...(onlyIf ? { onlyIf } : {}),
    ...(verify ? { verify } : {}),
    ...(follow ? { follow } : {}),
    ...(after === undefined ? {} : { after }),
    ...(sha === undefined ? {} : { released: true }),
    plannedAt: instant(turn),
    sends: 0,
    phase: "planned",
  };
}

function afterOf({ change, verify }: UndoPlan): EffectState["after"] {
  if (change.kind === "flag") return change.set;
  return change.kind === "redeploy" ? change.sha : verify?.equals;
}

/** Nothing to take back was left: done, never needed, or changed in a way nobody can write back. */
function finish(turn: Turn, step: UndoesStep, reason: Reason | undefined): Turn {
  const { impossible } = listUndos(turn, step.undoes);
  const { effect, decisions, attempt } = stateOf(turn, step.id);
  const said = decisions.some((each) => each.attempt === attempt && each.action === "done");
  if (impossible.length > 0 && !said) {
    return askPerson(turn, step.id, {
      code: "cannot-look",
      message: impossible.map((each) => `${each.of}: ${each.message}`).join("; "),
    });
  }
  if (!effect && !said) {
    return settle(
      turn,
      step.id,
      { state: "skipped", reason: { code: "not-needed" } },
      onwardOf(step),
    );
  }
  const rest = { state: "succeeded" as const, ...(reason ? { reason } : {}) };
  return settle(turn, step.id, rest, onwardOf(step));
}

type Impossible = { readonly of: string; readonly title: string; readonly message: string };
type Listed = { readonly plans: readonly UndoPlan[]; readonly impossible: readonly Impossible[] };

/** What is still to be taken back of these steps, latest first, a change that several share once. */
export function listUndos(turn: Turn, steps: readonly string[]): Listed {
  const { runbook, run, moment } = turn;
  const plans = new Map<string, UndoPlan>();
  const impossible: Impossible[] = [];
  for (const source of run.steps.filter(({ id }) => steps.includes(id)).toReversed()) {
    const found = undoOf(runbook, run, source, moment.now);
    if (!found) continue;
    const { id: of, title } = source;
    if ("impossible" in found) impossible.push({ of, title, message: found.impossible });
    else if (isOpenUndo(found.undo) || isPassedBy(source))
      addPlan(plans, timely(found.undo, moment.now));
  }
  return { plans: [...plans.values()], impossible };
}

/** Left during a roll-back, without an owner: it can still be taken back. */
function isPassedBy({ undo, left }: StepState): boolean {
  return undo?.state === "left" && left === undefined;
}

function addPlan(plans: Map<string, UndoPlan>, plan: UndoPlan): void {
  const key = hashOf(plan.change);
  const same = plans.get(key);
  plans.set(key, same ? { ...same, also: [...(same.also ?? []), plan.of] } : plan);
}

/** What was good until some hour is a person's decision after it. */
function timely({ plan, validUntil }: UndoState, now: Date): UndoPlan {
  if (validUntil === undefined || Date.parse(validUntil) >= now.getTime()) return plan;
  return { ...plan, blind: `the undo of '${plan.of}' was good until ${validUntil}` };
}
