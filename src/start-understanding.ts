// Wires understanding: stored deliveries into incidents, as fast as the storing of new ones leaves room for.
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { type SteadyLoop, startSteadyLoop } from "./jobs/steady-loop.ts";
import type { Context } from "./operations/context.ts";
import { understandDeliveries } from "./operations/understand-deliveries.ts";
import type { Intake } from "./start-intake.ts";

/** Deliveries understood in one transaction; few in a flood, so that nobody waits long for their turn. */
const BATCH = 100;
const FLOOD_BATCH = 20;
/** As many that wait to be stored are a flood: a sender that is not answered in time sends again. */
const FLOOD = 16;
/** In a flood it works a fifth of the time, but never rests for longer than this: people wait for the incident. */
const RESTS = 4;
const LONGEST_REST_MS = 600;

export function startUnderstanding(ctx: Context, intake: Intake, log: Logger): SteadyLoop {
  const loop = startSteadyLoop(
    "understanding deliveries",
    async (signal) => {
      const since = performance.now();
      const isFlood = intake.countWaiting() >= FLOOD;
      const many = await understandDeliveries(ctx, intake.reader, isFlood ? FLOOD_BATCH : BATCH);
      if (many === 0) return "none";
      if (isFlood || intake.countWaiting() >= FLOOD) {
        const restMs = Math.min(RESTS * (performance.now() - since), LONGEST_REST_MS);
        await sleep(restMs, undefined, { signal }).catch(() => undefined); // stopping
      }
      return "more";
    },
    log,
  );
  intake.onStored(loop.nudge);
  return loop;
}
