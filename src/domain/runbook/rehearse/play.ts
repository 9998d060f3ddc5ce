// Plays one move: its events go to the interpreter, and the scene goes on from what that says.
import { advance } from "../run/advance.ts";
import type { Intent } from "../state/intent.ts";
import type { RunState } from "../state/run.ts";
import type { RunEvent } from "../state/run-event.ts";
import { scalarsIn, stateIn } from "./answers.ts";
import { habitKey } from "./moves.ts";
import type { Beat, Move, Scene, Stage } from "./scene.ts";

/** Undefined where the run no longer takes it. */
export function play(
  stage: Stage,
  scene: Scene,
  move: Move,
  isDecision: boolean,
): Scene | undefined {
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
