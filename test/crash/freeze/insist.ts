// People do a thing once and look: what was taken has to come true, what was not they do again.
import { setTimeout as wait } from "node:timers/promises";
import { NotShownError } from "../../../src/rehearsal/slack/people/not-shown-error.ts";
import type { Outcome } from "../../../src/rehearsal/slack/types.ts";
import type { Blow } from "../trial/killer.ts";
import { fault, mayKill, type Scene } from "./scene.ts";
import { quiet } from "./time.ts";

export type Wish = {
  readonly name: string;
  /** Undefined where there is nothing to press yet. */
  readonly act: () => Promise<Outcome | undefined>;
  readonly holds: () => Promise<boolean>;
  /** The moment for it is over. */
  readonly isMoot?: () => Promise<boolean>;
};

const KILL_SHARE = 0.3;
const TRIES = 25;
const LOOKS = 40;
const LOOK_MS = 50;
const STEP_MS = 1_500;

const BLOWS: readonly [Blow, ...Blow[]] = [
  ...(["some-time", "some-time", "some-time", "change-before", "change-after"] as const),
  ...(["look", "say-before", "say-after"] as const),
];

/** False where it came to nothing: it was too late for it, or it is a fault. */
export async function insist(scene: Scene, wish: Wish): Promise<boolean> {
  const { name, holds, isMoot } = wish;
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await holds()) return true;
    if (await isMoot?.()) return false;
    const outcome = await actOnce(scene, wish);
    scene.trace.push(`${name}: ${outcome?.ok ?? "nothing to press"}`);
    if (await comesTrue(scene, wish)) return true;
    if (await isMoot?.()) return false;
    if (outcome?.ok) {
      fault(scene, { kind: "lost", text: `${name}: it was taken, and nothing came of it` });
      return false;
    }
  }
  fault(scene, { kind: "stuck", text: `${name} cannot be done` });
  return false;
}

async function actOnce(scene: Scene, { act }: Wish): Promise<Outcome | undefined> {
  const { killer, random } = scene;
  let outcome: Outcome | undefined;
  const doIt = async () => {
    try {
      outcome = await act();
    } catch (error) {
      // The message changed under the finger.
      if (!(error instanceof NotShownError)) throw error;
    }
  };
  if (mayKill(scene) && random.chance(KILL_SHARE)) await killer.during(doIt, random.pick(BLOWS));
  else await doIt();
  return outcome;
}

/** What a crash left is taken up again after some seconds of the program's clock. */
async function comesTrue(scene: Scene, { holds }: Wish): Promise<boolean> {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    if (await holds()) return true;
    await wait(LOOK_MS);
    if (looks % 10 === 9) {
      await quiet(scene);
      scene.world.forward(STEP_MS);
    }
  }
  return await holds();
}

const PATIENCE_MS = 180_000;

/** Time passes until it is so; what never comes is a fault. */
export async function expectThat(scene: Scene, wish: Omit<Wish, "act">): Promise<boolean> {
  for (let passed = 0; passed < PATIENCE_MS; passed += STEP_MS) {
    if (await wish.holds()) return true;
    if (await wish.isMoot?.()) return false;
    await quiet(scene);
    if (await wish.holds()) return true;
    scene.world.forward(STEP_MS);
    await wait(LOOK_MS);
  }
  fault(scene, { kind: "stuck", text: `${wish.name} did not come` });
  return false;
}
