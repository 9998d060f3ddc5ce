// Finds webhook deliveries that never arrived, and has GitHub send them once more.
import type { Logger } from "pino";
import { lookBackTo, missedDeliveries } from "../../domain/freeze/missed-deliveries.ts";
import type { FreezeGithub } from "../../integrations/github/freeze/freeze-github.ts";
import { GithubRefused, isPassing } from "../../integrations/github/freeze/refused.ts";
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

/**
 * The sweep asks for what was missed once more, and resolves with how much that was; GitHub itself does not repeat
 * what failed. An outage may be longer than a page of its list: what was looked through is remembered.
 */
export function createDeliverySweep({ ctx, github, log }: SweepDeps): () => Promise<number> {
  let lastLookAt: Date | undefined;
  return async () => {
    const now = ctx.clock.now();
    try {
      const since = lookBackTo(lastLookAt, now);
      const all = await github.listDeliveries(since);
      const tries = all.filter(({ event }) => event !== "ping");
      const known = await listGithubDeliveryIds(
        ctx.db,
        tries.map(({ guid }) => guid),
      );
      const missed = missedDeliveries(tries, known, now);
      const asked = missed.slice(0, MOST_AT_ONCE);
      for (const { id, guid } of asked) {
        log.warn({ delivery: guid }, "a delivery of GitHub did not arrive and is asked for again");
        await askFor(id);
      }
      if (asked.length === missed.length) lastLookAt = now;
      return asked.length;
    } catch (error) {
      if (!(error instanceof IntegrationError)) throw error;
      // The next look comes in some minutes, and what was missed stays on GitHub's list for days.
      log.warn({ err: error }, "missed deliveries of GitHub could not be looked for");
      return 0;
    }
  };

  /** One that GitHub will not send again must not hold up the others. */
  async function askFor(id: number): Promise<void> {
    try {
      await github.redeliver(id);
    } catch (error) {
      if (!(error instanceof GithubRefused) || isPassing(error)) throw error;
      log.warn({ err: error, id }, "GitHub does not send a delivery again");
    }
  }
}
