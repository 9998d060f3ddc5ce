// Merges the excepted commit where nobody else may, and only that commit.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { allows, type FreezeException } from "../../domain/freeze/exception.ts";
import { inTransaction } from "../../operations/context.ts";
import { recordFreezeEvent } from "../../operations/freezes/freeze-event.ts";
import { settlePull } from "../../operations/freezes/settle-exception.ts";
import { findException } from "../../storage/freeze-exceptions.ts";
import { findFrozenRepository } from "../../storage/frozen-repositories.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { seenOf } from "./follow-exceptions.ts";
import { again, outcomeOf, type TaskOf, waitForSlot } from "./freeze-deps.ts";

/** Another rule of the repository is not met: a check still runs, a review is missing. */
const ASK_AGAIN_MS = 60_000;
const LONGEST_TASK_MS = 3_600_000;

export async function mergeExcepted(
  deps: RunDeps,
  task: TaskOf<"merge">,
  attempt: Attempt,
): Promise<Outcome> {
  const { ctx } = deps;
  const exception = await findException(ctx.db, task.exceptionId);
  const recorded = await findFrozenRepository(ctx.db, task.repository);
  const now = ctx.clock.now();
  if (!exception || !allows(exception, exception.headSha, now)) {
    return { kind: "dropped", reason: "the exception does not hold any more" };
  }
  if (recorded?.mode !== "bot_merge") {
    return { kind: "dropped", reason: "whoever wants to may merge it themselves" };
  }
  try {
    const wait = await waitForSlot(deps, { ...task, kind: "rule" }, `merge ${exception.pull}`);
    const outcome = wait ?? (await merge(deps, exception));
    const isLong = now.getTime() - attempt.createdAt.getTime() > LONGEST_TASK_MS;
    if (!isLong || outcome.kind !== "later") return outcome;
    return await again(ctx, task, outcome.afterMs);
  } catch (error) {
    return outcomeOf(error, attempt);
  }
}

async function merge(deps: RunDeps, exception: FreezeException): Promise<Outcome> {
  const { ctx, targets } = deps;
  const { repository, pull, headSha: sha } = exception;
  const merged = await targets.freeze.merge(repository, { pull, sha });
  if (merged.as === "not-yet") {
    await noteOnce(deps, exception, merged.message);
    return { kind: "later", afterMs: ASK_AGAIN_MS, reason: merged.message };
  }
  const at = ctx.clock.now();
  const seen = await targets.freeze.findPull(repository, pull);
  if (seen) await settlePull(ctx, repository, seenOf(seen, at));
  return { kind: "done" };
}

async function noteOnce(
  { ctx }: RunDeps,
  { id: exceptionId, repository, number, pull, headSha }: FreezeException,
  message: string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const key = `merge.waits:${exceptionId}:${message}`;
    const detail = { number, pull, headSha, message };
    await recordFreezeEvent(tx, { what: "merge.waits", key, exceptionId, repository, detail });
  });
}
