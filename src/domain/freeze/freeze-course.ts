// The course of a freeze by itself: its grant, its beginning and end by the clock and by what GitHub was read back as.
import { type Actor, isPerson } from "../actor.ts";
import type { Freeze, FreezeChange, FreezeEnd } from "./freeze.ts";
import { hasBegun, isPastEnd } from "./freeze-time.ts";
import type { FreezeNews } from "./news.ts";
import { type FrozenRepository, wantedOf } from "./repository.ts";
import { isAllHeld, repositoriesOf, standingOf } from "./standing.ts";

/** One line of what happened; `what` is `noun.verb`. */
export type FreezeEventDraft = {
  readonly what: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Where it is told in the thread, too; the posts show the rest. */
  readonly news?: FreezeNews;
};

export const userOf = (by: Actor): string | null => (isPerson(by) ? by.user : null);

export type FreezeStep = { readonly next: Freeze; readonly events: readonly FreezeEventDraft[] };

export function scheduled(freeze: Freeze, now: Date): FreezeStep {
  const { startsAt, endsAt, scope } = freeze;
  const detail = { startsAt, endsAt, repositories: scope.repositories };
  return {
    next: { ...freeze, state: "scheduled", scheduledAt: now.toISOString() },
    events: [{ what: "freeze.scheduled", detail }],
  };
}

type NewEnd = Extract<FreezeChange, { kind: "extend" | "shorten" }>;

export function extended(
  freeze: Freeze,
  { kind, endsAt }: NewEnd,
  { by, reason }: { readonly by: Actor; readonly reason: string },
): FreezeStep {
  const what = kind === "extend" ? "extended" : "shortened";
  const told = { from: freeze.endsAt, to: endsAt, reason };
  const news = { what, ...told, by: userOf(by) } as const;
  const event = { what: `freeze.${what}`, detail: { ...told, by }, news };
  return { next: { ...freeze, endsAt }, events: [event] };
}

export type Ending = {
  readonly by: Actor;
  readonly why: FreezeEnd;
  readonly reason: string | null;
};

/** Nothing is called lifted here: what it held is still held until it was read back as open. */
export function endFreeze(freeze: Freeze, { by, why, reason }: Ending, now: Date): FreezeStep {
  const wasLive = freeze.state === "scheduled" || freeze.state === "active";
  const isNeverBegun = !wasLive || !hasBegun(freeze, now);
  const state = isNeverBegun ? "cancelled" : "lifting";
  const { proposal, decided = [] } = freeze;
  const overtaken = proposal ? [...decided, proposal] : decided;
  return {
    next: {
      ...freeze,
      state,
      ended: { at: now.toISOString(), by, why },
      proposal: null,
      ...(overtaken.length > 0 && { decided: overtaken }),
    },
    events: [
      {
        what: state === "cancelled" ? "freeze.cancelled" : "freeze.ended",
        detail: { why, by, reason, ...(wasLive && { wasActive: freeze.state === "active" }) },
        news: { what: "ended", why, by: userOf(by), reason },
      },
    ],
  };
}

export function denied(
  freeze: Freeze,
  { by, now }: { readonly by: Actor; readonly now: Date },
): FreezeStep {
  const at = now.toISOString();
  const { proposal, decided = [] } = freeze;
  return {
    next: {
      ...freeze,
      state: "denied",
      ended: { at, by, why: "denied" },
      proposal: null,
      ...(proposal && { decided: [...decided, proposal] }),
    },
    events: [{ what: "freeze.denied", detail: { by } }],
  };
}

const CLOCK: Actor = { type: "muster", via: "timer" };

export type CourseFacts = {
  readonly known: readonly FrozenRepository[];
  /** All that are not over, this one among them or not. */
  readonly open: readonly Freeze[];
  readonly now: Date;
};

/**
 * What the clock and GitHub have made of it meanwhile; level-triggered, so that it is right however late and however
 * often it is asked.
 */
export function followCourse(freeze: Freeze, facts: CourseFacts): FreezeStep {
  const timed = byClock(freeze, facts.now);
  const read = byGithub(timed.next, facts);
  return { next: read.next, events: [...timed.events, ...read.events] };
}

function byClock(freeze: Freeze, now: Date): FreezeStep {
  if (!isPastEnd(freeze, now)) return { next: freeze, events: [] };
  switch (freeze.state) {
    case "drafted":
      return endFreeze(freeze, { by: CLOCK, why: "cancelled", reason: null }, now);
    case "proposed":
      return denied(freeze, { by: CLOCK, now });
    case "scheduled":
    case "active":
      if (freeze.lift.mode === "ask") return waiting(freeze);
      return endFreeze(freeze, { by: CLOCK, why: "over", reason: null }, now);
    case "lifting":
    case "lifted":
    case "cancelled":
    case "denied":
      return { next: freeze, events: [] };
  }
}

/** Once for each end: one that was moved is waited for anew. */
function waiting(freeze: Freeze): FreezeStep {
  const { endsAt, waits } = freeze;
  if (endsAt === null || waits === endsAt) return { next: freeze, events: [] };
  return {
    next: { ...freeze, waits: endsAt },
    events: [{ what: "freeze.waits", detail: { endsAt } }],
  };
}

function byGithub(freeze: Freeze, { known, open, now }: CourseFacts): FreezeStep {
  const rows = repositoriesOf(freeze, known);
  const standing = standingOf(rows);
  if (freeze.state === "scheduled" && hasBegun(freeze, now) && isAllHeld(standing)) {
    return {
      next: { ...freeze, state: "active" },
      events: [{ what: "freeze.active", detail: { standing } }],
    };
  }
  if (freeze.state === "lifting" && rows.every((row) => isLetGo(row, { freeze, open, now }))) {
    return {
      next: { ...freeze, state: "lifted" },
      events: [{ what: "freeze.lifted", detail: {} }],
    };
  }
  return { next: freeze, events: [] };
}

export type LetGoFacts = {
  readonly freeze: Freeze;
  readonly open: readonly Freeze[];
  readonly now: Date;
};

/** Read back as open, or rightly kept by another freeze. */
export function isLetGo(row: FrozenRepository, { freeze, open, now }: LetGoFacts): boolean {
  if (row.state === "open") return true;
  const others = open.filter(({ id }) => id !== freeze.id);
  const { level } = wantedOf(row.repository, others, now);
  const isIdle = row.state === "staged" || row.state === "unenforced";
  return level === "frozen" || (level === "staged" && isIdle);
}
