// What carrying out the tasks of freezes has in common: what is wanted, and what follows from GitHub's no.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { type Wanted, wantedOf } from "../../domain/freeze/repository.ts";
import type { FreezeTask } from "../../domain/freeze/task.ts";
import { APART_MS } from "../../integrations/github/freeze/pace.ts";
import { GithubRefused } from "../../integrations/github/freeze/refused.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import { type Context, inTransaction, oweEffects } from "../../operations/context.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { takeGithubTurn } from "../../storage/github-pace.ts";
import { backOffMs } from "../drain-lane.ts";
import type { RunDeps } from "../run/run-deps.ts";

export type TaskOf<K extends FreezeTask["do"]> = Extract<FreezeTask, { do: K }>;

/** By the clock and the database at this moment, whatever caused the task. */
export async function readWanted(
  { db, clock }: Pick<Context, "db" | "clock">,
  repository: string,
): Promise<Wanted> {
  return wantedOf(repository, await listOpenFreezes(db), clock.now());
}

export type Slot = { readonly repository: string; readonly kind: "rule" | "message" | "look" };

/** Undefined where GitHub may be told or asked something now; else when to come back. */
export async function waitForSlot(
  { ctx, targets }: RunDeps,
  { repository, kind }: Slot,
  about: string,
): Promise<Outcome | undefined> {
  const { freeze } = targets;
  const now = ctx.clock.now();
  const wish = { key: `${kind} ${repository.toLowerCase()} ${about}`, kind, now };
  let afterMs = freeze.slot(repository, wish);
  if (afterMs <= 0 && kind !== "look") {
    const turn = { kind, now, apartMs: APART_MS };
    afterMs = await takeGithubTurn(ctx.db, freeze.accountOf(repository), turn);
    if (afterMs > 0) freeze.yieldSlot(repository, wish, afterMs);
  }
  if (afterMs <= 0) return undefined;
  return { kind: "later", afterMs, reason: "GitHub is told one thing a second" };
}

const LONGEST_MS = 60_000;
const LIMIT_MS = 60_000;

/** For everything but rules: those have a state to be told in. Throws what is no failure of the world. */
export function outcomeOf(error: unknown, { earlier }: Pick<Attempt, "earlier">): Outcome {
  if (!(error instanceof IntegrationError)) throw error;
  const reason = error.message;
  const afterMs = Math.min(backOffMs(earlier), LONGEST_MS);
  if (!(error instanceof GithubRefused)) return { kind: "later", afterMs, reason };
  switch (error.kind) {
    case "limit":
      return { kind: "later", afterMs: error.retryAfterMs ?? LIMIT_MS, reason };
    case "away":
    case "credentials":
      return { kind: "later", afterMs, reason };
    case "plan":
    case "archived":
    case "gone":
      return { kind: "dropped", reason };
    case "rights":
    case "conflict":
    case "invalid":
      return { kind: "dead", reason };
  }
}

/** The same once more as a task of its own, so that a long work is never taken for a failing one. */
export async function again(ctx: Context, task: FreezeTask, afterMs: number): Promise<Outcome> {
  await inTransaction(ctx, async (tx) => {
    await oweEffects(tx, [{ kind: "freeze", task }], new Date(tx.now.getTime() + afterMs));
  });
  return { kind: "done" };
}
