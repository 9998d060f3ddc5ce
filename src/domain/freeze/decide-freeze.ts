// Decides what people ask of a freeze: declaring it, changing it, voting on either, letting go of it.
import type { Actor } from "../actor.ts";
import { TEXT_LIMIT } from "../incident.ts";
import { type Refused, refuse } from "../refusal.ts";
import { type Ask, askBallot, castVote, type Vote } from "./ballot.ts";
import type { Freeze, FreezeChange, Proposal } from "./freeze.ts";
import {
  denied,
  endFreeze,
  extended,
  type FreezeEventDraft,
  scheduled,
  userOf,
} from "./freeze-course.ts";
import { hasBegun } from "./freeze-time.ts";
import type { FreezeRefusal, FreezeWish } from "./refusal.ts";

export type FreezeDecision =
  | { readonly ok: true; readonly next: Freeze; readonly events: readonly FreezeEventDraft[] }
  | Refused;

/** A change that somebody wants, with those who would decide on it. */
export type Wish<C> = {
  readonly change: C;
  readonly reason: string;
  readonly ask: Ask;
  readonly proposalId: string;
  readonly by: Actor;
};

/** From the draft to its approvers, or at once to its start where nobody is asked. */
export function declareFreeze(
  freeze: Freeze,
  wish: Wish<{ readonly kind: "declare" }>,
  now: Date,
): FreezeDecision {
  if (freeze.state !== "drafted") return wrongState(freeze, "declare");
  if (freeze.endsAt !== null && new Date(freeze.endsAt) <= now) {
    return refuse({ code: "freeze-window", problem: "over", at: freeze.endsAt });
  }
  return propose({ ...freeze, state: "proposed" }, wish, now);
}

export function changeFreeze(freeze: Freeze, wish: Wish<FreezeChange>, now: Date): FreezeDecision {
  const { change } = wish;
  const reason = wish.reason.trim();
  if (reason === "") return refuse({ code: "reason-needed", what: `freeze-${change.kind}` });
  if (reason.length > TEXT_LIMIT) {
    const { length } = reason;
    return refuse({ code: "text-too-long", what: "reason", length, limit: TEXT_LIMIT });
  }
  const isNewEnd = change.kind === "extend" || change.kind === "shorten";
  const wrong =
    checkKind(freeze, change.kind, now) ?? (isNewEnd ? checkEnd(freeze, change, now) : undefined);
  if (wrong) return wrong;
  if (freeze.state === "proposed") return withdraw(freeze, { reason, by: wish.by }, now);
  return propose(freeze, { ...wish, reason }, now);
}

/** Whether a change of this kind fits at all, before anybody is asked for a reason or a vote. */
export function checkKind(
  freeze: Freeze,
  kind: FreezeChange["kind"],
  now: Date,
): Refused | undefined {
  const { state, proposal, number } = freeze;
  if (kind === "cancel" && state === "proposed") return undefined;
  if (state !== "scheduled" && state !== "active") return wrongState(freeze, kind);
  if (kind === "cancel" && hasBegun(freeze, now)) return wrongState(freeze, kind);
  if (kind === "lift" && !hasBegun(freeze, now)) return wrongState(freeze, kind);
  return proposal ? refuse({ code: "proposal-open", number }) : undefined;
}

type NewEnd = Extract<FreezeChange, { kind: "extend" | "shorten" }>;

function checkEnd(freeze: Freeze, { kind, endsAt }: NewEnd, now: Date): Refused | undefined {
  if (freeze.endsAt === null) return window("open-ended", null);
  const [end, then] = [new Date(endsAt), new Date(freeze.endsAt)];
  if (kind === "extend") {
    if (end <= then) return window("not-later", freeze.endsAt);
    return end <= now ? window("over", endsAt) : undefined;
  }
  if (end >= then) return window("not-earlier", freeze.endsAt);
  const isBeforeStart = end <= new Date(freeze.startsAt) && !hasBegun(freeze, now);
  return isBeforeStart ? window("end-before-start", endsAt) : undefined;
}

type Problem = Extract<FreezeRefusal, { code: "freeze-window" }>["problem"];

const window = (problem: Problem, at: string | null): Refused =>
  refuse({ code: "freeze-window", problem, at });

function propose(freeze: Freeze, wish: Wish<Proposal["change"]>, now: Date): FreezeDecision {
  const asked = askBallot(wish.ask, now);
  if (!asked.ok) return asked;
  const { change, reason, by, proposalId: id } = wish;
  const proposal: Proposal = { id, change, reason, by, ballot: asked.ballot };
  const { need, eligible } = asked.ballot;
  const news = { what: "asked", change, by: userOf(by), reason, need } as const;
  const event = { what: "freeze.proposed", detail: { change, reason, need, eligible } };
  const proposed = { ...freeze, proposal };
  if (asked.ballot.state === "asked") {
    return { ok: true, next: proposed, events: [{ ...event, news }] };
  }
  return grant(proposed, proposal, now, []);
}

