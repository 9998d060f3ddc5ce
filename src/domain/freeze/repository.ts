// One repository under Muster's hands: what all freezes together want of it, and what GitHub was really brought to.
import type { Instant } from "../runbook/state/stamp.ts";
import { type DeployHold, type Freeze, type HoldMode, isHolding, isOver } from "./freeze.ts";

/** What is wanted of one repository at one moment: the union of all freezes that have it in their scope. */
export type Wanted = {
  readonly repository: string;
  /** staged: the rule stands there switched off, so that missing rights show days before the start. */
  readonly level: "nothing" | "staged" | "frozen";
  /** The latest end of those that hold; null: open-ended, or nothing holds. */
  readonly until: Instant | null;
  /** When the first of those that hold began to. */
  readonly since: Instant | null;
  /** A freeze that held is over, and this repository was not read back as let go of yet. */
  readonly isEnding?: boolean;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly deploys: readonly DeployHold[];
  readonly drift: "alert" | "reassert";
  /** When somebody last asked to put back what was taken away there by hand. */
  readonly putBackAt?: Instant | null;
  /** Ids of the freezes that hold (frozen) or will (staged). */
  readonly freezes: readonly string[];
};

/**
 * open: nothing of ours is in force there. staged, frozen: read back from GitHub. drifted: somebody took our rule away
 * or changed it. unknown: GitHub did not answer, what stands there is not known. failed: GitHub refuses what is wanted.
 * unenforced: `advisory` or `none`, told and watched only.
 */
export const repositoryStates = [
  "open",
  "staged",
  "frozen",
  "drifted",
  "unknown",
  "failed",
  "unenforced",
] as const;

export type RepositoryState = (typeof repositoryStates)[number];

export type FrozenRepository = {
  /** `owner/name` as muster.yml writes it. */
  readonly repository: string;
  /** GitHub's numeric id: survives renames. */
  readonly repositoryId: number | null;
  readonly mode: HoldMode;
  readonly state: RepositoryState;
  readonly defaultBranch: string | null;
  /** Ids of the rulesets that we made there. */
  readonly rulesets: { readonly branch: number | null; readonly tag: number | null };
  /** What is in force by the last look: the branch patterns, tag patterns and deployment holds. */
  readonly holds: {
    readonly branches: readonly string[];
    readonly tags: readonly string[];
    readonly deploys: readonly DeployHold[];
    /** Workflow files that we switched off and have to switch on again. */
    readonly workflows: readonly string[];
    /** What the variable was before we set it, to be put back; null: there was none. Absent: it is not ours. */
    readonly variable?: { readonly was: string | null };
    /** Environments that got our gate, and lose it again. */
    readonly gates?: readonly string[];
  };
  /**
   * Set before something is made there, or what is in force is changed, until it was read back: after a crash in
   * between what stands there is our own half-done work and nobody's drift.
   */
  readonly changing?: Instant | null;
  /** GitHub's own words for what went wrong last, and the fix. */
  readonly error: string | null;
  /** When `state` became what it is. */
  readonly since: Instant;
  /** The last look that GitHub answered. */
  readonly observedAt: Instant | null;
  /** A drift is told once: when it was. Set while it is left alone. */
  readonly driftToldAt: Instant | null;
  /** When Muster by itself put back what somebody took away, the last of them. */
  readonly putBacks?: readonly Instant[];
  /** Where people look at it on GitHub. */
  readonly url?: string | null;
};

const union = <T extends string>(lists: readonly (readonly T[])[]): readonly T[] =>
  [...new Set(lists.flat())].sort();

/** The union of what `freezes` want of `repository` at `now`; only holding ones count where any holds. */
export function wantedOf(repository: string, freezes: readonly Freeze[], now: Date): Wanted {
  const named = freezes.filter((freeze) => freeze.scope.repositories.includes(repository));
  const holding = named.filter((freeze) => isHolding(freeze, now));
  const coming = named.filter(
    (freeze) => freeze.state === "scheduled" && !isOver(freeze) && now < new Date(freeze.startsAt),
  );
  const ending = named.filter(({ state }) => state === "lifting");
  const counted = holding.length > 0 ? holding : coming;
  const ends = holding.map(({ endsAt }) => endsAt);
  const starts = holding.map(({ startsAt }) => startsAt).sort();
  const putBacks = counted.flatMap(({ putBack }) => putBack?.[repository] ?? []).sort();
  return {
    repository,
    level: holding.length > 0 ? "frozen" : coming.length > 0 ? "staged" : "nothing",
    until: ends.includes(null)
      ? null
      : (ends
          .filter((end) => end !== null)
          .sort()
          .at(-1) ?? null),
    since: starts[0] ?? null,
    isEnding: holding.length === 0 && ending.length > 0,
    branches: union(counted.map(({ scope }) => scope.branches)),
    tags: union(counted.map(({ scope }) => scope.tags)),
    deploys: union(counted.map(({ scope }) => scope.deploys)),
    drift: counted.some(({ drift }) => drift === "reassert") ? "reassert" : "alert",
    putBackAt: putBacks.at(-1) ?? null,
    freezes: counted.map(({ id }) => id),
  };
}
