// Tells a merge queue whether its group may pass: only where all that is in it is excepted, or nothing holds it.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { noticeOf } from "../../domain/freeze/pull-notice.ts";
import type { CheckNotice } from "../../integrations/github/freeze/freeze-github.ts";
import { GithubRefused } from "../../integrations/github/freeze/refused.ts";
import { listQueuedPulls } from "../../operations/freezes/list-queued-pulls.ts";
import { words } from "../../words/words.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { outcomeOf, readWanted, type TaskOf, waitForSlot } from "./freeze-deps.ts";
import { readFacts } from "./write-notice.ts";

type Task = TaskOf<"answer-queue">;

/** No answer would put the entry out of the queue when its time is over: safe, but nobody would know why. */
export async function answerQueue(deps: RunDeps, task: Task, attempt: Attempt): Promise<Outcome> {
  if (deps.targets.freeze.access !== "app") {
    return { kind: "dropped", reason: "only an app can answer a merge queue" };
  }
  try {
    return await answer(deps, task, attempt);
  } catch (error) {
    // The group was dissolved, and its commit with it: whoever is still in the queue is asked about anew.
    const isGone = error instanceof GithubRefused && error.kind === "invalid";
    return isGone ? { kind: "dropped", reason: error.message } : outcomeOf(error, attempt);
  }
}

/** The one before may have been told of after it. Others of the queue wait meanwhile. */
const AGAIN_MS = 5_000;
const PATIENCE_MS = 60_000;

async function answer(deps: RunDeps, task: Task, { createdAt }: Attempt): Promise<Outcome> {
  const { ctx, targets } = deps;
  const { repository, headSha } = task;
  const { level } = await readWanted(ctx, repository);
  const pulls = level === "frozen" ? await listPulls(deps, task) : undefined;
  if (pulls?.length === 0) return { kind: "dropped", reason: "it was merged" };
  const isUnknown = level === "frozen" && pulls === undefined;
  if (isUnknown && ctx.clock.now().getTime() - createdAt.getTime() < PATIENCE_MS) {
    const reason = "not all that is in the group is known yet";
    return { kind: "later", afterMs: AGAIN_MS, reason };
  }
  const held = pulls && (await listHeld(deps, repository, pulls));
  const wait = await waitForSlot(deps, { repository, kind: "rule" }, `queue ${headSha}`);
  if (wait) return wait;
  await targets.freeze.check(repository, await noticeFor(deps, task, held));
  return { kind: "done" };
}

/** Undefined where not all of them are known. */
async function listPulls(
  { ctx, targets }: RunDeps,
  { repository, headSha, branch }: Task,
): Promise<readonly number[] | undefined> {
  const head = await targets.freeze.headOf(repository, branch);
  return head === undefined ? [] : await listQueuedPulls(ctx.db, headSha, head);
}

/** By the commit that each of them has now. */
async function listHeld(
  deps: RunDeps,
  repository: string,
  pulls: readonly number[],
): Promise<readonly number[]> {
  const held: number[] = [];
  for (const number of pulls) {
    const pull = await deps.targets.freeze.findPull(repository, number);
    const facts = await readFacts(deps, repository);
    if (!pull || noticeOf(pull, facts).is === "frozen") held.push(number);
  }
  return held;
}

/** `held` undefined: it is not known what is in the group. */
async function noticeFor(
  { ctx }: RunDeps,
  { repository, headSha }: Task,
  held: readonly number[] | undefined,
): Promise<CheckNotice> {
  const { freezeGithub: say } = words;
  const { level, until } = await readWanted(ctx, repository);
  const isFree = level !== "frozen" || held?.length === 0;
  const { zone } = ctx.shop;
  return {
    ...{ headSha, conclusion: isFree ? "success" : "failure", title: say.queueTitle(isFree) },
    summary: isFree ? say.queueFree : say.queueHeld(held ?? [], { until, zone }),
    externalId: `queue ${headSha}`,
  };
}
