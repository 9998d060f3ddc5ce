// The look at one repository before a freeze is declared, and again before it ends.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import { recordPreflight } from "../../operations/freezes/record-preflight.ts";
import { findFreeze } from "../../storage/freezes.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { outcomeOf, type TaskOf, waitForSlot } from "./freeze-deps.ts";

export async function preflightRepository(
  deps: RunDeps,
  { repository, freezeId }: TaskOf<"preflight">,
  attempt: Attempt,
): Promise<Outcome> {
  const { ctx, targets } = deps;
  const freeze = await findFreeze(ctx.db, freezeId);
  if (!freeze || freeze.ended) return { kind: "dropped", reason: "the freeze is over" };
  const wait = await waitForSlot(deps, { repository, kind: "look" }, `preflight ${freezeId}`);
  if (wait) return wait;
  const { branches, tags, deploys } = freeze.scope;
  const workflows = deploys.includes("workflow") ? ctx.shop.freeze.workflows : [];
  const now = ctx.clock.now();
  try {
    const wish = { branches, tags, deploys, workflows, now };
    await recordPreflight(ctx, freezeId, await targets.freeze.preflight(repository, wish));
    return { kind: "done" };
  } catch (error) {
    const outcome = outcomeOf(error, attempt);
    if (attempt.earlier >= QUIET_TRIES && error instanceof IntegrationError) {
      const nothing = { mode: "none", defaultBranch: null, openPulls: 0, autoMerge: [] } as const;
      const found = { ...nothing, repository, findings: [error.message], at: now.toISOString() };
      await recordPreflight(ctx, freezeId, found);
    }
    return outcome;
  }
}

/** Tries after which whoever declares sees that GitHub does not answer; a later answer takes its place. */
const QUIET_TRIES = 3;
