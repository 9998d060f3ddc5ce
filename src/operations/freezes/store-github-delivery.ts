// Keeps a delivery of GitHub's webhooks, so that it can be answered at once and understood later.
import { insertGithubDelivery } from "../../storage/github-deliveries.ts";
import type { Context } from "../context.ts";

export type GithubArrival = {
  /** X-GitHub-Delivery: the same for every redelivery. */
  readonly id: string;
  readonly event: string;
  readonly body: unknown;
  readonly receivedAt: Date;
};

/** False where it was stored before: nothing is done twice. */
export async function storeGithubDelivery(ctx: Context, arrival: GithubArrival): Promise<boolean> {
  return await insertGithubDelivery(ctx.db, arrival);
}
