// Kills the program at a moment that chance chooses, and brings it back.
import { setTimeout as wait } from "node:timers/promises";
import type { GateCall, Moment } from "../../support/gate.ts";
import type { World } from "../../support/world.ts";
import type { Random } from "./random.ts";

export type Blow =
  /** So long after something was pressed. */
  | "some-time"
  /** On its way to the shop, which has not heard of it; or carried out, and the answer lost. */
  | "change-before"
  | "change-after"
  /** In the middle of looking: a verify, a probe, a deployment that is followed. */
  | "look"
  /** The same for what is written in Slack. */
  | "say-before"
  | "say-after";

const MOST_MS = 400;
/** A call that has not come by then does not come. */
const PATIENCE_MS = 800;
/** How long nobody has noticed; the people's deadlines in the runbook are longer. */
const AWAY_MS = [0, 0, 0, 3_000, 12_000, 25_000] as const;

const isChange = ({ method, path }: GateCall) =>
  method !== "GET" && !isQuery(path) && !path.endsWith("/access_tokens");
const isQuery = (path: string) => path.startsWith("/api/v1/query");
const isLook = ({ method, path }: GateCall) => method === "GET" && !isQuery(path);
const isSaid = ({ path }: GateCall) => /^\/api\/chat\.(?:postMessage|update)/.test(path);

export type Killer = {
  readonly kills: number;
  readonly blows: ReadonlyMap<string, number>;
  /** Does what people do, and kills in the middle of it or after. */
  during(act: () => Promise<unknown>, blow: Blow): Promise<void>;
};

export function openKiller(
  world: World,
  random: Random,
  awayMs: readonly [number, ...number[]] = AWAY_MS,
): Killer {
  let kills = 0;
  const blows = new Map<string, number>();
  const count = (name: string) => {
    kills += 1;
    blows.set(name, (blows.get(name) ?? 0) + 1);
  };

  async function strike(blow: Blow): Promise<void> {
    const at = aimOf(world, blow);
    if (!at) {
      await wait(random.below(MOST_MS));
      return await world.muster.kill();
    }
    const hold = at.gate.hold(at.moment, at.matches);
    const hit = hold.arrived().then(() => true);
    // Rejects long after the patience is over: nobody waits for it then.
    hit.catch(() => undefined);
    await Promise.race([hit, wait(PATIENCE_MS)]);
    await wait(random.below(30));
    await world.muster.kill();
    hold.open();
  }

  return {
    get kills() {
      return kills;
    },
    blows,
    async during(act, blow) {
      const acting = act();
      await strike(blow);
      count(blow);
      await acting;
      if (random.chance(0.12)) {
        await world.startAndKill(random.below(1_500));
        count("start");
      }
      await world.restart(random.pick(awayMs));
    },
  };
}

function aimOf({ shopGate, slackGate }: World, blow: Blow) {
  const aim = (gate: World["shopGate"], moment: Moment, matches: (call: GateCall) => boolean) => ({
    gate,
    moment,
    matches,
  });
  switch (blow) {
    case "some-time":
      return undefined;
    case "change-before":
      return aim(shopGate, "before", isChange);
    case "change-after":
      return aim(shopGate, "after", isChange);
    case "look":
      return aim(shopGate, "before", isLook);
    case "say-before":
      return aim(slackGate, "before", isSaid);
    case "say-after":
      return aim(slackGate, "after", isSaid);
  }
}
