// Freezes as they stand now, for what is drawn of them: with their repositories as they were read back.

import type { Ballot } from "../domain/freeze/ballot.ts";
import type { Freeze } from "../domain/freeze/freeze.ts";
import { isHolding } from "../domain/freeze/freeze.ts";
import { wantedOf } from "../domain/freeze/repository.ts";
import { boardOf } from "../domain/freeze/standing.ts";
import type { Incident } from "../domain/incident.ts";
import type { Deps } from "../operations/context.ts";
import { listLiveExceptions } from "../storage/freeze-exceptions.ts";
import { listOpenFreezes } from "../storage/freezes.ts";
import { listFrozenRepositories } from "../storage/frozen-repositories.ts";
import type { HomeFreezes } from "./blocks/freeze-home.ts";
import type { CardFreeze } from "./blocks/freeze-on-card.ts";
import type { FreezeSubject } from "./blocks/freeze-subject.ts";

type Reading = Pick<Deps, "db" | "clock" | "shop">;

/** Of any freeze, over or not. */
export async function subjectOf({ db, clock }: Reading, freeze: Freeze): Promise<FreezeSubject> {
  return { ...boardOf(freeze, await listFrozenRepositories(db)), now: clock.now() };
}

/** Of all that were asked for or granted and are not over; drafts are their declarer's own business. */
export async function listSubjects({ db, clock }: Reading): Promise<readonly FreezeSubject[]> {
  const known = await listFrozenRepositories(db);
  const open = (await listOpenFreezes(db)).filter(({ state }) => state !== "drafted");
  return open.map((freeze) => ({ ...boardOf(freeze, known), now: clock.now() }));
}

/** What one person sees of freezes on their Home tab, and the votes that wait for them. */
export async function readHomeFreezes(deps: Reading, user: string): Promise<HomeFreezes> {
  const open = await listSubjects(deps);
  const asked = (await listLiveExceptions(deps.db)).filter(({ state }) => state === "asked");
  return {
    open,
    votes: open
      .map(({ freeze }) => freeze)
      .filter(({ proposal }) => proposal !== null && waitsFor(proposal.ballot, user)),
    exceptionVotes: asked.filter(({ ballot }) => waitsFor(ballot, user)),
  };
}

const waitsFor = ({ state, eligible, votes }: Ballot, user: string): boolean =>
  state === "asked" && eligible.includes(user) && !votes.some(({ by }) => by.id === user);

/** Null where no freeze holds the code of the incident's service. */
export async function readCardFreeze(
  deps: Reading,
  incident: Incident,
): Promise<CardFreeze | null> {
  const { db, clock, shop } = deps;
  const own = incident.service ? (shop.services[incident.service]?.repositories ?? []) : [];
  if (own.length === 0) return null;
  const now = clock.now();
  const holding = (await listOpenFreezes(db)).filter((freeze) => isHolding(freeze, now));
  const held = own.filter((each) => wantedOf(each, holding, now).level === "frozen");
  if (held.length === 0) return null;
  const freezes = holding.filter(({ scope }) => scope.repositories.some((r) => held.includes(r)));
  const known = await listFrozenRepositories(db);
  const [first] = freezes;
  if (!first) return null;
  const scope = { ...first.scope, repositories: held };
  const ends = freezes.map(({ endsAt }) => endsAt);
  return {
    repositories: boardOf({ ...first, scope }, known).repositories,
    freezes,
    until: ends.includes(null)
      ? null
      : new Date(Math.max(...ends.flatMap((end) => (end === null ? [] : [Date.parse(end)])))),
  };
}

/** Repositories that are to be frozen now, in the order of muster.yml. */
export async function listHeldRepositories(deps: Reading): Promise<readonly string[]> {
  const now = deps.clock.now();
  const open = await listOpenFreezes(deps.db);
  const named = [...new Set(open.flatMap(({ scope }) => scope.repositories))].sort();
  return named.filter((each) => wantedOf(each, open, now).level === "frozen");
}
