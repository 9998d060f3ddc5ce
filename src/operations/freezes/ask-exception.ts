// Begins an exception, or joins the one that is asked for the same change; what it is about is then looked up on GitHub.
import { type Actor, isPerson } from "../../domain/actor.ts";
import {
  beginException,
  completeException,
  type ExceptionStart,
} from "../../domain/freeze/decide-exception.ts";
import { type FreezeException, isLive } from "../../domain/freeze/exception.ts";
import { holdingOf, laneOf, termsOf, untilWithin } from "../../domain/freeze/exception-terms.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import { nearest } from "../../domain/runbook/language/nearest.ts";
import type { Instant } from "../../domain/runbook/state/stamp.ts";
import {
  insertException,
  listLiveExceptions,
  lockException,
} from "../../storage/freeze-exceptions.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { findIncident } from "../../storage/incidents.ts";
import { oweEffects, type Tx } from "../context.ts";
import { repaint } from "../repaint.ts";
import { commitException, followException } from "./commit-exception.ts";
import { askBallotOf } from "./exception-people.ts";

/** `isNew`: false where the same was asked before, and that request is given. */
export type ExceptionRequested =
  | { readonly ok: true; readonly exception: FreezeException; readonly isNew: boolean }
  | Refused;

/** A wish as it came by any way. */
export type Asked = {
  readonly repository: string;
  readonly pull: number;
  readonly reason: string;
  readonly requestedBy: Actor | null;
  readonly login: string | null;
  readonly incidentId: string | null;
  readonly wantedSha?: string;
  readonly until?: Instant;
};

export async function askException(tx: Tx, wish: Asked): Promise<ExceptionRequested> {
  const repository = ownName(tx.shop.repositories, wish.repository);
  if (repository === undefined) return unknownRepository(tx, wish.repository);
  const open = await listOpenFreezes(tx.db);
  const terms = termsOf(holdingOf(repository, open, tx.now));
  if (!terms) return notFrozen(repository, open, tx.now);
  const { until: wanted } = wish;
  const until = wanted && untilWithin(wanted, terms);
  const asked = { ...wish, repository, ...(until && { until }) };
  const same = await findSame(tx, asked);
  if (same) return await joinSame(tx, same, asked);
  const start = await startOf(tx, asked, terms.freeze.id);
  const { ballot } = await askBallotOf(tx, start, { terms, authorUser: null });
  const exception = await insertException(tx.db, beginException(start, ballot, tx.now));
  // Asked by somebody else at the same moment.
  if (!exception) {
    const other = await findSame(tx, asked);
    if (!other) throw new Error(`${repository}#${wish.pull} was asked for and is not there`);
    return await joinSame(tx, other, asked);
  }
  const detail = { reason: exception.reason, login: wish.login, until: until ?? null };
  await followException(tx, null, exception, { change: "requested", detail });
  await tellAsker(tx, exception);
  await lookUp(tx, exception);
  return { ok: true, exception, isNew: true };
}

const ownName = (own: readonly string[], wanted: string): string | undefined =>
  own.find((each) => each.toLowerCase() === wanted.toLowerCase());

function unknownRepository({ shop }: Tx, wanted: string): Refused {
  const near = nearest(wanted, shop.repositories) ?? null;
  return refuse({ code: "unknown-repository", wanted, near });
}

function notFrozen(repository: string, open: readonly Freeze[], now: Date): Refused {
  const coming = open.find(
    ({ state, scope, startsAt }) =>
      state === "scheduled" && scope.repositories.includes(repository) && now < new Date(startsAt),
  );
  const named = [...new Set(open.flatMap(({ scope }) => scope.repositories))].sort();
  const frozen = named.filter((each) => holdingOf(each, open, now).length > 0);
  const next = coming ? { number: coming.number, startsAt: coming.startsAt } : null;
  return refuse({ code: "not-frozen", repository, next, frozen });
}

async function startOf(tx: Tx, asked: Asked, freezeId: string): Promise<ExceptionStart> {
  const { repository, pull, reason, requestedBy, login, wantedSha, until } = asked;
  return {
    id: tx.newId(),
    ...{ repository, pull, reason, requestedBy, freezeId },
    requestedByLogin: login,
    ...(await linkOf(tx, asked)),
    ...(wantedSha && { wantedSha }),
    ...(until && { until }),
  };
}

async function linkOf(tx: Tx, { repository, incidentId }: Asked) {
  const incident = incidentId === null ? undefined : await findIncident(tx.db, incidentId);
  const lane = laneOf(repository, incident, tx.shop.services);
  return { ...lane, incidentId: incident?.id ?? null };
}

/** One that waits for the commit or the reason, or that is for the commit named. */
async function findSame(tx: Tx, asked: Asked): Promise<FreezeException | undefined> {
  const { repository, pull, wantedSha } = asked;
  const live = await listLiveExceptions(tx.db, { repository, pull });
  return live.find(
    ({ headSha, reason }) =>
      headSha === "" || reason === "" || (wantedSha !== undefined && headSha.startsWith(wantedSha)),
  );
}

/** A second wish for the same changes nothing, but it gives the reason where none was given yet. */
async function joinSame(tx: Tx, same: FreezeException, asked: Asked): Promise<ExceptionRequested> {
  const before = await lockException(tx.db, same.id);
  if (!before || !isLive(before)) return refuse({ code: "stale", what: "request" });
  if (before.reason !== "" || asked.reason === "") {
    return { ok: true, exception: before, isNew: false };
  }
  const { reason, requestedBy, until } = asked;
  const completion = { reason, requestedBy, ...(await linkOf(tx, asked)), ...(until && { until }) };
  const next = completeException(before, completion);
  const detail = { reason, until: until ?? null };
  const exception = await commitException(tx, before, next, { change: "completed", detail });
  await lookUp(tx, exception);
  return { ok: true, exception, isNew: true };
}

async function lookUp(tx: Tx, { id: exceptionId, repository, pull }: FreezeException) {
  const task = { do: "find-pull", repository, pull, exceptionId } as const;
  await oweEffects(tx, [{ kind: "freeze", task }]);
}

/** Whoever pressed the button on GitHub is asked for the reason where they read it at once. */
async function tellAsker(tx: Tx, { id, requestedBy, requestedByLogin }: FreezeException) {
  if (requestedByLogin === null || !requestedBy || !isPerson(requestedBy)) return;
  await repaint(tx, "exception-why", `${id}/${requestedBy.user}`, null);
}
