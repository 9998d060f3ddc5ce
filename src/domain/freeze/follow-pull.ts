// What becomes of an exception by what was seen of its pull request: another commit, a merge, the end of it.
import type { Instant } from "../runbook/state/stamp.ts";
import type { FreezeException, PullFacts } from "./exception.ts";

/** A pull request as GitHub showed it. */
export type PullSeen = PullFacts & {
  readonly number: number;
  readonly isOpen: boolean;
  readonly isMerged: boolean;
  readonly mergeSha: string | null;
  readonly mergedAt: Instant | null;
  /** GitHub logins. */
  readonly mergedBy: string | null;
  /** The commit that was its newest before, where a push is what was seen. */
  readonly before?: string;
  /** When it was so. */
  readonly at: Date;
};

export type PullEnd =
  | { readonly as: "used" }
  | { readonly as: "void"; readonly because: "pushed" | "closed" | "merged-otherwise" };

/** Undefined where the exception stays as it is; also where what was seen is older than the exception. */
export function endBy(
  { headSha, state, requestedAt }: FreezeException,
  seen: PullSeen,
): PullEnd | undefined {
  // Not known yet which commit it is for: what GitHub answers to that tells.
  if (headSha === "") return undefined;
  if (seen.isMerged) {
    const isIt = seen.headSha === headSha && state === "approved";
    return isIt ? { as: "used" } : { as: "void", because: "merged-otherwise" };
  }
  const isPassed = seen.before === headSha && seen.headSha !== headSha;
  if (isPassed) return { as: "void", because: "pushed" };
  if (seen.at < new Date(requestedAt)) return undefined;
  if (!seen.isOpen) return { as: "void", because: "closed" };
  return seen.headSha === headSha ? undefined : { as: "void", because: "pushed" };
}
