// One round of the trial: freezes that overlap, from their declaration to the last lift, while the program is killed.
import { goException, heldNow, plansHolding, pushSomewhere, touch } from "./develop.ts";
import type { Plan } from "./ledger.ts";
import { look } from "./look.ts";
import { declare, end, extend } from "./manage.ts";
import { ALL, nowOf, type Scene } from "./scene.ts";
import { passTo } from "./time.ts";

const HOUR_MS = 3_600_000;

export async function playRound(scene: Scene, turn: number): Promise<void> {
  const t0 = Math.ceil(nowOf(scene) / 60_000) * 60_000;
  const at = (hours: number) => t0 + hours * HOUR_MS;
  const [one, two, three] = [someOf(scene), someOf(scene), someOf(scene)];
  const title = (name: string) => `round ${turn} ${name}`;
  const first = await declare(scene, {
    ...{ title: title("first"), repositories: one, startsAt: at(3), endsAt: at(8) },
  });
  const second = await declare(scene, {
    ...{ title: title("second"), repositories: two, startsAt: at(5), endsAt: at(11) },
  });
  // More than a day ahead: it is posted once more a day before.
  const third = await declare(scene, {
    ...{ title: title("third"), repositories: three, startsAt: at(28), endsAt: at(31) },
  });
  await look(scene, `round ${turn} staged`);
  await crossing(scene, at(3), `round ${turn} first begun`);
  await doThings(scene, `r${turn}a`);
  await crossing(scene, at(5), `round ${turn} both begun`);
  await doThings(scene, `r${turn}b`);
  if (second && scene.random.chance(0.3)) {
    await end(scene, second, { verb: "lift", tag: `r${turn}-early` });
    await look(scene, `round ${turn} lifted early`);
  }
  for (const plan of [first, second]) {
    if (plan) await crossing(scene, plan.endsAt, `round ${turn} FRZ-${plan.number} over`);
  }
  if (third && scene.random.chance(0.25)) {
    return await end(scene, third, { verb: "cancel", tag: `r${turn}-cancel` });
  }
  await passTo(scene, at(27.5));
  await crossing(scene, at(28), `round ${turn} third begun`);
  await doThings(scene, `r${turn}c`);
  if (third) await crossing(scene, third.endsAt, `round ${turn} third over`);
}

/** As little as shows each: one freeze, an exception, a rule that is taken away by hand. */
export async function playShortRound(scene: Scene): Promise<void> {
  const startsAt = Math.ceil(nowOf(scene) / 60_000) * 60_000 + 3 * HOUR_MS;
  const repositories = ["shop/api", "shop/stock"];
  const window = { title: "short", repositories, startsAt, endsAt: startsAt + 4 * HOUR_MS };
  const plan = await declare(scene, window);
  await crossing(scene, startsAt, "begun");
  await goException(scene, "shop/api", "short-exception");
  await touch(scene, "shop/stock");
  if (plan) await crossing(scene, plan.endsAt, "over");
}

async function crossing(scene: Scene, moment: number, name: string): Promise<void> {
  await passTo(scene, moment);
  await look(scene, name);
}

async function doThings(scene: Scene, tag: string): Promise<void> {
  const { random } = scene;
  for (let turn = 0; turn < 3; turn += 1) {
    const held = heldNow(scene);
    const [repository, ...others] = held;
    if (repository === undefined) return;
    const one = random.pick([repository, ...others]);
    const way = random.below(6);
    if (way <= 2) await goException(scene, one, `${tag}-${turn}-exception`);
    if (way === 3) pushSomewhere(scene, one);
    if (way === 4) await touch(scene, one);
    if (way === 5) await extendSome(scene, `${tag}-${turn}-longer`);
  }
  await look(scene, `${tag} after what was done`);
}

async function extendSome(scene: Scene, tag: string): Promise<void> {
  const plans = plansHolding(scene);
  const [first, ...rest] = plans;
  if (first) await extend(scene, scene.random.pick<Plan>([first, ...rest]), tag);
}

const MOST = 5;

function someOf({ random }: Scene): readonly string[] {
  const many = 2 + random.below(MOST - 1);
  const mixed = ALL.map((name) => ({ name, at: random.next() })).toSorted((a, b) => a.at - b.at);
  return mixed
    .slice(0, many)
    .map(({ name }) => name)
    .toSorted();
}
