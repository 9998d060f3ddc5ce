// An exception: one commit of one pull request that may pass a freeze, asked for, voted on, bound and expiring.
import type { Actor } from "../actor.ts";
import type { Instant } from "../runbook/state/stamp.ts";
import type { Ballot } from "./ballot.ts";

/** used: merged. void: another commit was pushed, or the pull request was closed, or the freeze is over. */
export type ExceptionState =
  | "asked"
  | "approved"
  | "denied"
  | "used"
  | "expired"
  | "revoked"
  | "void";

/** `hotfix`: the fix of an open incident; one vote of its lead or of the configured role. */
export type ExceptionLane = "normal" | "hotfix";

/** Why the lane of an incident is not open to a request that came from it. */
export type NotHotfix = "closed" | "drill" | "planned" | "other-service";

export type FreezeException = {
  readonly id: string;
  /** People write EXC-4. */
  readonly number: number;
  readonly repository: string;
  readonly pull: number;
  /** The freeze whose policy decides, and below whose first post it stands. */
  readonly freezeId: string;
  /** Empty until GitHub said which commit it is: nobody can vote before. */
  readonly headSha: string;
  /** Empty where GitHub was not asked, or cannot be. */
  readonly title: string;
  /** Where the change is read: the pull request's diff at this commit. */
  readonly url: string;
  /** GitHub login, and the Slack user where muster.yml says who that is. */
  readonly author: string;
  readonly authorUser: string | null;
  /** Empty where it was asked on GitHub, and nobody completed it in Slack yet. */
  readonly reason: string;
  /** Null where somebody asked on GitHub whom muster.yml does not know. */
  readonly requestedBy: Actor | null;
  readonly requestedByLogin: string | null;
  readonly requestedAt: Instant;
  readonly lane: ExceptionLane;
  readonly incidentId: string | null;
  readonly ballot: Ballot;
  /** GitHub is being asked what the pull request is now. */
  readonly isLooking?: boolean;
  /** The commit that the request named, or the first characters of its hash: no other is let through. */
  readonly wantedSha?: string;
  /** The requester wants it no longer than until then. */
  readonly until?: Instant;
  /** It was asked from an incident, and does not have its lane. */
  readonly notHotfix?: NotHotfix;
  /** Nobody of those who should decide can: whoever may break the glass does. */
  readonly isBreakGlass?: boolean;
  readonly state: ExceptionState;
  /** Approved: until then. */
  readonly expiresAt: Instant | null;
  /** The freeze is over then. */
  readonly endsWithFreeze?: boolean;
  readonly settled: {
    readonly at: Instant;
    readonly by: Actor | null;
    readonly why: string;
  } | null;
  readonly version: number;
};

/** Whether this commit may pass now. */
export function allows(
  { state, headSha, expiresAt }: FreezeException,
  sha: string,
  now: Date,
): boolean {
  return state === "approved" && headSha === sha && (!expiresAt || now < new Date(expiresAt));
}

/** What GitHub says of a pull request. */
export type PullFacts = {
  readonly headSha: string;
  readonly title: string;
  readonly url: string;
  readonly author: string;
  /** Branch it wants to be merged into, without `refs/heads/`. */
  readonly base: string;
};

/** Asked or approved: something may still become of it. */
export const isLive = ({ state }: Pick<FreezeException, "state">): boolean =>
  state === "asked" || state === "approved";

/** What is missing before anybody can decide on it. */
export function missingIn({
  reason,
  headSha,
}: Pick<FreezeException, "reason" | "headSha">): "reason" | "commit" | undefined {
  if (reason === "") return "reason";
  return headSha === "" ? "commit" : undefined;
}
