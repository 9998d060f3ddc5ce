// A freeze: which code is held, from when to when, who may let something through, and how it ends.
import type { Actor } from "../actor.ts";
import type { Instant } from "../runbook/state/stamp.ts";
import type { Ballot, Electorate } from "./ballot.ts";

/**
 * drafted: its declarer looks at what the preflight found. proposed: approval is asked. scheduled, active, lifting,
 * lifted: by the window and by what GitHub was really brought to. cancelled: never began. denied: not approved.
 */
export type FreezeState =
  | "drafted"
  | "proposed"
  | "scheduled"
  | "active"
  | "lifting"
  | "lifted"
  | "cancelled"
  | "denied";

/** How deployments are held besides merges; what each needs stands with `DeployHold`'s carrier. */
export type DeployHold = "variable" | "workflow" | "gate";

export type ExceptionPolicy = Electorate & {
  /** An approval that was not used by then is void. */
  readonly validForMinutes: number;
};

export type LiftPolicy = {
  /** `ask`: at the end it holds until a release manager lets go. */
  readonly mode: "auto" | "ask";
  /** Votes needed to end it before its time, or to make it shorter. */
  readonly earlyNeed: number;
  /** Votes needed to make it longer. */
  readonly extendNeed: number;
};

export type FreezeScope = {
  /** `owner/name`, as muster.yml writes them, sorted. */
  readonly repositories: readonly string[];
  /** Services that were named in the declaration; their repositories are among the above. */
  readonly services: readonly string[];
  /** As rulesets write them: `~DEFAULT_BRANCH`, `refs/heads/hotfix-*`. */
  readonly branches: readonly string[];
  /** `refs/tags/v*`; none: tags are not held. */
  readonly tags: readonly string[];
  readonly deploys: readonly DeployHold[];
};

export type Freeze = {
  readonly id: string;
  /** People write FRZ-7. */
  readonly number: number;
  readonly title: string;
  readonly state: FreezeState;
  readonly scope: FreezeScope;
  /** Held in [startsAt, endsAt). */
  readonly startsAt: Instant;
  /** Null: until its incident is resolved. */
  readonly endsAt: Instant | null;
  /** IANA zone in which the window was meant. */
  readonly zone: string;
  /** For the workspace only: never written to GitHub. */
  readonly reason: string;
  readonly exceptions: ExceptionPolicy;
  readonly lift: LiftPolicy;
  /** What follows when somebody takes the rule away by hand: told once, or put back. */
  readonly drift: "alert" | "reassert";
  /** By repository: when a release manager last asked to put back what somebody took away there. */
  readonly putBack?: Readonly<Record<string, Instant>>;
  /** Minutes before the start at which it is posted once more, the longest first; absent: a day and an hour. */
  readonly notices?: readonly number[];
  readonly declaredBy: Actor;
  readonly declaredAt: Instant;
  /** What is asked of approvers now: its declaration, or a change of it. */
  readonly proposal: Proposal | null;
  /** What was asked before, in order; a ballot that is still `asked` here was overtaken by the freeze's end. */
  readonly decided?: readonly Proposal[];
  /** When it was granted: from then on it is announced. */
  readonly scheduledAt?: Instant;
  /** The pull requests that will merge by themselves: since when a new look is awaited, and when it was told. */
  readonly autoMerge?: { readonly askedAt: Instant; readonly toldAt: Instant | null };
  /** The end that has passed, and since which somebody has to let go. */
  readonly waits?: Instant;
  /** The open incident that froze by itself. */
  readonly incidentId: string | null;
  /** The run whose step declared it. */
  readonly runId: string | null;
  /** By the effect of that step: declaring again by the same effect is the same freeze. */
  readonly effectId: string | null;
  /** What the look before the declaration found, once it did. */
  readonly preflight: readonly RepositoryPreflight[] | null;
  /** Set at its end: when the hold was given up, and why. */
  readonly ended: { readonly at: Instant; readonly by: Actor; readonly why: FreezeEnd } | null;
  readonly version: number;
};

export type FreezeEnd = "over" | "early" | "cancelled" | "denied" | "incident-resolved";

export type FreezeChange =
  | { readonly kind: "extend"; readonly endsAt: Instant }
  | { readonly kind: "shorten"; readonly endsAt: Instant }
  /** Before its end. */
  | { readonly kind: "lift" }
  /** Before it began. */
  | { readonly kind: "cancel" };

export type Proposal = {
  readonly id: string;
  readonly change: { readonly kind: "declare" } | FreezeChange;
  readonly reason: string;
  readonly by: Actor;
  readonly ballot: Ballot;
};

/** What declaring takes; all that muster.yml has a default for is filled in before. */
export type FreezeDraft = Pick<
  Freeze,
  | "title"
  | "scope"
  | "startsAt"
  | "endsAt"
  | "zone"
  | "reason"
  | "exceptions"
  | "lift"
  | "drift"
  | "notices"
>;

/**
 * How a repository is really held.
 * - `app_check`: a required check that only our GitHub App can pass
 * - `bot_merge`: nobody but our token's user may update the branches; it merges what is excepted
 * - `advisory`: GitHub refuses rules there; pull requests get a comment, pushes are reported
 * - `none`: GitHub is not connected, or the repository cannot be reached: announced and tracked, not enforced
 */
export type HoldMode = "app_check" | "bot_merge" | "advisory" | "none";

/** Whether GitHub itself keeps changes out. */
export const isEnforced = ({ mode }: { readonly mode: HoldMode }): boolean =>
  mode === "app_check" || mode === "bot_merge";

/** What the freeze will really be there; texts are for people, quoting GitHub. */
export type RepositoryPreflight = {
  readonly repository: string;
  readonly mode: HoldMode;
  /** Why it is not better than `mode`, and what would mend it; empty where nothing is wrong. */
  readonly findings: readonly string[];
  readonly defaultBranch: string | null;
  readonly openPulls: number;
  /** Those that merge by themselves the moment the freeze is over. */
  readonly autoMerge: readonly PullRef[];
  readonly at: Instant;
};

export type PullRef = {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** GitHub login. */
  readonly author: string;
};

const OVER: readonly FreezeState[] = ["lifted", "cancelled", "denied"];

/** Nothing will change any more. */
export const isOver = ({ state }: Pick<Freeze, "state">): boolean => OVER.includes(state);

/** Whether the code in its scope is meant to be held at `now`, whatever GitHub was brought to so far. */
export function isHolding(freeze: Freeze, now: Date): boolean {
  if (freeze.ended !== null) return false;
  if (freeze.state !== "scheduled" && freeze.state !== "active") return false;
  if (now < new Date(freeze.startsAt)) return false;
  const isPast = freeze.endsAt !== null && now >= new Date(freeze.endsAt);
  return !isPast || freeze.lift.mode === "ask";
}
