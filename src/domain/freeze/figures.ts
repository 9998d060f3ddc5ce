// How far GitHub is from what all freezes together want of it, in figures.
import { type Freeze, isHolding } from "./freeze.ts";
import { type FrozenRepository, type RepositoryState, wantedOf } from "./repository.ts";

export type FreezeFigures = {
  readonly repositories: Readonly<Record<RepositoryState, number>>;
  /** How long the slowest repository has not been what is wanted of it; 0 where all are. */
  readonly lagSeconds: number;
};

/** `open`: all freezes that are not over. A repository that a freeze holds and nobody looked at is unknown. */
export function figuresOf(
  open: readonly Freeze[],
  known: readonly FrozenRepository[],
  now: Date,
): FreezeFigures {
  const repositories: Record<RepositoryState, number> = {
    ...{ open: 0, staged: 0, frozen: 0, drifted: 0, unknown: 0, failed: 0, unenforced: 0 },
  };
  const rows = new Map(known.map((row) => [row.repository.toLowerCase(), row]));
  const names = new Map(known.map(({ repository }) => [repository.toLowerCase(), repository]));
  for (const freeze of open.filter((each) => isHolding(each, now))) {
    for (const name of freeze.scope.repositories) names.set(name.toLowerCase(), name);
  }
  let lag = 0;
  for (const [key, repository] of names) {
    const row = rows.get(key);
    repositories[row?.state ?? "unknown"] += 1;
    lag = Math.max(lag, lagOf(repository, { row, open, now }));
  }
  return { repositories, lagSeconds: Math.round(lag / 1000) };
}

type Facts = {
  readonly row: FrozenRepository | undefined;
  readonly open: readonly Freeze[];
  readonly now: Date;
};

function lagOf(repository: string, { row, open, now }: Facts): number {
  const wanted = wantedOf(repository, open, now);
  const since = row ? Date.parse(row.since) : 0;
  if (wanted.level === "frozen") {
    if (row?.state === "frozen" || row?.state === "unenforced") return 0;
    return now.getTime() - Math.max(since, Date.parse(wanted.since ?? now.toISOString()));
  }
  if (wanted.level === "staged" || !row || row.state === "open") return 0;
  const ends = open
    .filter(({ scope, ended }) => ended !== null && scope.repositories.includes(repository))
    .map(({ ended }) => Date.parse(ended?.at ?? ""));
  return now.getTime() - Math.max(since, ...ends);
}
