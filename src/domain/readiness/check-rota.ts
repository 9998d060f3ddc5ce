// Whether every team of a campaign's services has at least two people on call whom Slack knows.
import { type Fact, type Finding, findingOf } from "./finding.ts";

/** One goes on when the other does not answer. */
const FEWEST = 2;

export type RotaFacts = {
  /** Titles of services that no team answers for. */
  readonly orphans: readonly string[];
  readonly teams: readonly {
    readonly title: string;
    /** Slack users of full members, without twins. */
    readonly users: readonly string[];
    readonly lost: readonly string[];
  }[];
  /** Slack's people were read at least once. */
  readonly hasPeople: boolean;
};

export function checkRota({ orphans, teams, hasPeople }: RotaFacts): Finding {
  if (!hasPeople) return findingOf([{ kind: "nobody-seen", weight: "unclear" }]);
  const without = orphans.map((service): Fact => ({ kind: "no-team", weight: "bad", service }));
  const rest = teams.map(({ title: team, users, lost }): Fact => {
    return { kind: "team", weight: users.length < FEWEST ? "bad" : "good", team, users, lost };
  });
  if (without.length + rest.length === 0) return NO_SERVICES;
  return findingOf([...without, ...rest]);
}

/** A campaign that names no services leaves open what would have to be looked up. */
export const NO_SERVICES: Finding = findingOf([{ kind: "no-services", weight: "unclear" }]);
