// The answer to "may this be merged or deployed now?", as continuous integration asks it.
import type { Instant } from "../runbook/state/stamp.ts";
import { allows, type FreezeException } from "./exception.ts";
import type { Freeze, HoldMode } from "./freeze.ts";
import { isHolding } from "./freeze.ts";
import { heldRef } from "./held-ref.ts";
import { type FrozenRepository, type RepositoryState, wantedOf } from "./repository.ts";

export type FreezeInAnswer = Pick<
  Freeze,
  "id" | "number" | "state" | "startsAt" | "endsAt" | "zone"
> & {
  /** Null where it would tell strangers more than that there is a freeze. */
  readonly title: string | null;
};

export type FreezeAnswer = {
  readonly repository: string;
  /** As it was asked. */
  readonly ref: string | null;
  /** A freeze means to hold this reference now, whatever GitHub was brought to. */
  readonly frozen: boolean;
  /** GitHub was read back as holding it. */
  readonly enforced: boolean;
  readonly mode: HoldMode;
  readonly state: RepositoryState;
  /** The last look that GitHub answered. */
  readonly observedAt: Instant | null;
  /** The latest end of those that hold; null: nothing holds, or an incident does until it is resolved. */
  readonly until: Instant | null;
  /** Those that hold now, the earliest start first. */
  readonly freezes: readonly FreezeInAnswer[];
  /** The one that begins next, where none holds. */
  readonly next: FreezeInAnswer | null;
  /** Where `ref` is a commit that may pass. */
  readonly exception: Pick<FreezeException, "number" | "pull" | "headSha" | "expiresAt"> | null;
  readonly asOf: Instant;
};

export type AnswerFacts = {
  readonly freezes: readonly Freeze[];
  readonly known: FrozenRepository | undefined;
  /** Asked or approved ones of the repository. */
  readonly exceptions: readonly FreezeException[];
};

export function answerOf(
  { repository, ref }: { readonly repository: string; readonly ref: string | null },
  { freezes, known, exceptions }: AnswerFacts,
  now: Date,
): FreezeAnswer {
  const named = freezes.filter(({ scope }) => scope.repositories.includes(repository));
  const defaultBranch = known?.defaultBranch ?? null;
  const holding = named.filter(
    (each) => isHolding(each, now) && heldRef(ref, each.scope, defaultBranch),
  );
  const coming = named
    .filter(({ state, startsAt }) => state === "scheduled" && now < new Date(startsAt))
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  const passing = exceptions.find((each) => ref !== null && allows(each, ref, now));
  return {
    repository,
    ref,
    frozen: holding.length > 0,
    enforced: holding.length > 0 && known?.state === "frozen",
    mode: known?.mode ?? "none",
    state: known?.state ?? (holding.length > 0 ? "unknown" : "open"),
    observedAt: known?.observedAt ?? null,
    until: wantedOf(repository, holding, now).until,
    freezes: holding.map(inAnswer),
    next: holding.length === 0 && coming[0] ? inAnswer(coming[0]) : null,
    exception: passing
      ? {
          number: passing.number,
          pull: passing.pull,
          headSha: passing.headSha,
          expiresAt: passing.expiresAt,
        }
      : null,
    asOf: now.toISOString(),
  };
}

const inAnswer = (freeze: Freeze): FreezeInAnswer => {
  const { id, number, state, startsAt, endsAt, zone } = freeze;
  return { id, number, title: titleForStrangers(freeze), state, startsAt, endsAt, zone };
};

/** Logs of continuous integration may be public: no reason that stands in for a title, and no incident's title. */
export function titleForStrangers({
  title,
  reason,
  incidentId,
}: Pick<Freeze, "title" | "reason" | "incidentId">): string | null {
  return incidentId !== null || reason.trim().startsWith(title.replace(/…$/, "")) ? null : title;
}