export type FreezeVote = Vote & { readonly proposalId: string };

export function voteOnFreeze(freeze: Freeze, vote: FreezeVote, now: Date): FreezeDecision {
  const { proposal } = freeze;
  if (proposal?.id !== vote.proposalId) return voteTooLate(freeze, vote.proposalId);
  const cast = castVote(proposal.ballot, vote, now);
  if (!cast.ok) return cast;
  const voted = { ...proposal, ballot: cast.ballot };
  const detail = { change: proposal.change, vote: vote.vote, note: vote.note, by: vote.by };
  const events = [{ what: "freeze.voted", detail }];
  switch (cast.ballot.state) {
    case "asked":
      return { ok: true, next: { ...freeze, proposal: voted }, events };
    case "granted":
      return grant(freeze, voted, now, events);
    case "denied":
      return deny(freeze, voted, { now, events, by: vote.by.id });
  }
}

function voteTooLate(freeze: Freeze, proposalId: string): Refused {
  const past = freeze.decided?.find(({ id }) => id === proposalId)?.ballot;
  if (!past) return refuse({ code: "no-such-proposal", number: freeze.number });
  if (past.state === "asked") return wrongState(freeze, "vote");
  return refuse({ code: "vote-over", state: past.state, at: past.decidedAt });
}

/** What was asked is so now. */
function grant(
  freeze: Freeze,
  proposal: Proposal,
  now: Date,
  before: readonly FreezeEventDraft[],
): FreezeDecision {
  const free = settled(freeze, proposal);
  const { change, by, reason } = proposal;
  const done = apply(free, change, { now, by, reason });
  return { ok: true, next: done.next, events: [...before, ...done.events] };
}

type Cause = { readonly now: Date; readonly by: Actor; readonly reason: string };

function apply(freeze: Freeze, change: Proposal["change"], { now, by, reason }: Cause) {
  switch (change.kind) {
    case "declare":
      return scheduled(freeze, now);
    case "extend":
      return extended(freeze, change, { by, reason });
    case "shorten":
      return new Date(change.endsAt) <= now
        ? endFreeze(freeze, { by, why: "early", reason }, now)
        : extended(freeze, change, { by, reason });
    case "lift":
      return endFreeze(freeze, { by, why: "early", reason }, now);
    case "cancel": {
      // Its approvers took until after the start: what began has to be lifted.
      const why = hasBegun(freeze, now) ? "early" : "cancelled";
      return endFreeze(freeze, { by, why, reason }, now);
    }
  }
}

function deny(
  freeze: Freeze,
  proposal: Proposal,
  { now, events, by }: { now: Date; events: readonly FreezeEventDraft[]; by: string },
): FreezeDecision {
  const free = settled(freeze, proposal);
  const { change } = proposal;
  const detail = { change, by, reason: proposal.reason };
  const news = { what: "change-denied", change, by } as const;
  const all = [...events, { what: "freeze.change-denied", detail, news }];
  if (change.kind !== "declare") return { ok: true, next: free, events: all };
  const actor: Actor = { type: "person", user: by, via: "button" };
  const done = denied(free, { by: actor, now });
  return { ok: true, next: done.next, events: [...events, ...done.events] };
}

/** Its declarer takes it back before it was approved: nobody is asked for that. */
function withdraw(
  freeze: Freeze,
  { reason, by }: { reason: string; by: Actor },
  now: Date,
): FreezeDecision {
  return { ok: true, ...endFreeze(freeze, { by, why: "cancelled", reason }, now) };
}

const settled = (freeze: Freeze, proposal: Proposal): Freeze => ({
  ...freeze,
  proposal: null,
  decided: [...(freeze.decided ?? []), proposal],
});

/** At the end of a freeze that holds until somebody lets go, or of one without an end. */
export function letGo(freeze: Freeze, by: Actor, now: Date): FreezeDecision {
  const isDue = freeze.endsAt !== null && new Date(freeze.endsAt) <= now;
  const isLive = freeze.state === "scheduled" || freeze.state === "active";
  if (!isLive || !isDue || freeze.lift.mode !== "ask") return wrongState(freeze, "let-go");
  return { ok: true, ...endFreeze(freeze, { by, why: "over", reason: null }, now) };
}

export function discardDraft(freeze: Freeze, by: Actor, now: Date): FreezeDecision {
  if (freeze.state !== "drafted") return wrongState(freeze, "discard");
  return { ok: true, ...endFreeze(freeze, { by, why: "cancelled", reason: null }, now) };
}

function wrongState({ number, state }: Freeze, wanted: FreezeWish): Refused {
  return refuse({ code: "freeze-state", number, state, wanted });
}
