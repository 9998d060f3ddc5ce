// Finds webhook deliveries that never arrived, and has GitHub send them once more.
import type { Logger } from "pino";
import { missedDeliveries } from "../../domain/freeze/missed-deliveries.ts";
import type { FreezeGithub } from "../../integrations/github/freeze/freeze-github.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import type { Context } from "../../operations/context.ts";
import { listGithubDeliveryIds } from "../../storage/github-deliveries.ts";

export type SweepDeps = {
  readonly ctx: Pick<Context, "db" | "clock">;
  readonly github: Pick<FreezeGithub, "listDeliveries" | "redeliver">;
  readonly log: Logger;
};

/** Sent again at once; the next look finds the rest. */
const MOST_AT_ONCE = 25;

/** How many were asked for again. GitHub itself does not repeat what failed. */
export async function sweepDeliveries({ ctx, github, log }: SweepDeps): Promise<number> {
  try {
    const tries = (await github.listDeliveries()).filter(({ event }) => event !== "ping");
    const known = await listGithubDeliveryIds(
      ctx.db,
      tries.map(({ guid }) => guid),
    );
    const missed = missedDeliveries(tries, known, ctx.clock.now()).slice(0, MOST_AT_ONCE);
    for (const { id, guid } of missed) {
      log.warn({ delivery: guid }, "a delivery of GitHub did not arrive and is asked for again");
      await github.redeliver(id);
    }
    return missed.length;
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    // The next look comes in some minutes, and what was missed stays on GitHub's list for days.
    log.warn({ err: error }, "missed deliveries of GitHub could not be looked for");
    return 0;
  }
}
