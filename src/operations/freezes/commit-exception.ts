// Stores what was decided on an exception, with everything that follows: its trail, its deadline, GitHub, people.
import { isPerson } from "../../domain/actor.ts";
import type { Effect } from "../../domain/effect.ts";
import { type FreezeException, missingIn } from "../../domain/freeze/exception.ts";
import type { ExceptionMessage } from "../../domain/freeze/exception-news.ts";
import { timerOf } from "../../domain/freeze/exception-timer.ts";
import { saveException } from "../../storage/freeze-exceptions.ts";
import { findFrozenRepository } from "../../storage/frozen-repositories.ts";
import { lockIncident } from "../../storage/incidents.ts";
import { listRefsStartingWith } from "../../storage/projections.ts";
import { appendTimeline } from "../append-timeline.ts";
import { changeTimers, oweEffects, recordAudit, type Tx } from "../context.ts";
import { repaint, repaintHomes } from "../repaint.ts";
import { isForAll, listDirect } from "./exception-people.ts";
import { recordFreezeEvent } from "./freeze-event.ts";

/** What happened, as `exception.<change>` in the trail; `isQuiet`: whoever asked need not hear of it. */
export type ExceptionStep = {
  readonly change: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly isQuiet?: boolean;
};

/** Under its lock. */
export async function commitException(
  tx: Tx,
  before: FreezeException,
  next: FreezeException,
  step: ExceptionStep,
): Promise<FreezeException> {
  await saveException(tx.db, next);
  const saved = { ...next, version: next.version + 1 };
  await followException(tx, before, saved, step);
  return saved;
}

/** What follows of one that is stored; `before` is null where it is new. */
export async function followException(
  tx: Tx,
  before: FreezeException | null,
  after: FreezeException,
  step: ExceptionStep,
): Promise<void> {
  await writeDown(tx, after, step);
  await changeTimers(tx, [timerOf(after, tx.now)]);
  await tellGithub(tx, before, after);
  await askPeople(tx, before, after);
  const isChanged = before === null || before.state !== after.state;
  if (isKnown(after) && (isChanged || !isKnown(before))) await tellIncident(tx, after);
  if (before === null || !isChanged) return;
  // Of what stood nowhere nobody else could tell.
  if (!step.isQuiet || !isKnown(after)) await tellRequester(tx, after);
  if (after.state === "approved" && after.lane === "hotfix") await tellHotfix(tx, after);
}

/** A mistyped number is nobody's business but the requester's: the others see what GitHub knows. */
const isKnown = ({ headSha }: FreezeException): boolean => headSha !== "";

async function writeDown(tx: Tx, exception: FreezeException, step: ExceptionStep): Promise<void> {
  const { id, number, repository, pull, headSha, state, lane, freezeId } = exception;
  const what = `exception.${step.change}`;
  const detail = { number, pull, headSha, state, lane, ...step.detail };
  await recordFreezeEvent(tx, { what, detail, exceptionId: id, freezeId, repository });
  await recordAudit(tx, what, id, { detail: { repository, ...detail } });
}

/** Its check says something else from now on; where GitHub lets nobody but Muster merge, Muster does. */
async function tellGithub(
  tx: Tx,
  before: FreezeException | null,
  after: FreezeException,
): Promise<void> {
  const { repository, pull, id: exceptionId } = after;
  const isApproved = after.state === "approved";
  if (isApproved === (before?.state === "approved")) return;
  await oweEffects(tx, [{ kind: "freeze", task: { do: "tell-pull", repository, pull } }]);
  if (!isApproved) return;
  const known = await findFrozenRepository(tx.db, repository);
  if (known?.mode !== "bot_merge") return;
  await oweEffects(tx, [{ kind: "freeze", task: { do: "merge", repository, exceptionId } }]);
}

