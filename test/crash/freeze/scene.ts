// The shop of the trial: repositories with rules and pull requests of their own, and people who freeze them.

import { openWorld, type World } from "../../support/world.ts";
import { type Killer, openKiller } from "../trial/killer.ts";
import { openRandom, type Random } from "../trial/random.ts";
import type { Fault, Foreign } from "./judge.ts";
import { type Ledger, openLedger } from "./ledger.ts";

export type Scene = {
  readonly world: World;
  readonly random: Random;
  readonly killer: Killer;
  readonly ledger: Ledger;
  readonly faults: Fault[];
  /** Rulesets of others as they were before the first freeze. */
  readonly foreign: Foreign;
  /** No more kills than these in all. */
  mostKills: number;
  readonly trace: string[];
};

/** Those that GitHub holds; the shop has one more, on a plan without rules. */
export const HELD = [
  ...["shop/web", "shop/checkout", "shop/search", "shop/api", "shop/stock", "shop/mail"],
] as const;
export const UNHELD = "shop/private-free";
export const ALL = [...HELD, UNHELD];
/** A merge queue decides there: nobody merges by hand. */
export const QUEUED = "shop/search";

const MADE = ["shop/api", "shop/stock", "shop/mail"];
const PULLS_EACH = 4;
/** How long nobody has noticed. */
const AWAY_MS = [0, 0, 0, 5_000, 30_000, 90_000] as const;

export async function openScene(seed: number): Promise<AsyncDisposable & { scene: Scene }> {
  await using made = new AsyncDisposableStack();
  const world = made.use(await openWorld({ runbooks: {}, config }));
  const random = openRandom(seed);
  furnish(world);
  const scene: Scene = {
    ...{ world, random, killer: openKiller(world, random, AWAY_MS) },
    ...{ ledger: openLedger(), faults: [], foreign: listForeign(world), mostKills: 0, trace: [] },
  };
  const held = made.move();
  return { scene, [Symbol.asyncDispose]: async () => await held.disposeAsync() };
}

const config = (text: string): string =>
  text
    .replace(/^.*runbook: .*$/m, "")
    .replaceAll(/^ +runbook: .*$/gm, "")
    .replace(/^ {2}repositories: \[ shop\/web.*$/m, `  repositories: [ ${ALL.join(", ")} ]`)
    .replace(
      'from: [ "group:release-managers", "group:payments-leads", "role:incident_commander" ]',
      'from: [ "group:release-managers", "group:managers", "group:payments-leads" ]',
    );

/** Each of them has rules of others, one even by a name of ours. */
function furnish({ shop: { github } }: World): void {
  for (const name of MADE) github.addRepository({ name, pulls: PULLS_EACH });
  for (const name of HELD) {
    github.makeRuleset(name, {
      ...{ name: "Signed tags", target: "tag", enforcement: "active" },
      bypass_actors: [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }],
      conditions: { ref_name: { include: ["refs/tags/signed/**"], exclude: [] } },
      rules: [{ type: "deletion" }],
    });
  }
  github.makeRuleset("shop/api", {
    ...{ name: "Muster code freeze", target: "branch", enforcement: "disabled" },
    bypass_actors: [],
    conditions: { ref_name: { include: ["refs/heads/docs/**"], exclude: [] } },
    rules: [{ type: "non_fast_forward" }],
  });
}

export function listForeign({ shop: { github } }: World): Foreign {
  return new Map(
    ALL.flatMap((name) =>
      github.rulesetsOf(name).map((each) => [`${name} ${each.id}`, JSON.stringify(each)] as const),
    ),
  );
}

export const nowOf = ({ world }: Pick<Scene, "world">): number => Date.now() + world.aheadMs;

export const mayKill = ({ killer, mostKills }: Scene): boolean => killer.kills < mostKills;

export function fault(scene: Scene, one: Fault): void {
  scene.faults.push(one);
}
