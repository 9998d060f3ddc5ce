// On which terms a repository's exceptions are decided: by the strictest of the freezes that hold it, or in the hotfix lane.
import { type Incident, isOpen } from "../incident.ts";
import type { Instant } from "../runbook/state/stamp.ts";
import type { Shop } from "../shop.ts";
import type { Electorate } from "./ballot.ts";
import type { NotHotfix } from "./exception.ts";
import { type Freeze, isHolding } from "./freeze.ts";

export type ExceptionTerms = {
  /** Whose policy decides. */
  readonly freeze: Freeze;
  readonly electorate: Electorate;
  readonly validForMinutes: number;
  /** When the last of them ends; null where that is not known. */
  readonly endsAt: Instant | null;
};

/** Those that hold `repository` now, the earliest start first. */
export function holdingOf(
  repository: string,
  freezes: readonly Freeze[],
  now: Date,
): readonly Freeze[] {
  return freezes
    .filter((each) => each.scope.repositories.includes(repository) && isHolding(each, now))
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || a.number - b.number);
}

/**
 * The most votes that any of them wants, from whom that one names, for the shortest time that any of them allows;
 * undefined where nothing holds.
 */
export function termsOf(holding: readonly Freeze[]): ExceptionTerms | undefined {
  const [strictest] = holding.toSorted((a, b) => b.exceptions.need - a.exceptions.need);
  if (!strictest) return undefined;
  const { need, from } = strictest.exceptions;
  const times = holding.map(({ exceptions }) => exceptions.validForMinutes);
  return {
    freeze: strictest,
    electorate: { need, from },
    validForMinutes: Math.min(...times),
    endsAt: endOf(holding),
  };
}

/** Null where one has no end, or waits for a person at its end. */
function endOf(holding: readonly Freeze[]): Instant | null {
  const ends = holding.flatMap(({ endsAt, lift }) =>
    endsAt === null || lift.mode === "ask" ? [] : [endsAt],
  );
  return ends.length < holding.length ? null : (ends.toSorted().at(-1) ?? null);
}

/** A request for longer than the freeze lasts is one until its end. */
export function untilWithin(until: Instant, { endsAt }: Pick<ExceptionTerms, "endsAt">): Instant {
  return endsAt !== null && endsAt < until ? endsAt : until;
}

export type Lane =
  | { readonly lane: "hotfix" }
  | { readonly lane: "normal"; readonly notHotfix?: NotHotfix };

/** The fix of an open incident, in code that its service is built from. */
export function laneOf(
  repository: string,
  incident: Incident | undefined,
  services: Shop["services"],
): Lane {
  if (!incident) return { lane: "normal" };
  const notHotfix = whyNot(repository, incident, services);
  return notHotfix ? { lane: "normal", notHotfix } : { lane: "hotfix" };
}

function whyNot(
  repository: string,
  incident: Incident,
  services: Shop["services"],
): NotHotfix | undefined {
  if (!isOpen(incident)) return "closed";
  if (incident.isDrill) return "drill";
  if (incident.isPlanned) return "planned";
  const own = incident.service === null ? [] : (services[incident.service]?.repositories ?? []);
  return own.includes(repository) ? undefined : "other-service";
}

/** In the hotfix lane one of the configured people is enough, however many the freeze itself wants. */
export function electorateOf(
  lane: Lane["lane"],
  terms: ExceptionTerms,
  hotfix: readonly string[],
): Electorate {
  const { need, from } = terms.electorate;
  return lane === "hotfix" ? { need: Math.min(1, need), from: hotfix } : { need, from };
}
