// Keeps a delivery of GitHub's webhooks, so that it can be answered at once and understood later.
import { z } from "zod";
import { readGithubEvent } from "../../domain/freeze/read-github-event.ts";
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
  const { event, body } = arrival;
  const read = readGithubEvent(event, body);
  const isForUs = !read.ok || read.event !== null;
  if (isForUs) return await insertGithubDelivery(ctx.db, arrival);
  // From its gist it could not be read again.
  const settled = { ...arrival, body: gistOf(body), understoodAt: arrival.receivedAt };
  return await insertGithubDelivery(ctx.db, settled);
}

const gist = z.object({
  action: z.string().optional().catch(undefined),
  repository: z.object({ full_name: z.string() }).optional().catch(undefined),
  sender: z.object({ login: z.string() }).optional().catch(undefined),
});

/** Every check of every commit is told of, 20 KB each: of what means nothing to freezes only what it was is kept. */
function gistOf(body: unknown): unknown {
  return gist.safeParse(body).data ?? {};
}
