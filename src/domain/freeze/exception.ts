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

export type FreezeException = {
  readonly id: string;
  /** People write EXC-4. */
  readonly number: number;
  readonly repository: string;
  readonly pull: number;
  readonly headSha: string;
  readonly title: string;
  /** Where the change is read: the pull request's diff at this commit. */
  readonly url: string;
  /** GitHub login, and the Slack user where muster.yml says who that is. */
  readonly author: string;
  readonly authorUser: string | null;
  readonly reason: string;
  /** Null where somebody asked on GitHub whom muster.yml does not know. */
  readonly requestedBy: Actor | null;
  readonly requestedByLogin: string | null;
  readonly requestedAt: Instant;
  readonly lane: ExceptionLane;
  readonly incidentId: string | null;
  readonly ballot: Ballot;
  readonly state: ExceptionState;
  /** Approved: until then. */
  readonly expiresAt: Instant | null;
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
