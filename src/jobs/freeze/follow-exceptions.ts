// Ends the exceptions whose pull requests moved on without a webhook telling so.
import type { PullSeen } from "../../domain/freeze/follow-pull.ts";
import type { NoticeFacts } from "../../domain/freeze/pull-notice.ts";
import type { OpenPull, PullFacts } from "../../integrations/github/freeze/freeze-github.ts";
import { settlePull } from "../../operations/freezes/settle-exception.ts";
import type { RunDeps } from "../run/run-deps.ts";

/** Only what the list shows to have changed is asked for. */
export async function followExceptions(
  deps: RunDeps,
  repository: string,
  { facts, pulls }: { readonly facts: NoticeFacts; readonly pulls: readonly OpenPull[] },
): Promise<void> {
  const heads = new Map(pulls.map(({ number, headSha }) => [number, headSha]));
  const moved = facts.exceptions.filter(
    ({ pull, headSha }) => headSha !== "" && heads.get(pull) !== headSha,
  );
  for (const number of new Set(moved.map(({ pull }) => pull))) {
    const at = deps.ctx.clock.now();
    const pull = await deps.targets.freeze.findPull(repository, number);
    if (pull) await settlePull(deps.ctx, repository, seenOf(pull, at));
  }
}

export function seenOf(pull: PullFacts, at: Date): PullSeen {
  const { number, headSha, title, url, author, base, state } = pull;
  const { isMerged, mergeSha, mergedAt, mergedBy } = pull;
  const merge = { isMerged, mergeSha, mergedAt, mergedBy };
  return { number, headSha, title, url, author, base, isOpen: state === "open", ...merge, at };
}
