// Ends exceptions: used, void or expired, by what was seen of their pull requests and by the clock.
import { isPerson } from "../../domain/actor.ts";
import type { Effect } from "../../domain/effect.ts";
import { settleException as decide } from "../../domain/freeze/decide-exception.ts";
import { type FreezeException, isLive, missingIn } from "../../domain/freeze/exception.ts";
import { holdingOf } from "../../domain/freeze/exception-terms.ts";
import { exceptionTimerKey, isExpired, timerOf } from "../../domain/freeze/exception-timer.ts";
import { endBy, type PullEnd, type PullSeen } from "../../domain/freeze/follow-pull.ts";
import {
  listLiveExceptions,
  lockException,
  lockLiveExceptions,
} from "../../storage/freeze-exceptions.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import { type Context, changeTimers, inTransaction, oweEffects, type Tx } from "../context.ts";
import { askThread, commitException, votesOf } from "./commit-exception.ts";
import { isForAll, listDirect } from "./exception-people.ts";

export type ExceptionEnd = {
  readonly as: "used" | "expired" | "void";
  /** For people; words of the catalogue. */
  readonly why: string;
  /** Whoever asked need not hear of it. */
  readonly isQuiet?: boolean;
};

const CHANGE = { used: "used", expired: "expired", void: "voided" } as const;

/** Under its lock; one that is over stays as it is. */
export async function settleException(
  tx: Tx,
  exception: FreezeException,
  { as, why, isQuiet }: ExceptionEnd,
): Promise<FreezeException> {
  if (!isLive(exception)) return exception;
  const by = isPerson(tx.actor) ? tx.actor : null;
  const next = decide(exception, { as, why, by, at: tx.now });
  const step = { change: CHANGE[as], detail: { why }, ...(isQuiet && { isQuiet }) };
  return await commitException(tx, exception, next, step);
}

/** What was seen of a pull request, by a delivery or by a look: its exceptions follow. */
export async function settlePull(ctx: Context, repository: string, seen: PullSeen): Promise<void> {
  await inTransaction(ctx, async (tx) => void (await settlePullLocked(tx, repository, seen)));
}

/** Those that ended by it. */
export async function settlePullLocked(
  tx: Tx,
  repository: string,
  seen: PullSeen,
): Promise<readonly FreezeException[]> {
  const live = await lockLiveExceptions(tx.db, { repository, pull: seen.number });
  const ended: FreezeException[] = [];
  for (const exception of live) {
    const end = endBy(exception, seen);
    if (end) ended.push(await settleException(tx, exception, wordsOf(end, seen)));
  }
  return ended;
}

function wordsOf(end: PullEnd, { mergedBy }: PullSeen): ExceptionEnd {
  const { exceptionEnd: say } = words;
  if (end.as === "used") return { as: "used", why: say.merged(mergedBy) };
  switch (end.because) {
    case "pushed":
      return { as: "void", why: say.pushed() };
    case "closed":
      return { as: "void", why: say.closed() };
    case "merged-otherwise":
      return { as: "void", why: say.mergedOtherwise() };
  }
}

/** Its deadline has passed: an expiry, or nobody has decided yet. */
export async function fireExceptionTimer(tx: Tx, exceptionId: string): Promise<void> {
  const exception = await lockException(tx.db, exceptionId);
  if (!exception || !isLive(exception)) return;
  const { exceptionEnd: say } = words;
  const holding = holdingOf(exception.repository, await listOpenFreezes(tx.db), tx.now);
  if (holding.length === 0) {
    await settleException(tx, exception, { as: "void", why: say.freezeOver(), isQuiet: true });
  } else if (isExpired(exception, tx.now)) {
    await settleException(tx, exception, { as: "expired", why: say.expired() });
  } else {
    await changeTimers(tx, [timerOf(exception, tx.now)]);
    await remindOf(tx, exception);
  }
}

/** Whoever could decide and has not. */
async function remindOf(tx: Tx, exception: FreezeException): Promise<void> {
  if (exception.state !== "asked" || exception.isLooking || missingIn(exception)) return;
  const voted = exception.ballot.votes.map(({ by }) => by.id);
  const direct = await listDirect(tx, exception);
  const message = { kind: "exception-reminder", ...votesOf(exception) } as const;
  const posts = direct
    .filter((user) => !voted.includes(user))
    .map((user): Effect => ({ kind: "post", to: { in: "dm", user }, message }));
  await oweEffects(tx, posts);
  if (isForAll(exception, direct)) await askThread(tx, exception);
}

/**
 * What holds these repositories has changed: each of their exceptions is looked at right after this commit, one by
 * one. Takes no lock of theirs, so that it may be called under any.
 */
export async function reviewExceptions(tx: Tx, repositories: readonly string[]): Promise<void> {
  for (const repository of repositories) {
    for (const { id: exceptionId } of await listLiveExceptions(tx.db, { repository })) {
      const key = exceptionTimerKey(exceptionId);
      const set = { kind: "exception", exceptionId } as const;
      await changeTimers(tx, [{ set, key, fireAt: tx.now }]);
    }
  }
}
