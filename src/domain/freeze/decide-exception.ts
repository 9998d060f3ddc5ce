// Decides on exceptions: how one begins, what is learned of its commit, votes, and what ends it.
import type { Actor } from "../actor.ts";
import { addMinutes, TEXT_LIMIT } from "../incident.ts";
import { type Refused, refuse } from "../refusal.ts";
import { type Ballot, castVote, listSilent, type Vote } from "./ballot.ts";
import {
  type ExceptionState,
  type FreezeException,
  isLive,
  missingIn,
  type PullFacts,
} from "./exception.ts";

import { type ExceptionTerms, untilWithin } from "./exception-terms.ts";

export type ExceptionDecision = { readonly ok: true; readonly next: FreezeException } | Refused;

type NewException = Omit<FreezeException, "number" | "version">;

/** What is known when it is asked; the rest is looked up, or asked of a person. */
export type ExceptionStart = Pick<
  FreezeException,
  | "id"
  | "repository"
  | "pull"
  | "freezeId"
  | "reason"
  | "requestedBy"
  | "requestedByLogin"
  | "lane"
  | "incidentId"
> &
  Partial<Pick<FreezeException, "wantedSha" | "until" | "notHotfix">>;

export function beginException(start: ExceptionStart, ballot: Ballot, now: Date): NewException {
  return {
    ...start,
    headSha: "",
    title: "",
    url: "",
    author: "",
    authorUser: null,
    requestedAt: now.toISOString(),
    ballot,
    isLooking: true,
    state: "asked",
    expiresAt: null,
    settled: null,
  };
}

export type Completion = Pick<FreezeException, "reason" | "requestedBy" | "lane" | "incidentId"> &
  Partial<Pick<FreezeException, "until" | "notHotfix">>;

/** Somebody in Slack gives the reason for what was asked on GitHub. */
export function completeException(
  exception: FreezeException,
  completion: Completion,
): FreezeException {
  const { notHotfix: _, ...rest } = exception;
  return { ...rest, ...completion, isLooking: true };
}

export function checkReason(text: string): Refused | undefined {
  const { length } = text.trim();
  if (length === 0) return refuse({ code: "reason-needed", what: "exception" });
  if (length <= TEXT_LIMIT) return undefined;
  return refuse({ code: "text-too-long", what: "reason", length, limit: TEXT_LIMIT });
}

/** GitHub said which commit it is; those who decide are asked from now on. */
export function learnFacts(
  exception: FreezeException,
  known: {
    readonly facts: Omit<PullFacts, "base">;
    readonly authorUser: string | null;
    readonly ballot: Ballot;
    readonly isBreakGlass: boolean;
  },
): FreezeException {
  const { isLooking: _, isBreakGlass: __, ...rest } = exception;
  const { headSha, title, url, author } = known.facts;
  return {
    ...rest,
    ...{ headSha, title, url, author },
    authorUser: known.authorUser,
    ballot: known.ballot,
    ...(known.isBreakGlass && { isBreakGlass: true }),
  };
}

/** Nobody can vote before it is known which commit of whom is meant, and why. */
export function checkVoting(exception: FreezeException, voter: string): Refused | undefined {
  const { number, state, settled, authorUser } = exception;
  if (state !== "asked") {
    return refuse({ code: "exception-over", number, state, at: settled?.at ?? null });
  }
  const missing = exception.isLooking ? "commit" : missingIn(exception);
  if (missing) return refuse({ code: "exception-incomplete", number, missing });
  const as = authorUser === voter ? "author" : "requester";
  if (as === "requester" && !exception.ballot.exclude.includes(voter)) return undefined;
  return refuse({ code: "exception-excluded", as, others: listSilent(exception.ballot) });
}

export function voteOnException(
  exception: FreezeException,
  vote: Vote,
  granting: Granting,
): ExceptionDecision {
  const refused = checkVoting(exception, vote.by.id);
  if (refused) return refused;
  const cast = castVote(exception.ballot, vote, granting.now);
  if (!cast.ok) return cast;
  const voted = { ...exception, ballot: cast.ballot };
  if (cast.ballot.state === "denied") return { ok: true, next: { ...voted, state: "denied" } };
  return { ok: true, next: grantIfDecided(voted, granting) };
}

type Granting = Pick<ExceptionTerms, "validForMinutes" | "endsAt"> & { readonly now: Date };

/** Approved for that commit only, and no longer than the policy, the request itself and the freeze last. */
export function grantIfDecided(
  exception: FreezeException,
  { now, validForMinutes, endsAt }: Granting,
): FreezeException {
  const { ballot, until, state } = exception;
  if (state !== "asked" || ballot.state !== "granted") return exception;
  if (exception.isLooking || missingIn(exception)) return exception;
  const end = addMinutes(now, validForMinutes).toISOString();
  const wanted = until !== undefined && until < end ? until : end;
  const expiresAt = untilWithin(wanted, { endsAt });
  const endsWithFreeze = expiresAt === endsAt;
  return { ...exception, state: "approved", expiresAt, ...(endsWithFreeze && { endsWithFreeze }) };
}

type Settled = Extract<ExceptionState, "used" | "expired" | "revoked" | "void">;

/** Of one that is asked or approved; any other stays as it ended. */
export function settleException(
  exception: FreezeException,
  end: {
    readonly as: Settled;
    readonly why: string;
    readonly by: Actor | null;
    readonly at: Date;
  },
): FreezeException {
  if (!isLive(exception)) return exception;
  const { isLooking: _, ...rest } = exception;
  const { as: state, why, by, at } = end;
  return { ...rest, state, settled: { at: at.toISOString(), by, why } };
}

export function checkRevoking(exception: FreezeException): Refused | undefined {
  const { number, state, settled } = exception;
  if (state === "asked" || state === "approved") return undefined;
  return refuse({ code: "exception-over", number, state, at: settled?.at ?? null });
}
