// Rounds of overlapping freezes under a program that is killed again and again; then what became of them is counted.
import type { Fault } from "./judge.ts";
import { lookBack } from "./look.ts";
import { playRound, playShortRound } from "./round.ts";
import { readExceptions } from "./rows.ts";
import { openScene, type Scene } from "./scene.ts";

export type FreezeTrialOptions = {
  readonly seed: number;
  readonly kills: number;
  /** Kills of one round; after those it is left in peace to end. */
  readonly killsPerRound: number;
  /** One short round only. */
  readonly isShort?: boolean;
  readonly tell: (line: string) => void;
};

export type FreezeTrialResult = {
  readonly kills: number;
  /** What the program was doing, and how often it was killed there. */
  readonly blows: ReadonlyMap<string, number>;
  readonly rounds: number;
  readonly freezes: number;
  readonly exceptions: number;
  readonly votes: number;
  readonly touches: number;
  readonly faults: readonly Fault[];
};

/** One may lead to others: then no more can be learned. */
const MOST_FAULTS = 40;

export async function runFreezeTrial(options: FreezeTrialOptions): Promise<FreezeTrialResult> {
  await using opened = await openScene(options.seed);
  const { scene } = opened;
  let rounds = 0;
  while (scene.killer.kills < options.kills && scene.faults.length < MOST_FAULTS) {
    rounds += 1;
    scene.mostKills = Math.min(scene.killer.kills + options.killsPerRound, options.kills);
    if (options.isShort) {
      await playShortRound(scene);
      break;
    }
    await playRound(scene, rounds);
    options.tell(sayRound(scene, rounds));
  }
  await lookBack(scene);
  if (scene.faults.length > 0)
    for (const line of scene.trace.slice(-120)) options.tell(`    ${line}`);
  return {
    kills: scene.killer.kills,
    blows: scene.killer.blows,
    rounds,
    freezes: scene.ledger.plans.length,
    exceptions: (await readExceptions(scene.world.sql)).length,
    votes: scene.ledger.votes.length,
    touches: scene.trace.filter((line) => line.endsWith("by hand")).length,
    faults: scene.faults,
  };
}

function sayRound({ ledger, killer, faults }: Scene, round: number): string {
  const wrong = faults
    .slice(-10)
    .map(({ kind, text }) => `\n    ${kind}: ${text}`)
    .join("");
  return `round ${round}: ${ledger.plans.length} freezes and ${killer.kills} kills so far${wrong}`;
}
