// Puts back what somebody took away from a repository by hand, where a release manager wants it; who may is judged now.
import { putBack as decide } from "../../domain/freeze/put-back.ts";
import { neverSeen } from "../../domain/freeze/standing.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { findFrozenRepository } from "../../storage/frozen-repositories.ts";
import type { Context } from "../context.ts";
import { decideLocked, type FreezeChanged } from "./decide-locked.ts";
import { actorOf, judgeManager } from "./may-manage.ts";

export type PutBackWish = {
  readonly freezeId: string;
  readonly repository: string;
  readonly by: Person;
};

export async function putBack(
  ctx: Context,
  { freezeId, repository, by }: PutBackWish,
): Promise<FreezeChanged> {
  return await decideLocked(ctx, freezeId, "freeze.put-back", async (tx, freeze) => {
    const refused = await judgeManager(tx, freeze);
    if (refused) return refused;
    const since = freeze.declaredAt;
    const row =
      (await findFrozenRepository(tx.db, repository)) ??
      neverSeen(repository, { state: "unknown", since });
    return decide(freeze, row, { by: actorOf(tx, by), now: tx.now });
  });
}
