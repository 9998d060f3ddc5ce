// May this be merged or deployed now? From what is declared, what GitHub was brought to, and the exceptions.
import type { FreezeAnswer } from "../../domain/freeze/answer.ts";
import { type Freeze, isHolding } from "../../domain/freeze/freeze.ts";
import { heldRef } from "../../domain/freeze/held-ref.ts";
import type { Context } from "../../operations/context.ts";
import { readFreezeAnswer } from "../../operations/freezes/read-freeze-board.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { findFrozenRepository } from "../../storage/frozen-repositories.ts";
import type { Question } from "./question.ts";
import type { FreezeWindow, Verdict } from "./statement.ts";

export async function readVerdict(ctx: Context, question: Question): Promise<Verdict> {
  const { repository, ref, sha } = question;
  const answer = await readFreezeAnswer(ctx, { repository, ref: ref ?? sha });
  const isOther = sha !== null && ref !== null;
  const ofCommit = isOther ? await readFreezeAnswer(ctx, { repository, ref: sha }) : answer;
  const { exception } = ofCommit;
  return {
    ...answer,
    ref,
    sha: sha ?? exception?.headSha ?? null,
    exception,
    mayPass: !answer.frozen || exception !== null,
    windows: await listWindows(ctx, question, answer),
  };
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
    .map(({ number, title, startsAt, endsAt, lift }) => ({
      ...{ number, title, startsAt, endsAt },
      lift: lift.mode,
    }));
}

const isComing = ({ state, startsAt }: Freeze, now: string): boolean =>
  state === "scheduled" && Date.parse(startsAt) > Date.parse(now);
