// Who decides on an exception now, and who of them may not: whoever asked for it, and the author of the change.
import { isPerson } from "../../domain/actor.ts";
import { type Ballot, openBallot } from "../../domain/freeze/ballot.ts";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { type ExceptionTerms, electorateOf } from "../../domain/freeze/exception-terms.ts";
import type { Incident } from "../../domain/incident.ts";
import { findIncident } from "../../storage/incidents.ts";
import type { Deps, Tx } from "../context.ts";
import { isSlackId, resolvePeople } from "../find-person.ts";
import { listNamed, listPrincipals, meansAnybody } from "../list-principals.ts";

type Reading = Pick<Deps, "db" | "shop">;

/** The Slack user whom muster.yml names for a GitHub login; null where it names nobody, or nobody seen in Slack. */
export async function userOfLogin({ db, shop }: Reading, login: string): Promise<string | null> {
  const named = shop.freeze.people[login.toLowerCase()];
  if (named === undefined) return null;
  const [user] = await resolvePeople(db, [named]);
  return user !== undefined && isSlackId(user) ? user : null;
}

/** The incident whose roles count: only in its own lane. */
export async function incidentOfLane(
  { db }: Pick<Deps, "db">,
  { lane, incidentId }: Pick<FreezeException, "lane" | "incidentId">,
): Promise<Incident | null> {
  if (lane !== "hotfix" || incidentId === null) return null;
  return (await findIncident(db, incidentId)) ?? null;
}

type Asked = Pick<FreezeException, "lane" | "incidentId" | "requestedBy" | "requestedByLogin">;

export type AskedBallot = { readonly ballot: Ballot; readonly isBreakGlass: boolean };

/** Too few are no reason to refuse, they are said. In the hotfix lane, where nobody is left to decide, whoever may break the glass is asked. */
export async function askBallotOf(
  tx: Tx,
  exception: Asked,
  { terms, authorUser }: { readonly terms: ExceptionTerms; readonly authorUser: string | null },
): Promise<AskedBallot> {
  const { shop } = tx;
  const exclude = await listExcluded(tx, exception, authorUser);
  const incident = await incidentOfLane(tx, exception);
  const electorate = electorateOf(exception.lane, terms, shop.freeze.hotfix);
  const among = await listPrincipals(tx, incident, electorate.from);
  const ballot = openBallot({ ...electorate, among, exclude }, tx.now);
  const isShort = ballot.eligible.length < ballot.need;
  if (exception.lane !== "hotfix" || !isShort) return { ballot, isBreakGlass: false };
  const from = [...new Set([...electorate.from, ...shop.breakGlass])];
  const more = await listPrincipals(tx, incident, from);
  const wider = openBallot({ ...electorate, from, among: more, exclude }, tx.now);
  return { ballot: wider, isBreakGlass: wider.eligible.length > 0 };
}

async function listExcluded(
  tx: Tx,
  { requestedBy, requestedByLogin }: Asked,
  authorUser: string | null,
): Promise<readonly string[]> {
  const asker = requestedByLogin === null ? null : await userOfLogin(tx, requestedByLogin);
  const requester = requestedBy && isPerson(requestedBy) ? requestedBy.user : null;
  return [...new Set([requester, asker, authorUser].filter((user) => user !== null))];
}

/** Who is asked by direct message. */
export async function listDirect(tx: Tx, exception: FreezeException): Promise<readonly string[]> {
  const { from, eligible } = exception.ballot;
  const named = await listNamed(tx, await incidentOfLane(tx, exception), from);
  return named.filter((user) => eligible.includes(user));
}

/** Whether the thread has to ask: anybody may decide, or nobody could be asked directly. */
export function isForAll({ ballot }: FreezeException, direct: readonly string[]): boolean {
  return meansAnybody(ballot.from) || direct.length === 0;
}
