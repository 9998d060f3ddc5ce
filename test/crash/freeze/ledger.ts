// What people were granted in the trial: which repositories are meant to be held when, and who voted for what.

export type Plan = {
  readonly number: number;
  readonly repositories: readonly string[];
  readonly startsAt: number;
  endsAt: number;
  /** Lifted or cancelled before its time. */
  endedAt: number | null;
};

export type Meant = "nothing" | "staged" | "frozen";

export type CastVote = {
  /** The proposal of a freeze, or the exception. */
  readonly on: string;
  /** Slack user. */
  readonly by: string;
};

export type Ledger = {
  readonly plans: Plan[];
  readonly votes: CastVote[];
  /** What each request of an exception was told apart by. */
  readonly requests: string[];
  /** Repositories whose rule somebody took away or changed by hand while they were held. */
  readonly touched: Set<string>;
};

export const openLedger = (): Ledger => ({
  plans: [],
  votes: [],
  requests: [],
  touched: new Set(),
});

/** Written anew, and not taken from Muster: the trial compares with what people were promised. */
export function meantOf(repository: string, plans: readonly Plan[], now: number): Meant {
  const own = plans.filter(
    (plan) => plan.repositories.includes(repository) && !hasEnded(plan, now),
  );
  if (own.some(({ startsAt }) => startsAt <= now)) return "frozen";
  return own.length > 0 ? "staged" : "nothing";
}

export const hasEnded = ({ endsAt, endedAt }: Plan, now: number): boolean =>
  endedAt !== null || endsAt <= now;

export const isHolding = (plan: Plan, now: number): boolean =>
  plan.startsAt <= now && !hasEnded(plan, now);
