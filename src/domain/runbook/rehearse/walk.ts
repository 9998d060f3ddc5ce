// Walks every path of a runbook with the real interpreter: each way once, each mishap once.
import { advance, startRun } from "../advance.ts";
import type { Runbook } from "../format.ts";
import type { Intent } from "../intent.ts";
import type { Fault } from "../problem.ts";
import { quote } from "../problem.ts";
import type { RunFacts, RunState, StepState } from "../run.ts";
import type { RunEvent } from "../run-event.ts";
import { isOver } from "../turn.ts";
import { answersTo, scalarsIn, stateIn } from "./answers.ts";
import type { Inputs } from "./inputs.ts";
import { habitKey, waitingMoves } from "./moves.ts";
import { expectedPlace, placeAfter, signatureOf } from "./place.ts";
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
  return { paths, faults: findFaults(progress, paths), isCut: progress.isCut };
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
  const next = choose(progress, answered, moves);
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

/** The first always; another way where it leads elsewhere; a mishap where it was never walked. */
function choose(progress: Progress, scene: Scene, offered: readonly Move[]): readonly Scene[] {
  const { stage } = progress;
  const id = scene.run.cursor ?? "";
  const moves = byHabit(scene, offered);
  const step = stage.runbook.steps.find((each) => each.id === id);
  const seen = new Set<string>(step ? [expectedPlace(stage.runbook, step)] : []);
  const next: Scene[] = [];
  for (const move of moves) {
    const isFirst = next.length === 0;
    if (!isFirst && scene.isAside && move.sort !== "side") continue;
    const child = play(stage, scene, move, isTold(move, isFirst, moves.length));
    if (!child) continue;
    const place = placeAfter(child.run, id) ?? move.leadsTo;
    const isWay = isFirst || isElsewhere(move, place, seen);
    if (place !== undefined) seen.add(place);
    if (isWay) next.push(child);
    else if (isFreshMishap(progress, scene, move)) next.push({ ...child, isAside: true });
  }
  return next;
}

/** One mishap a path; every answer to it. */
function isFreshMishap({ walked }: Progress, { run, isAside }: Scene, move: Move): boolean {
  const isAnswer = run.state === "blocked" || run.state === "created";
  const key = `${run.cursor ?? ""}:${move.key}`;
  if ((isAside && !isAnswer) || walked.has(key)) return false;
  walked.add(key);
  return true;
}

function isElsewhere(move: Move, place: string | undefined, seen: ReadonlySet<string>): boolean {
  if (move.sort === "option" || move.sort === "value") return true;
  return move.sort === "way" && place !== undefined && !seen.has(place);
}

/** Asked again about the same attempt, the world says the same again. */
function byHabit(scene: Scene, moves: readonly Move[]): readonly Move[] {
  const state = scene.run.steps.find(({ id }) => id === scene.run.cursor);
  if (!state) return moves;
  const kept = moves.filter(
    ({ habit, key }) =>
      habit === undefined || (scene.habits[habitKey(habit, state)] ?? key) === key,
  );
  return kept.length > 0 ? kept : moves;
}

/** What goes as hoped is no news, unless it was one of several answers. */
function isTold({ sort, act }: Move, isFirst: boolean, many: number): boolean {
  if (sort === "value" || many < 2) return false;
  return !isFirst || sort !== "way" || (act.by === "metrics" && act.verdict !== undefined);
}

/** Undefined where the run no longer takes it. */
function play(stage: Stage, scene: Scene, move: Move, isDecision: boolean): Scene | undefined {
  const id = scene.run.cursor ?? "";
  const now = move.at ?? new Date(scene.now.getTime() + patience(move));
  const done = playEvents(stage, move.from ?? scene.run, move.events, now);
  if (!done) return undefined;
  const beat: Beat = { act: move.act, step: id, now, run: done.run, asked: done.asked };
  const habits = learn(scene, move);
  const isAnswer = move.act.by === "people" && move.sort === "side";
  // What a habit says again is no new decision.
  const isKnown = move.habit !== undefined && habits === scene.habits;
  return {
    ...scene,
    run: done.run,
    now,
    owed: [...scene.owed, ...done.asked],
    beats: [...scene.beats, beat],
    habits,
    decisions:
      isDecision && !isKnown ? [...scene.decisions, { step: id, act: move.act }] : scene.decisions,
    tried: isAnswer ? [...scene.tried, `${id}:${move.key}`] : scene.tried,
    values:
      move.act.by === "metrics"
        ? { ...scene.values, ...scalarsIn(move.act.readings) }
        : scene.values,
  };
}

/** The same habits where it is one already. */
function learn(scene: Scene, { habit, key }: Move): Scene["habits"] {
  const state = stateIn(scene.run, scene.run.cursor ?? "");
  if (habit === undefined || !state) return scene.habits;
  const name = habitKey(habit, state);
  return scene.habits[name] === key ? scene.habits : { ...scene.habits, [name]: key };
}

type Played = { readonly run: Scene["run"]; readonly asked: readonly Intent[] };

function playEvents(
  { runbook }: Stage,
  run: RunState,
  events: readonly RunEvent[],
  now: Date,
): Played | undefined {
  let played: Played = { run, asked: [] };
  for (const event of events) {
    const result = advance(runbook, played.run, event, { now, chance: 0.5 });
    if (!result.ok) return undefined;
    played = { run: result.run, asked: [...played.asked, ...result.intents] };
  }
  return events.length > 0 ? played : undefined;
}

/** People think for a while; machines answer at once. */
function patience(move: Move): number {
  return move.act.by === "people" ? 20_000 : 1_000;
}

function findFaults(progress: Progress, paths: readonly Path[]): readonly Fault[] {
  const { steps } = progress.stage.runbook;
  const place = (id: string | undefined) => steps.findIndex((step) => step.id === id);
  const stuck = paths.flatMap(({ scene, stuck: why }): Fault[] => {
    if (why === undefined) return [];
    const path = ["steps", Math.max(0, place(scene.run.cursor)), "id"];
    const message = `a path cannot end: at ${quote(scene.run.cursor)} ${why}`;
    return [{ path, message }];
  });
  const unreached = steps.flatMap((step, index): Fault[] => {
    if (progress.isCut || progress.reached.has(step.id)) return [];
    const why = step.when === undefined ? "" : "; its 'when' was never true";
    return [{ path: ["steps", index, "id"], message: `no path reaches ${quote(step.id)}${why}` }];
  });
  const unmet = steps.flatMap((step, index): Fault[] => {
    if (!progress.asked.has(step.id) || progress.met.has(step.id)) return [];
    const message = "no values of its metrics were found that make this true";
    return [{ path: ["steps", index, step.kind === "check" ? "pass" : "until"], message }];
  });
  return [...unique(stuck), ...unmet, ...unreached];
}

function unique(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((fault) => [fault.message, fault])).values()];
}
