// What GitHub said of the pull request that an exception is asked for: then it is put to the vote, or is void.
import { grantIfDecided, learnFacts } from "../../domain/freeze/decide-exception.ts";
import type { FreezeException, PullFacts } from "../../domain/freeze/exception.ts";
import { type ExceptionTerms, holdingOf, termsOf } from "../../domain/freeze/exception-terms.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { heldRef } from "../../domain/freeze/held-ref.ts";
import { findException, lockLiveExceptions } from "../../storage/freeze-exceptions.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { findFrozenRepository } from "../../storage/frozen-repositories.ts";
import { words } from "../../words/words.ts";
import { type Context, inTransaction, oweEffects, type Tx } from "../context.ts";
import { aboutOf, commitException } from "./commit-exception.ts";
import { askBallotOf, userOfLogin } from "./exception-people.ts";
import { settleException } from "./settle-exception.ts";

/**
 * `missing`: there is no such pull request. `refused`: GitHub's words. `unconnected`: there is no GitHub to ask.
 */
export type PullAnswer =
  | { readonly is: "found"; readonly facts: PullFacts; readonly isOpen: boolean }
  | { readonly is: "missing" }
  | { readonly is: "refused"; readonly message: string }
  | { readonly is: "unconnected" };

export async function recordPullFacts(
  ctx: Context,
  exceptionId: string,
  answer: PullAnswer,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const found = await findException(tx.db, exceptionId);
    if (!found) return;
    const { repository, pull } = found;
    // All of the pull request, always in the same order: one may replace another.
    const live = await lockLiveExceptions(tx.db, { repository, pull });
    const exception = live.find(({ id }) => id === exceptionId);
    if (!exception?.isLooking) return;
    const judged = await judge(tx, exception, answer);
    if ("why" in judged) {
      const { why, isQuiet = false } = judged;
      await settleException(tx, exception, { as: "void", why, isQuiet });
      return;
    }
    const others = live.filter(({ id }) => id !== exceptionId);
    if (!(await yieldTo(tx, exception, { others, facts: judged.facts }))) {
      await askVotes(tx, exception, judged);
    }
  });
}

type Void = { readonly why: string; readonly isQuiet?: boolean };
type Known = { readonly facts: Omit<PullFacts, "base">; readonly terms: ExceptionTerms };

async function judge(
  tx: Tx,
  exception: FreezeException,
  answer: PullAnswer,
): Promise<Void | Known> {
  const { exceptionEnd: say } = words;
  const { repository, wantedSha = "" } = exception;
  const holding = holdingOf(repository, await listOpenFreezes(tx.db), tx.now);
  const terms = termsOf(holding);
  if (!terms) return { why: say.freezeOver(), isQuiet: true };
  switch (answer.is) {
    case "missing":
      return { why: say.noSuchPull() };
    case "refused":
      return { why: say.refused(answer.message) };
    case "unconnected":
      if (wantedSha.length < 40) return { why: say.noGithub() };
      return { facts: { headSha: wantedSha, title: "", url: "", author: "" }, terms };
    case "found":
      return await judgeFound(tx, { exception, answer, holding });
  }
}

type Found = {
  readonly exception: FreezeException;
  readonly answer: Extract<PullAnswer, { is: "found" }>;
  readonly holding: readonly Freeze[];
};

/** Of the freezes only those count that hold the branch it goes into. */
async function judgeFound(tx: Tx, { exception, answer, holding }: Found): Promise<Void | Known> {
  const { exceptionEnd: say } = words;
  const { facts, isOpen } = answer;
  const { repository, wantedSha = "" } = exception;
  if (!isOpen) return { why: say.pullClosed() };
  if (!facts.headSha.startsWith(wantedSha)) {
    return { why: say.otherCommit(facts.headSha.slice(0, 7)) };
  }
  const known = await findFrozenRepository(tx.db, repository);
  const branch = known?.defaultBranch ?? null;
  const terms = termsOf(holding.filter(({ scope }) => heldRef(facts.base, scope, branch)));
  return terms ? { facts, terms } : { why: say.otherBranch(facts.base) };
}

/** True where another request for the same commit was first; those for earlier commits are void. */
async function yieldTo(
  tx: Tx,
  exception: FreezeException,
  now: { readonly others: readonly FreezeException[]; readonly facts: Pick<PullFacts, "headSha"> },
): Promise<boolean> {
  const { exceptionEnd: say } = words;
  let isSecond = false;
  for (const other of now.others) {
    const { headSha, reason, number } = other;
    if (headSha === "") continue;
    if (headSha !== now.facts.headSha) {
      await settleException(tx, other, { as: "void", why: say.pushed() });
    } else if (reason === "" && exception.reason !== "") {
      await settleException(tx, other, {
        as: "void",
        why: say.sameAs(exception.number),
        isQuiet: true,
      });
    } else {
      isSecond = true;
      await settleException(tx, exception, { as: "void", why: say.sameAs(number) });
    }
  }
  return isSecond;
}

async function askVotes(tx: Tx, exception: FreezeException, { facts, terms }: Known) {
  const { author } = facts;
  const authorUser = author === "" ? null : await userOfLogin(tx, author);
  const asked = await askBallotOf(tx, exception, { terms, authorUser });
  const learnt = learnFacts(exception, { facts, authorUser, ...asked });
  const next = grantIfDecided({ ...learnt, freezeId: terms.freeze.id }, { ...terms, now: tx.now });
  const change = next.state === "approved" ? "approved" : "put-to-vote";
  const { need, from, eligible } = next.ballot;
  const detail = { ...facts, need, from, eligible, isBreakGlass: asked.isBreakGlass };
  await commitException(tx, exception, next, { change, detail });
}

/** GitHub does not answer: whoever asked hears of it once, and that it is asked again. */
export async function tellPullUnknown(
  ctx: Context,
  exceptionId: string,
  reason: string,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const exception = await findException(tx.db, exceptionId);
    const { requestedBy } = exception ?? {};
    if (!exception?.isLooking || requestedBy?.type !== "person") return;
    const message = { kind: "exception-waits", ...aboutOf(exception), reason } as const;
    const to = { in: "dm", user: requestedBy.user } as const;
    await oweEffects(tx, [{ kind: "post", to, message }]);
  });
}
