// The open freezes with the truth of each of their repositories, and the answer for one of them.
import { answerOf, type FreezeAnswer } from "../../domain/freeze/answer.ts";
import { boardOf, type FreezeOnBoard } from "../../domain/freeze/standing.ts";
import { listLiveExceptions } from "../../storage/freeze-exceptions.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { findFrozenRepository, listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import type { Deps } from "../context.ts";

/** The earliest start first; drafts and what waits for approval are among them. */
export async function freezeBoard({
  db,
}: Pick<Deps, "db" | "clock" | "shop">): Promise<readonly FreezeOnBoard[]> {
  const known = await listFrozenRepositories(db);
  return (await listOpenFreezes(db)).map((freeze) => boardOf(freeze, known));
}

export async function readFreezeAnswer(
  { db, clock }: Pick<Deps, "db" | "clock">,
  asked: { readonly repository: string; readonly ref: string | null },
): Promise<FreezeAnswer> {
  const { repository } = asked;
  const freezes = await listOpenFreezes(db);
  const known = await findFrozenRepository(db, repository);
  const exceptions = await listLiveExceptions(db, { repository });
  return answerOf(asked, { freezes, known, exceptions }, clock.now());
}
