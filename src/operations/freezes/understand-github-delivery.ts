// Takes the next stored delivery of GitHub's webhooks and does what follows from it, once.
import type { Actor } from "../../domain/actor.ts";
import { readGithubEvent } from "../../domain/freeze/read-github-event.ts";
import {
  type GithubDelivery,
  lockNextGithubDelivery,
  settleGithubDelivery,
} from "../../storage/github-deliveries.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "../context.ts";
import { tellDeadLetter } from "../tell-dead-letter.ts";
import { followGithubEvent } from "./follow-github-event.ts";

/** As hooks are called in messages and on pages. */
export const GITHUB_HOOK = "github";

const ACTOR: Actor = { type: "muster", via: "hook" };

/** Tries at one that trips Muster: what fails by a moment's bad luck gets a second. */
const TRIES = 2;

/** False where nothing waits, or another process is at it. */
export async function understandGithubDelivery(ctx: Context): Promise<boolean> {
  const heard: Context = { ...ctx, actor: ACTOR };
  for (let tries = 1; ; tries += 1) {
    const taken: { delivery?: GithubDelivery } = {};
    try {
      return await inTransaction(heard, async (tx) => {
        const delivery = await lockNextGithubDelivery(tx.db);
        if (!delivery) return false;
        taken.delivery = delivery;
        await understand(tx, delivery);
        return true;
      });
    } catch (error) {
      if (!taken.delivery) throw error;
      if (tries < TRIES) continue;
      await buryAlone(heard, taken.delivery, error);
      return true;
    }
  }
}

async function understand(tx: Tx, delivery: GithubDelivery): Promise<void> {
  const read = readGithubEvent(delivery.event, delivery.body);
  if (!read.ok) return await bury(tx, delivery, read.reason);
  if (read.event) await followGithubEvent(tx, read.event);
  await settleGithubDelivery(tx.db, { id: delivery.id, understoodAt: tx.now, error: null });
}

/** One that trips Muster must not hold up the others. */
async function buryAlone(ctx: Context, delivery: GithubDelivery, error: unknown): Promise<void> {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const said = cause instanceof Error ? cause.message : String(cause);
  const reason = `Muster failed on it: ${said.split("\n", 1)[0]?.slice(0, 300)}`;
  await inTransaction(ctx, async (tx) => await bury(tx, delivery, reason));
}

/** Kept for a person to see and replay. */
async function bury(tx: Tx, { id, event }: GithubDelivery, reason: string): Promise<void> {
  await settleGithubDelivery(tx.db, { id, understoodAt: tx.now, error: reason });
  await recordAudit(tx, "delivery.dead", id, { detail: { hook: GITHUB_HOOK, event, reason } });
  await tellDeadLetter(tx, { id, hook: GITHUB_HOOK }, reason);
}
