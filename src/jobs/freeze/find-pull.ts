// Asks GitHub which commit the request of an exception is about.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { GithubRefused } from "../../integrations/github/freeze/refused.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import {
  type PullAnswer,
  recordPullFacts,
  tellPullUnknown,
} from "../../operations/freezes/record-pull-facts.ts";
import type { RunDeps } from "../run/run-deps.ts";
import type { TaskOf } from "./freeze-deps.ts";

/** A person waits for it. */
const AGAIN_MS = 10_000;

export async function findPull(
  deps: RunDeps,
  task: TaskOf<"find-pull">,
  attempt: Attempt,
): Promise<Outcome> {
  const { exceptionId } = task;
  const answer = await ask(deps, task);
  if (answer.is === "away") {
    await tellOnce(deps, { exceptionId, reason: answer.reason }, attempt);
    return { kind: "later", afterMs: answer.afterMs ?? AGAIN_MS, reason: answer.reason };
  }
  await recordPullFacts(deps.ctx, exceptionId, answer);
  return { kind: "done" };
}

type Away = { readonly is: "away"; readonly reason: string; readonly afterMs?: number };

async function ask(
  { targets }: RunDeps,
  { repository, pull }: TaskOf<"find-pull">,
): Promise<PullAnswer | Away> {
  if (targets.freeze.access === "none") return { is: "unconnected" };
  try {
    const found = await targets.freeze.findPull(repository, pull);
    if (!found) return { is: "missing" };
    const { headSha, title, url, author, base, state } = found;
    const facts = { headSha, title, url, author, base };
    return { is: "found", facts, isOpen: state === "open" };
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return unanswered(error);
  }
}

/** What a person has to mend is an answer; what passes by itself is asked again. */
function unanswered(error: IntegrationError): PullAnswer | Away {
  if (!(error instanceof GithubRefused)) return { is: "away", reason: error.message };
  const { kind, message, retryAfterMs } = error;
  if (kind === "away" || kind === "limit") {
    return { is: "away", reason: message, ...(retryAfterMs && { afterMs: retryAfterMs }) };
  }
  return { is: "refused", message };
}

async function tellOnce(
  { ctx }: RunDeps,
  { exceptionId, reason }: { readonly exceptionId: string; readonly reason: string },
  attempt: Attempt,
): Promise<void> {
  if (attempt.progress["isTold"] === true) return;
  await tellPullUnknown(ctx, exceptionId, reason);
  await attempt.saveProgress({ ...attempt.progress, isTold: true });
}
