// A vote of several people on one thing: how many of whom, who may not, and what they said.
import { type Refused, refuse } from "../refusal.ts";
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

/** Who is asked: `among` are those whom `from` means now, `exclude` those whose vote would not count. */
export type Ask = Electorate & {
  readonly among: readonly string[];
  readonly exclude: readonly string[];
};

/** Granted where nobody is needed. */
export function openBallot({ need, from, among, exclude }: Ask, now: Date): Ballot {
  const at = now.toISOString();
  const isNobodyAsked = need === 0;
  return {
    ...{ need, from, exclude },
    eligible: among.filter((user) => !exclude.includes(user)),
    state: isNobodyAsked ? "granted" : "asked",
    askedAt: at,
    votes: [],
    decidedAt: isNobodyAsked ? at : null,
  };
}

/** Too few people are said at once, not when nobody has answered for a day. */
export function askBallot(
  ask: Ask,
  now: Date,
): { readonly ok: true; readonly ballot: Ballot } | Refused {
  const ballot = openBallot(ask, now);
  const { need, eligible, from } = ballot;
  if (eligible.length < need) return refuse({ code: "too-few-voters", need, eligible, from });
  return { ok: true, ballot };
}

/** Whether a vote of this person would count, whatever it is. */
export function checkVoter(ballot: Ballot, user: string): Refused | undefined {
  if (ballot.state !== "asked") {
    return refuse({ code: "vote-over", state: ballot.state, at: ballot.decidedAt });
  }
  if (ballot.exclude.includes(user)) {
    return refuse({ code: "vote-excluded", others: listSilent(ballot) });
  }
  const earlier = ballot.votes.find((each) => each.by.id === user);
  return earlier && refuse({ code: "vote-twice", vote: earlier.vote, at: earlier.at });
}

/** Slack users who can vote and have not. */
export const listSilent = ({ eligible, votes }: Ballot): readonly string[] =>
  eligible.filter((user) => !votes.some(({ by }) => by.id === user));

export type Vote = Pick<BallotVote, "by" | "vote" | "note">;

/** Whether the person may vote is judged by the caller at the click; here, whether the vote counts. */
export function castVote(
  ballot: Ballot,
  { by, vote, note }: Vote,
  now: Date,
): { readonly ok: true; readonly ballot: Ballot } | Refused {
  const refused = checkVoter(ballot, by.id);
  if (refused) return refused;
  if (vote === "deny" && !note?.trim()) return refuse({ code: "reason-needed", what: "deny" });
  const at = now.toISOString();
  const votes = [...ballot.votes, { by, at, vote, note: note?.trim() || null }];
  const state = stateAfter(votes, ballot.need);
  return {
    ok: true,
    ballot: { ...ballot, votes, state, decidedAt: state === "asked" ? null : at },
  };
}

function stateAfter(votes: readonly BallotVote[], need: number): Ballot["state"] {
  if (votes.some(({ vote }) => vote === "deny")) return "denied";
  return votes.length >= need ? "granted" : "asked";
}