async function askPeople(
  tx: Tx,
  before: FreezeException | null,
  after: FreezeException,
): Promise<void> {
  const { id } = after;
  if (isKnown(after)) await repaint(tx, "exception", id, null);
  for (const ref of await listRefsStartingWith(tx.db, "exception-why", `${id}/`)) {
    await repaint(tx, "exception-why", ref, null);
  }
  const refs = new Set(await listRefsStartingWith(tx.db, "exception-vote", `${id}/`));
  if (isVoting(after)) {
    const direct = await listDirect(tx, after);
    for (const user of direct) refs.add(`${id}/${user}`);
    const isNew = before === null || !isVoting(before);
    if (isNew && isForAll(after, direct)) await askThread(tx, after);
  }
  for (const ref of refs) await repaint(tx, "exception-vote", ref, null);
  await repaintHomes(tx);
}

const isVoting = (exception: FreezeException): boolean =>
  exception.state === "asked" && !exception.isLooking && missingIn(exception) === undefined;

export async function askThread(tx: Tx, exception: FreezeException): Promise<void> {
  const message: ExceptionMessage = { kind: "exception-wanted", ...votesOf(exception) };
  const to = { in: "freeze-thread", freezeId: exception.freezeId } as const;
  await oweEffects(tx, [{ kind: "post", to, message }]);
}

export const aboutOf = ({ id: exceptionId, number, repository, pull }: FreezeException) => ({
  ...{ exceptionId, number, repository, pull },
});

export function votesOf(exception: FreezeException) {
  const { need, votes } = exception.ballot;
  return { ...aboutOf(exception), need, given: votes.length };
}

async function tellIncident(tx: Tx, exception: FreezeException): Promise<void> {
  const { incidentId, id: exceptionId, number, repository, pull, title, state, lane } = exception;
  if (incidentId === null) return;
  if (!(await lockIncident(tx.db, incidentId))) return;
  const about = { kind: "exception", exceptionId, number, title, change: state } as const;
  const note = state === "asked" ? exception.reason || null : noteOf(exception);
  await appendTimeline(tx, incidentId, [
    { ...about, pull: `${repository}#${pull}`, isHotfix: lane === "hotfix", note },
  ]);
  await repaint(tx, "card", incidentId, incidentId);
}

/** What whoever decided added. */
function noteOf({ ballot, settled }: FreezeException): string | null {
  return settled?.why || (ballot.votes.at(-1)?.note ?? null);
}

/** The responders merge it. */
async function tellHotfix(tx: Tx, exception: FreezeException): Promise<void> {
  const { incidentId, headSha, url, expiresAt: until } = exception;
  if (incidentId === null) return;
  const message: ExceptionMessage = {
    kind: "hotfix-approved",
    ...aboutOf(exception),
    ...{ incidentId, headSha, url, until, approvers: approversOf(exception) },
    ...(exception.endsWithFreeze && { endsWithFreeze: true }),
  };
  await oweEffects(tx, [{ kind: "post", to: { in: "incident", incidentId }, message }]);
}

const approversOf = ({ ballot }: FreezeException): readonly string[] =>
  ballot.votes.map(({ by }) => by.id);

async function tellRequester(tx: Tx, exception: FreezeException): Promise<void> {
  const { requestedBy, state, headSha, url, settled, ballot, expiresAt } = exception;
  if (!requestedBy || !isPerson(requestedBy) || state === "asked" || state === "used") return;
  const isEnd = settled !== null;
  const ender = settled?.by && isPerson(settled.by) ? settled.by.user : null;
  const by = isEnd ? ender : (ballot.votes.at(-1)?.by.id ?? null);
  // Whoever took it back knows.
  if (by === requestedBy.user) return;
  const message: ExceptionMessage = {
    kind: "exception-decided",
    ...aboutOf(exception),
    ...{ state, headSha, url, by, note: noteOf(exception) },
    until: state === "approved" ? expiresAt : null,
    ...(state === "approved" && { approvers: approversOf(exception) }),
    ...(exception.endsWithFreeze && { endsWithFreeze: true }),
  };
  const post: Effect = { kind: "post", to: { in: "dm", user: requestedBy.user }, message };
  await oweEffects(tx, [post]);
}
