// Lets time pass in the trial: in small steps, in a leap, or while nothing runs at all.
import { setTimeout as wait } from "node:timers/promises";
import { readDues } from "./rows.ts";
import { mayKill, nowOf, type Scene } from "./scene.ts";

const LOOK_MS = 40;
/** Wall time after which what is due now is not waited for any more. */
const PATIENCE_MS = 30_000;
const LEAST_STEP_MS = 300;
const MOST_STEP_MS = 60_000;
/** Longer than one sweep of everything that is not as wanted. */
const SWEEP_MS = 75_000;

const clockOf = (scene: Scene): Date => new Date(nowOf(scene));

/** Nothing is to be done at this moment. */
export async function quiet(scene: Scene): Promise<boolean> {
  const { world } = scene;
  await world.shop.github.delivered();
  for (const since = performance.now(); performance.now() - since < PATIENCE_MS; ) {
    if ((await readDues(world.sql, clockOf(scene))).now === 0) return true;
    await wait(LOOK_MS);
  }
  return false;
}

/** Everything that follows from what was done has been done, and one sweep has come round. */
export async function settle(scene: Scene): Promise<void> {
  await workOff(scene);
  await walk(scene, SWEEP_MS);
  await workOff(scene);
}

const MOST_TURNS = 600;

/** From one effect that is put off to the next, until none is put off for less than a sweep. */
async function workOff(scene: Scene): Promise<void> {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    await quiet(scene);
    const { next } = await readDues(scene.world.sql, clockOf(scene));
    const inMs = next ? next.getTime() - nowOf(scene) : Number.POSITIVE_INFINITY;
    if (inMs > SWEEP_MS) return;
    scene.world.forward(Math.max(LEAST_STEP_MS, inMs));
  }
}

/** As time passes for a program that runs. */
export async function walk(scene: Scene, ms: number): Promise<void> {
  const end = nowOf(scene) + ms;
  while (nowOf(scene) < end) {
    await quiet(scene);
    const { next } = await readDues(scene.world.sql, clockOf(scene));
    const left = end - nowOf(scene);
    const inMs = next ? next.getTime() - nowOf(scene) : MOST_STEP_MS;
    const step = Math.min(left, MOST_STEP_MS, Math.max(LEAST_STEP_MS, inMs));
    if (step > 0) scene.world.forward(step);
  }
}

/** To a moment at which something has to follow, by whatever way chance chooses. */
export async function passTo(scene: Scene, moment: number): Promise<void> {
  const { world, random, killer } = scene;
  const ms = moment - nowOf(scene);
  if (ms <= 0) return;
  const way = mayKill(scene) ? random.pick([0, 1, 1, 2, 2, 3]) : 3;
  scene.trace.push(`${new Date(moment).toISOString()} comes by way ${way}`);
  switch (way) {
    case 0:
      // It was away when it came.
      await killer.during(async () => await wait(random.below(200)), "some-time");
      return await world.restart(Math.max(0, moment - nowOf(scene)));
    case 1:
      // Killed in the middle of what follows from it.
      return await killer.during(
        async () => world.forward(ms),
        random.pick(["change-before", "change-after", "look", "some-time"]),
      );
    case 2:
      await killer.during(
        async () => world.forward(ms),
        random.pick(["change-after", "say-before", "say-after", "some-time"]),
      );
      // And again, as soon as it is back.
      if (!mayKill(scene)) return;
      return await killer.during(
        async () => await wait(50),
        random.pick(["change-before", "change-after", "look"]),
      );
    default:
      world.forward(ms);
      await quiet(scene);
  }
}
