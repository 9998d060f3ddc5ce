// Wires understanding: stored deliveries into incidents, as fast as the storing of new ones leaves room for.
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { type SteadyLoop, startSteadyLoop } from "./jobs/steady-loop.ts";
import type { Context } from "./operations/context.ts";
import { understandDeliveries } from "./operations/understand-deliveries.ts";
import type { Intake } from "./start-intake.ts";

/** Deliveries understood in one transaction. */
const BATCH = 100;
/** As many that wait to be stored are a flood: a sender that is not answered in time sends again. */
const FLOOD = 16;
/** In a flood one batch in four turns, but never a longer rest than this: people wait for the incident. */
const RESTS = 3;
const LONGEST_REST_MS = 300;

export function startUnderstanding(ctx: Context, intake: Intake, log: Logger): SteadyLoop {
  const loop = startSteadyLoop(
    "understanding deliveries",
    async (signal) => {
      const since = performance.now();
      const many = await understandDeliveries(ctx, intake.reader, BATCH);
      if (many === 0) return "none";
      if (intake.countWaiting() >= FLOOD) {
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
