// A vote on an exception; who may is judged now.
import { checkVoter } from "../../domain/freeze/ballot.ts";
import {
  checkVoting,
  voteOnException as decide,
  type ExceptionDecision,
} from "../../domain/freeze/decide-exception.ts";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { holdingOf, termsOf } from "../../domain/freeze/exception-terms.ts";
import { isOpen } from "../../domain/incident.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { lockException } from "../../storage/freeze-exceptions.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import { type Context, type Deps, inTransaction, recordAudit, type Tx } from "../context.ts";
import { listPrincipals } from "../list-principals.ts";
import { commitException } from "./commit-exception.ts";
import { incidentOfLane } from "./exception-people.ts";
import { settleException } from "./settle-exception.ts";

export type ExceptionVoteWish = {
  readonly exceptionId: string;
  readonly vote: "approve" | "deny";
  /** Required to deny. */
  readonly note: string | null;
  readonly by: Person;
};

export type ExceptionChanged = { readonly ok: true; readonly exception: FreezeException } | Refused;

export async function voteOnException(
  ctx: Context,
  wish: ExceptionVoteWish,
): Promise<ExceptionChanged> {
  return await inTransaction(ctx, async (tx) => {
    const { exceptionId } = wish;
    const before = await lockException(tx.db, exceptionId);
    if (!before) return refuse({ code: "no-such-exception", wanted: exceptionId });
    const decided = await decideNow(tx, before, wish);
    if (decided.ok) {
      const { vote, note } = wish;
      const change = CHANGE[decided.next.state] ?? "voted";
      const detail = { vote, note, by: wish.by };
      const step = { change, detail };
      return { ok: true, exception: await commitException(tx, before, decided.next, step) };
    }
    const detail = { refusal: decided.refusal, number: before.number };
    await recordAudit(tx, "exception.vote", exceptionId, { outcome: "refused", detail });
    return decided;
  });
}

const CHANGE: Partial<Readonly<Record<FreezeException["state"], string>>> = {
  approved: "approved",
  denied: "denied",
};

/** Before anybody is asked how they vote: why this person cannot. The vote itself is judged again. */
export async function refuseExceptionVote(
  deps: Pick<Deps, "db" | "shop">,
  exception: FreezeException,
  user: string,
): Promise<Refused | undefined> {
  const { ballot } = exception;
  const unfit = checkVoting(exception, user) ?? checkVoter(ballot, user);
  return unfit ?? (await refuseStranger(deps, exception, user));
}

async function refuseStranger(
  deps: Pick<Deps, "db" | "shop">,
  exception: FreezeException,
  user: string,
): Promise<Refused | undefined> {
  const { from } = exception.ballot;
  const may = await listPrincipals(deps, await incidentOfLane(deps, exception), from);
  if (may.includes(user)) return undefined;
  return refuse({ code: "not-allowed", what: "decide on this exception", who: from });
}

async function decideNow(
  tx: Tx,
  exception: FreezeException,
  { exceptionId: _, ...vote }: ExceptionVoteWish,
): Promise<ExceptionDecision> {
  const { repository, number } = exception;
  const unfit = checkVoting(exception, vote.by.id);
  if (unfit) return unfit;
  const terms = termsOf(holdingOf(repository, await listOpenFreezes(tx.db), tx.now));
  const incident = await incidentOfLane(tx, exception);
  const { exceptionEnd: say } = words;
  const isLate = incident !== null && !isOpen(incident);
  if (!terms || isLate) {
    const why = terms ? say.incidentOver() : say.freezeOver();
    await settleException(tx, exception, { as: "void", why, isQuiet: !terms });
    return refuse({ code: "exception-over", number, state: "void", at: tx.now.toISOString() });
  }
  const stranger = await refuseStranger(tx, exception, vote.by.id);
  if (stranger) return stranger;
  return decide(exception, vote, { ...terms, now: tx.now });
}
