// Which of the moves at one moment are walked: every way that leads elsewhere, every mishap once.
import { habitKey } from "./moves.ts";
import { expectedPlace, placeAfter } from "./place.ts";
import { play } from "./play.ts";
import type { Move, Scene, Stage } from "./scene.ts";

type Progress = {
  readonly stage: Stage;
  /** Mishaps, and answers to them, that were walked already. */
  readonly walked: Set<string>;
};

export function chooseMoves(
  progress: Progress,
  scene: Scene,
  offered: readonly Move[],
): readonly Scene[] {
  const { stage } = progress;
  const moves = byHabit(scene, offered);
  const step = stage.runbook.steps.find(({ id }) => id === scene.run.cursor);
  const seen = new Set<string>(step ? [expectedPlace(stage.runbook, step)] : []);
  const next: Scene[] = [];
  for (const move of moves) {
    const isFirst = next.length === 0;
    if (!isFirst && scene.isAside && move.sort !== "side") continue;
    const child = play(stage, scene, move, isTold(move, isFirst, moves.length));
    const kept = child && sortIn(progress, scene, { move, child, isFirst, seen });
    if (kept) next.push(kept);
  }
  return next;
}

type Tried = {
  readonly move: Move;
  readonly child: Scene;
  readonly isFirst: boolean;
  /** Where the moves before it led. */
  readonly seen: Set<string>;
};

/** The first always; another way where it leads elsewhere; a mishap where it was never walked. */
function sortIn(
  progress: Progress,
  scene: Scene,
  { move, child, isFirst, seen }: Tried,
): Scene | undefined {
  const place = placeAfter(child.run, scene.run.cursor ?? "") ?? move.leadsTo;
  const isWay = isFirst || isElsewhere(move, place, seen);
  if (place !== undefined) seen.add(place);
  if (isWay) return child;
  return isFreshMishap(progress, scene, move) ? { ...child, isAside: true } : undefined;
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
