// May this be merged or deployed now? From what is declared, what GitHub was brought to, and the exceptions.
import { type FreezeAnswer, titleForStrangers } from "../../domain/freeze/answer.ts";
import { type Freeze, isHolding } from "../../domain/freeze/freeze.ts";
import { heldRef } from "../../domain/freeze/held-ref.ts";
import type { Context } from "../../operations/context.ts";
import { readFreezeAnswer } from "../../operations/freezes/read-freeze-board.ts";
import { findExceptedMerge } from "../../storage/freeze-merges.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { findFrozenRepository } from "../../storage/frozen-repositories.ts";
import { isCommit, type Question } from "./question.ts";
import type { FreezeWindow, Verdict } from "./statement.ts";

export async function readVerdict(ctx: Context, question: Question): Promise<Verdict> {
  const { repository, ref, sha } = question;
  const answer = await readFreezeAnswer(ctx, { repository, ref: ref ?? sha });
  const exception = answer.exception ?? (await findException(ctx, question, answer));
  return {
    ...answer,
    ref,
    sha: sha ?? exception?.headSha ?? null,
    exception,
    mayPass: !answer.frozen || exception !== null,
    windows: await listWindows(ctx, question, answer),
  };
}

/** For the commit that is named besides the reference, and for what an exception has merged: it may be deployed. */
async function findException(
  ctx: Context,
  { repository, ref, sha }: Question,
  { frozen }: FreezeAnswer,
): Promise<FreezeAnswer["exception"]> {
  const commit = sha ?? (ref !== null && isCommit(ref) ? ref.toLowerCase() : null);
  if (!frozen || commit === null) return null;
  const ofCommit = await readFreezeAnswer(ctx, { repository, ref: commit });
  if (ofCommit.exception) return ofCommit.exception;
  const merged = await findExceptedMerge(ctx.db, repository, commit);
  return merged ? { ...merged, headSha: commit, expiresAt: null } : null;
}

async function listWindows(
  { db, clock }: Context,
  { repository, ref }: Question,
  answer: FreezeAnswer,
): Promise<readonly FreezeWindow[]> {
  const known = await findFrozenRepository(db, repository);
  const now = clock.now();
  const named = (await listOpenFreezes(db)).filter(({ scope }) =>
    scope.repositories.includes(repository),
  );
  return named
    .filter((freeze) => isHolding(freeze, now) || isComing(freeze, answer.asOf))
    .filter(({ scope }) => heldRef(ref, scope, known?.defaultBranch ?? null))
    .map((freeze) => ({
      ...{ number: freeze.number, title: titleForStrangers(freeze) },
      ...{ startsAt: freeze.startsAt, endsAt: freeze.endsAt, lift: freeze.lift.mode },
    }));
}

const isComing = ({ state, startsAt }: Freeze, now: string): boolean =>
  state === "scheduled" && Date.parse(startsAt) > Date.parse(now);
