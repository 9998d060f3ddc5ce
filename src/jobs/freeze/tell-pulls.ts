// Tells every open pull request of a repository what holds it, or that nothing does any more: one a turn.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { isFree, meansOf, type NoticeFacts } from "../../domain/freeze/pull-notice.ts";
import type { OpenPull } from "../../integrations/github/freeze/freeze-github.ts";
import { deleteToldPull, listToldPulls, type ToldPull } from "../../storage/frozen-repositories.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { followExceptions } from "./follow-exceptions.ts";
import { again, outcomeOf, waitForSlot } from "./freeze-deps.ts";
import { isToTell, readFacts, writeNotice } from "./write-notice.ts";

/** While one after another is told, the list is not asked for anew each time. */
const FRESH_MS = 60_000;
/** GitHub's hour for messages may be full many times over: then it goes on as a task of its own. */
const LONGEST_TASK_MS = 3_600_000;

/**
 * An absent check blocks as a failed one does, so this only explains. 500 pull requests take nine minutes at one a
 * second, and those of 200 repositories at 450 an hour days: the ones touched last are told first, drafts never, and
 * whoever pushes or asks is told at once by a task of their own.
 */
export async function tellPulls(
  deps: RunDeps,
  repository: string,
  attempt: Attempt,
): Promise<Outcome> {
  try {
    return await tellNext(deps, repository, attempt);
  } catch (error) {
    return outcomeOf(error, attempt);
  }
}

async function tellNext(deps: RunDeps, repository: string, attempt: Attempt): Promise<Outcome> {
  const { ctx, targets } = deps;
  const facts = await readFacts(deps, repository);
  const told = await listToldPulls(ctx.db, repository);
  const isIdle = facts.wanted.level !== "frozen" && told.every(isFree);
  if (isIdle || !meansOf(facts.recorded?.mode ?? "none", targets.freeze.access)) {
    return { kind: "done" };
  }
  const pulls = await listPulls(deps, repository, { facts, attempt });
  if ("kind" in pulls) return pulls;
  await forgetClosed(deps, told, pulls);
  const next = findNext(pulls, facts, told);
  if (!next) return { kind: "done" };
  const known = told.find(({ pull }) => pull === next.number);
  const wait = await writeNotice(deps, facts, { repository, pull: next, told: known });
  const outcome = wait ?? { kind: "later", afterMs: 0, reason: "there are more to tell" };
  const isLong = facts.now.getTime() - attempt.createdAt.getTime() > LONGEST_TASK_MS;
  if (!isLong || outcome.kind !== "later") return outcome;
  return await again(ctx, { do: "tell-pulls", repository }, outcome.afterMs);
}

type Listing = { readonly facts: NoticeFacts; readonly attempt: Attempt };

/** Once for many turns; with it, what became of exceptions is seen as well. */
async function listPulls(
  deps: RunDeps,
  repository: string,
  { facts, attempt }: Listing,
): Promise<readonly OpenPull[] | Outcome> {
  const { freeze } = deps.targets;
  const { now } = facts;
  if (attempt.progress["isListed"] === true) {
    return await freeze.listOpenPulls(repository, new Date(now.getTime() - FRESH_MS), now);
  }
  const wait = await waitForSlot(deps, { repository, kind: "look" }, "pulls");
  if (wait) return wait;
  const pulls = await freeze.listOpenPulls(repository, now, now);
  await followExceptions(deps, repository, { facts, pulls });
  await attempt.saveProgress({ isListed: true });
  return pulls;
}

function findNext(
  pulls: readonly OpenPull[],
  facts: NoticeFacts,
  told: readonly ToldPull[],
): OpenPull | undefined {
  const known = new Map(told.map((each) => [each.pull, each]));
  return pulls.find((pull) => {
    const row = known.get(pull.number);
    return (row || !pull.isDraft) && isToTell(pull, facts, row);
  });
}

/** Nobody reads on a closed one what held it; a new commit of an open one carries no check of ours. */
async function forgetClosed(
  { ctx }: RunDeps,
  told: readonly ToldPull[],
  pulls: readonly OpenPull[],
): Promise<void> {
  const open = new Set(pulls.map(({ number }) => number));
  for (const { repository, pull } of told) {
    if (!open.has(pull)) await deleteToldPull(ctx.db, repository, pull);
  }
}
