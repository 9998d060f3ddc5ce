// How far GitHub was really brought to what one freeze wants: counted from what was read back, never from what was sent.
import type { Instant } from "../runbook/state/stamp.ts";
import type { Freeze } from "./freeze.ts";
import type { FrozenRepository } from "./repository.ts";

export type FreezeStanding = {
  /** Read back as frozen. */
  readonly held: number;
  /** All repositories of the freeze. */
  readonly of: number;
  /** `advisory` or `none`: told and watched, not held. */
  readonly unenforced: number;
  readonly failed: number;
  readonly drifted: number;
  readonly unknown: number;
  /** The rule stands there switched off. */
  readonly staged: number;
  /** Nothing of ours is in force there. */
  readonly open: number;
};

/** A freeze as people are shown it: what was declared, and what is really so. */
export type FreezeOnBoard = {
  readonly freeze: Freeze;
  /** One for each repository of its scope, in its order. */
  readonly repositories: readonly FrozenRepository[];
  readonly standing: FreezeStanding;
};

/** The rows of one freeze; a repository that was never looked at is open where nothing was to be done yet. */
export function repositoriesOf(
  freeze: Pick<Freeze, "scope" | "declaredAt" | "state">,
  known: readonly FrozenRepository[],
): readonly FrozenRepository[] {
  const byKey = new Map(known.map((each) => [each.repository.toLowerCase(), each]));
  const isBegun = freeze.state !== "drafted" && freeze.state !== "proposed";
  return freeze.scope.repositories.map(
    (repository) =>
      byKey.get(repository.toLowerCase()) ??
      neverSeen(repository, { state: isBegun ? "unknown" : "open", since: freeze.declaredAt }),
  );
}

/** A repository that GitHub was not asked about yet. */
export function neverSeen(
  repository: string,
  { state, since }: { readonly state: "open" | "unknown"; readonly since: Instant },
): FrozenRepository {
  return {
    repository,
    repositoryId: null,
    mode: "none",
    state,
    defaultBranch: null,
    rulesets: { branch: null, tag: null },
    holds: { branches: [], tags: [], deploys: [], workflows: [] },
    error: null,
    since,
    observedAt: null,
    driftToldAt: null,
  };
}

export function standingOf(repositories: readonly FrozenRepository[]): FreezeStanding {
  const many = (state: FrozenRepository["state"]): number =>
    repositories.filter((each) => each.state === state).length;
  return {
    held: many("frozen"),
    of: repositories.length,
    unenforced: many("unenforced"),
    failed: many("failed"),
    drifted: many("drifted"),
    unknown: many("unknown"),
    staged: many("staged"),
    open: many("open"),
  };
}

/** Only then a freeze may be called active. */
export const isAllHeld = ({ held, unenforced, of }: FreezeStanding): boolean =>
  held + unenforced === of;

export function boardOf(freeze: Freeze, known: readonly FrozenRepository[]): FreezeOnBoard {
  const repositories = repositoriesOf(freeze, known);
  return { freeze, repositories, standing: standingOf(repositories) };
}
