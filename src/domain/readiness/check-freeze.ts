// Whether freezes that are decided hold every repository of a campaign's services from its start to its end.
import type { Freeze } from "../freeze/freeze.ts";
import { type Fact, type Finding, findingOf } from "./finding.ts";

export type FreezeFacts = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Titles of the campaign's services that name no repositories. */
  readonly bare: readonly string[];
  readonly repositories: readonly string[];
  /** All that are not over. */
  readonly freezes: readonly Freeze[];
};

export function checkFreeze(facts: FreezeFacts): Finding {
  const { bare: services, repositories, freezes } = facts;
  const unclear: Fact[] =
    services.length > 0 || repositories.length === 0
      ? [{ kind: "no-repositories", weight: "unclear", services }]
      : [];
  const found = repositories.map((repository) => coverOf(repository, facts));
  if (!found.some(({ weight }) => weight === "bad")) return findingOf([...unclear, ...found]);
  return findingOf([...found, ...unclear, ...waiting(repositories, freezes)]);
}

/** Why it is not covered yet: a declaration that somebody still has to decide on. */
function waiting(repositories: readonly string[], freezes: readonly Freeze[]): Fact[] {
  return freezes.flatMap(({ number, state, scope }): Fact[] => {
    if (state !== "drafted" && state !== "proposed") return [];
    if (!scope.repositories.some((each) => repositories.includes(each))) return [];
    return [{ kind: "freeze-waits", weight: "bad", freeze: number, state }];
  });
}

/** The first time within the campaign at which nothing holds the repository. */
function coverOf(repository: string, { startsAt, endsAt, freezes }: FreezeFacts): Fact {
  const holding = freezes
    .filter(({ state, ended }) => ended === null && (state === "scheduled" || state === "active"))
    .filter(({ scope }) => scope.repositories.includes(repository))
    .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  const used: number[] = [];
  let until = startsAt.getTime();
  for (const freeze of holding) {
    const from = Date.parse(freeze.startsAt);
    const to = freeze.endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(freeze.endsAt);
    if (from > until) break;
    if (to <= until) continue;
    used.push(freeze.number);
    until = to;
    if (until >= endsAt.getTime())
      return { kind: "held", weight: "good", repository, freezes: used };
  }
  const next = holding.map((freeze) => Date.parse(freeze.startsAt)).find((from) => from > until);
  const to = new Date(Math.min(next ?? endsAt.getTime(), endsAt.getTime())).toISOString();
  const from = new Date(until).toISOString();
  return { kind: "gap", weight: "bad", repository, from, to };
}
