// Everything that can happen next at one moment of a rehearsal, the hoped-for first.
import { findStep } from "../format/format.ts";
import type { ManualStep, Step, WaitStep } from "../format/step-format.ts";
import type { StepState, TimerKind } from "../state/step-state.ts";
import { currentState, decisionMoves, doneMoves, offeredMoves, voteMoves } from "./clicks.ts";
import type { Move, Scene, Stage } from "./scene.ts";

/** Nobody is asked and nothing is owed: people and the clock are next. */
export function waitingMoves(stage: Stage, scene: Scene): readonly Move[] {
  const state = currentState(scene);
  if (scene.run.state === "created" || !state || scene.run.hold) {
    return [...offeredMoves(stage, scene, "resume", "way"), ...decisionMoves(stage, scene)];
  }
  const step = findStep(stage.runbook, state.id);
  switch (state.state) {
    case "ready":
      return [
        ...offeredMoves(stage, scene, "run", "way"),
        ...offeredMoves(stage, scene, "skip", "side"),
        ...offeredMoves(stage, scene, "roll-back", "side"),
      ];
    case "waiting":
      if (step?.kind === "freeze") return assertMoves(scene, state);
      return step?.kind === "wait"
        ? waitMoves(scene, state, step)
        : peopleMoves(stage, scene, step);
    case "awaiting_approval":
      return [
        ...voteMoves(stage, scene),
        ...timerMoves(scene, state, ["escalation"], "side"),
        ...timerMoves(scene, state, ["approval"], "side"),
        ...offeredMoves(stage, scene, "break-glass", "side"),
      ];
    case "needs_decision":
      return decisionMoves(stage, scene);
    case "preparing":
    case "running":
    case "retry_wait":
    case "verifying":
      return earliest(scene, state);
    case "pending":
    case "succeeded":
    case "failed":
    case "skipped":
    case "cancelled":
      return [];
  }
}

function peopleMoves(stage: Stage, scene: Scene, step: Step | undefined): readonly Move[] {
  const state = currentState(scene);
  const late = state ? timerMoves(scene, state, ["timeout"], "way") : [];
  if (step?.kind === "choice") {
    return [...offeredMoves(stage, scene, "choose", "option"), ...late];
  }
  return [
    ...doneMoves(stage, scene),
    ...offeredMoves(stage, scene, "could-not", isElsewhere(step) ? "way" : "side"),
    ...late,
    ...offeredMoves(stage, scene, "skip", "side"),
    ...offeredMoves(stage, scene, "roll-back", "side"),
  ];
}

function isElsewhere(step: Step | undefined): boolean {
  return (step as ManualStep | undefined)?.on_fail !== "ask";
}

/** What every sample says is settled by the first: false and unknown go on to the time-out. */
function waitMoves(scene: Scene, state: StepState, step: WaitStep): readonly Move[] {
  const habit = scene.habits[habitKey("sample", state)];
  if (habit === "false" || habit === "unknown") {
    const late = timerMoves(scene, state, ["timeout"], "way");
    return late.map((move) => (move.at ? lapse(scene, state, { ...move, at: move.at }) : move));
  }
  if (step.follows && state.timers.elapsed) return timerMoves(scene, state, ["elapsed"], "way");
  const lapsed = lapseHold(scene, state, step);
  return lapsed ? [lapsed] : earliest(scene, state);
}

/** What it is not yet after one look it is not after forty. */
function assertMoves(scene: Scene, state: StepState): readonly Move[] {
  const isNot = scene.habits[habitKey("freeze", state)] === "not-found";
  return isNot ? timerMoves(scene, state, ["timeout"], "way") : earliest(scene, state);
}

/** To the sample that ends the hold. */
function lapseHold(scene: Scene, state: StepState, step: WaitStep): Move | undefined {
  const { heldSince } = state.wait ?? {};
  const [move] = timerMoves(scene, state, ["sample"], "way");
  if (!move || heldSince === undefined) return undefined;
  const ends = new Date(Date.parse(heldSince) + (step.hold ?? 0));
  if (!move.at || ends <= move.at) return undefined;
  return lapse(scene, state, { ...move, at: ends });
}

/**
 * Nothing is learnt from forty samples that say the same: time is lapsed to the move, as if each sample on
 * the way had come without a gap.
 */
function lapse(scene: Scene, { id, wait }: StepState, move: Move & { readonly at: Date }): Move {
  const last = wait?.samples.at(-1);
  if (!wait || !last) return move;
  const before = { ...last, at: new Date(move.at.getTime() - MUST_NOT_GAP_MS).toISOString() };
  const samples = [...wait.samples.slice(0, -1), before];
  const steps = scene.run.steps.map((each) =>
    each.id === id ? { ...each, wait: { ...wait, samples } } : each,
  );
  return { ...move, from: { ...scene.run, steps } };
}

/** No wait asks more often. */
const MUST_NOT_GAP_MS = 15_000;

function earliest(scene: Scene, state: StepState): readonly Move[] {
  const [first] = Object.entries(state.timers).sort(([, a], [, b]) => a.localeCompare(b));
  return first ? timerMoves(scene, state, [first[0] as TimerKind], "way") : [];
}

function timerMoves(
  scene: Scene,
  state: StepState,
  timers: readonly TimerKind[],
  sort: Move["sort"],
): readonly Move[] {
  return timers.flatMap((timer): Move[] => {
    const fireAt = state.timers[timer];
    if (fireAt === undefined) return [];
    const due = new Date(fireAt);
    return [
      {
        key: `${timer}-fired`,
        sort,
        act: { by: "clock", timer },
        events: [{ type: "timer-fired", step: state.id, attempt: state.attempt, timer }],
        at: due > scene.now ? due : scene.now,
      },
    ];
  });
}

export function habitKey(
  question: string,
  { id, attempt }: Pick<StepState, "id" | "attempt">,
): string {
  return `${question}:${id}:${attempt}`;
}
