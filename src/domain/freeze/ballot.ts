// A vote of several people on one thing: how many of whom, who may not, and what they said.
import type { Instant, Person } from "../runbook/state/stamp.ts";

/** Who decides: `need` of the people whom `from` means at the moment of the vote. */
export type Electorate = {
  /** 0: nobody is asked. */
  readonly need: number;
  /** Principals as runbooks write them: `group:release-managers`, `role:incident_commander`. */
  readonly from: readonly string[];
};

export type Ballot = Electorate & {
  /** Slack users whose vote would not count: the requester, the author. */
  readonly exclude: readonly string[];
  /** Slack users who could vote when it was asked; who may is judged at the click. */
  readonly eligible: readonly string[];
  readonly state: "asked" | "granted" | "denied";
  readonly askedAt: Instant;
  readonly votes: readonly BallotVote[];
  readonly decidedAt: Instant | null;
};

/** One denial denies; a second vote of the same person does not count. */
export type BallotVote = {
  readonly by: Person;
  readonly at: Instant;
  readonly vote: "approve" | "deny";
  readonly note: string | null;
};
