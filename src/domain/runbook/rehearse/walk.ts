// Walks every path of a runbook with the real interpreter: each way once, each mishap once.

import type { Runbook } from "../format/format.ts";
import type { Fault } from "../format/problem.ts";
import { startRun } from "../run/advance.ts";
import type { Intent } from "../state/intent.ts";
import type { RunFacts } from "../state/run.ts";
import type { StepState } from "../state/step-state.ts";
import { isOver } from "../state/turn.ts";
import { answersTo } from "./answers.ts";
import { chooseMoves } from "./choose.ts";
import { findFaults } from "./find-faults.ts";
import type { Inputs } from "./inputs.ts";
import { waitingMoves } from "./moves.ts";
import { signatureOf } from "./place.ts";
import type { Beat, Cast, Move, Scene, Stage } from "./scene.ts";

export type Path = {
  readonly inputs: Inputs;
  /** The last moment; its beats are the whole story. */
  readonly scene: Scene;
  /** Why it cannot end; absent where it did. */
  readonly stuck?: string;
};

export type Walk = {
  readonly paths: readonly Path[];
  readonly faults: readonly Fault[];
  /** There are more paths than were walked. */
  readonly isCut: boolean;
};

export type WalkOptions = {
  readonly runbook: Runbook;
  readonly cast: Cast;
  readonly inputSets: readonly Inputs[];
  readonly facts: RunFacts;
  readonly startsAt: Date;
  readonly mostPaths: number;
};

/** No path of a runbook of 60 steps comes near. */
const MOST_BEATS = 1_500;

type Progress = {
  readonly options: WalkOptions;
  readonly stage: Stage;
  readonly paths: Map<string, Path>;
  /** Mishaps and answers to them that were walked already. */
  readonly walked: Set<string>;
  readonly reached: Set<string>;
  /** Steps whose condition was asked, and those where values were found that make it true. */
  readonly asked: Set<string>;
  readonly met: Set<string>;
  isCut: boolean;
};

export function walkRunbook(options: WalkOptions): Walk {
  const { runbook, cast } = options;
  const progress: Progress = {
    ...{ options, stage: { runbook, cast, found: new Map() } },
    ...{ paths: new Map(), walked: new Set(), reached: new Set(), isCut: false },
    ...{ asked: new Set(), met: new Set() },
  };
  for (const inputs of options.inputSets) walkFrom(progress, inputs);
  const paths = [...progress.paths.values()];
  const stuck = paths.flatMap(({ scene, stuck: why }) => (why ? [{ run: scene.run, why }] : []));
  return { paths, faults: findFaults(runbook, { ...progress, stuck }), isCut: progress.isCut };
}

function walkFrom(progress: Progress, inputs: Inputs): void {
  const { facts, startsAt, mostPaths } = progress.options;
  const { stage } = progress;
  const moment = { now: startsAt, chance: 0.5 };
  const start = { id: "rehearsal", inputs, by: stage.cast.operator, facts };
  const { run, intents } = startRun(stage.runbook, start, moment);
  const beat: Beat = { act: { by: "start" }, step: "", now: startsAt, run, asked: intents };
  const open: Scene[] = [
    {
      ...{ run, now: startsAt, owed: intents, beats: [beat], decisions: [], habits: {} },
      ...{ tried: [], values: {}, isAside: false },
    },
  ];
  for (let scene = open.pop(); scene; scene = open.pop()) {
    if (progress.paths.size >= mostPaths) {
      progress.isCut = true;
      return;
    }
    // Pushed in reverse, so that the hoped-for way is walked to its end first.
    open.push(...expand(progress, inputs, scene).toReversed());
  }
}

function expand(progress: Progress, inputs: Inputs, scene: Scene): readonly Scene[] {
  for (const state of scene.run.steps) {
    if (isReached(state)) progress.reached.add(state.id);
  }
  if (isOver(scene.run)) return keep(progress, { inputs, scene });
  if (scene.beats.length > MOST_BEATS) {
    return keep(progress, { inputs, scene, stuck: "it goes on and on" });
  }
  const { moves, rest } = question(progress.stage, scene);
  const answered = { ...scene, owed: rest };
  remember(progress, scene, moves);
  const next = chooseMoves(progress, answered, moves);
  if (next.length > 0) return next;
  // An answer nobody waits for any more is no way on, and no fault.
  if (rest.length < scene.owed.length) return [answered];
  return keep(progress, {
    inputs,
    scene,
    stuck: "there is nothing to press and nothing to wait for",
  });
}

/** Left out by its own condition it was looked at, but nobody saw it. */
function isReached({ attempt, state, reason }: StepState): boolean {
  const isLeftOut = reason?.code === "when" || reason?.code === "not-needed";
  return attempt > 0 && !(state === "skipped" && isLeftOut);
}

function remember({ asked, met }: Progress, { run }: Scene, moves: readonly Move[]): void {
  const id = run.cursor ?? "";
  const verdicts = moves.flatMap(({ act }) => (act.by === "metrics" && act.verdict) || []);
  if (verdicts.length > 0) asked.add(id);
  if (verdicts.includes("true")) met.add(id);
}

function keep(progress: Progress, path: Path): readonly Scene[] {
  const signature = signatureOf(path.scene);
  if (!progress.paths.has(signature)) progress.paths.set(signature, path);
  return [];
}

type Question = { readonly moves: readonly Move[]; readonly rest: readonly Intent[] };

function question(stage: Stage, scene: Scene): Question {
  const [intent, ...rest] = scene.owed;
  if (!intent) return { moves: waitingMoves(stage, scene), rest: [] };
  const moves = answersTo(stage, scene, intent);
  return moves ? { moves, rest } : question(stage, { ...scene, owed: rest });
}
