// Tells a merge queue whether its group may pass: only where all that is in it is excepted, or nothing holds it.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { noticeOf } from "../../domain/freeze/pull-notice.ts";
import type { CheckNotice } from "../../integrations/github/freeze/freeze-github.ts";
import { GithubRefused } from "../../integrations/github/freeze/refused.ts";
import { words } from "../../words/words.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { outcomeOf, type TaskOf, waitForSlot } from "./freeze-deps.ts";
import { readFacts } from "./write-notice.ts";

/** No answer would put the entry out of the queue when its time is over: safe, but nobody would know why. */
export async function answerQueue(
  deps: RunDeps,
  task: TaskOf<"answer-queue">,
  attempt: Attempt,
): Promise<Outcome> {
  const { targets } = deps;
  if (targets.freeze.access !== "app") {
    return { kind: "dropped", reason: "only an app can answer a merge queue" };
  }
  try {
    const held = await listHeld(deps, task);
    const wait = waitForSlot(deps, { ...task, kind: "rule" }, `queue ${task.headSha}`);
    if (wait) return wait;
    await targets.freeze.check(task.repository, await noticeFor(deps, task, held));
    return { kind: "done" };
  } catch (error) {
    // The group was dissolved, and its commit with it: whoever is still in the queue is asked about anew.
    const isGone = error instanceof GithubRefused && error.kind === "invalid";
    return isGone ? { kind: "dropped", reason: error.message } : outcomeOf(error, attempt);
  }
}

/** By the commit that each of them has now. */
async function listHeld(
  deps: RunDeps,
  { repository, pulls }: TaskOf<"answer-queue">,
): Promise<readonly number[]> {
  const held: number[] = [];
  for (const number of pulls) {
    const pull = await deps.targets.freeze.findPull(repository, number);
    const facts = await readFacts(deps, repository);
    if (!pull || noticeOf(pull, facts).is === "frozen") held.push(number);
  }
  return held;
}

async function noticeFor(
  deps: RunDeps,
  { repository, headSha, pulls }: TaskOf<"answer-queue">,
  held: readonly number[],
): Promise<CheckNotice> {
  const { freezeGithub: say } = words;
  const { wanted } = await readFacts(deps, repository);
  const isFree = wanted.level !== "frozen" || (pulls.length > 0 && held.length === 0);
  const { zone } = deps.ctx.shop;
  return {
    ...{ headSha, conclusion: isFree ? "success" : "failure", title: say.queueTitle(isFree) },
    summary: isFree ? say.queueFree : say.queueHeld(held, { until: wanted.until, zone }),
    externalId: `queue ${headSha}`,
  };
}
