// A step that takes effects back: latest first, each compared before, one after another from one click.

import { look } from "./effect-look.ts";
import { refOf } from "./effect-send.ts";
import { followOf } from "./effect-step.ts";
import { hashOf } from "./hash.ts";
import type { EffectState, Reason, StepState, UndoPlan } from "./run.ts";
import { askPerson, onwardOf, settle } from "./settle.ts";
import type { UndoesStep } from "./step-format.ts";
import { instant, patchStep, stateOf, type Turn } from "./turn.ts";
import { markUndo } from "./undo-mark.ts";
import { undoOf } from "./undo-plan.ts";

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
    return askPerson(turn, step.id, { code: "cannot-look", message: impossible.join("; ") });
  }
  if (!effect && !said) {
    return settle(
      turn,
      step.id,
      { state: "skipped", reason: { code: "not-needed" } },
      onwardOf(step),
    );
  }
  const state = reason?.code === "left" ? "skipped" : "succeeded";
  return settle(turn, step.id, { state, ...(reason ? { reason } : {}) }, onwardOf(step));
}

type Listed = { readonly plans: readonly UndoPlan[]; readonly impossible: readonly string[] };

/** What is still to be taken back of these steps, latest first, a change that several share once. */
export function listUndos(turn: Turn, steps: readonly string[]): Listed {
  const sources = turn.run.steps.filter(({ id }) => steps.includes(id)).toReversed();
  const plans = new Map<string, UndoPlan>();
  const impossible: string[] = [];
  for (const source of sources) {
    const found = undoOf(turn.runbook, turn.run, source, turn.moment.now);
    if (found && "impossible" in found) impossible.push(`${source.id}: ${found.impossible}`);
    if (!found || "impossible" in found || !isOpen(source, found.undo.state)) continue;
    const { plan, validUntil } = found.undo;
    const key = hashOf(plan.change);
    const same = plans.get(key);
    const expired = validUntil !== undefined && Date.parse(validUntil) < turn.moment.now.getTime();
    const late = expired
      ? { blind: `the undo of '${source.id}' was good until ${validUntil}` }
      : {};
    plans.set(
      key,
      same ? { ...same, also: [...(same.also ?? []), source.id] } : { ...plan, ...late },
    );
  }
  return { plans: [...plans.values()], impossible };
}

function isOpen(_source: StepState, state: NonNullable<StepState["undo"]>["state"]): boolean {
  return state === "available" || state === "conflict" || state === "failed";
}
