// Puts what a look at one repository found on the freeze it was made for.
import type { RepositoryPreflight } from "../../domain/freeze/freeze.ts";
import { lockFreeze } from "../../storage/freezes.ts";
import { type Context, inTransaction } from "../context.ts";
import { commitFreeze } from "./commit-freeze.ts";

/** Nothing where the freeze is over: nobody asks any more. */
export async function recordPreflight(
  ctx: Context,
  freezeId: string,
  found: RepositoryPreflight,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const freeze = await lockFreeze(tx.db, freezeId);
    if (!freeze || freeze.ended) return;
    const others = (freeze.preflight ?? []).filter(
      ({ repository }) => repository !== found.repository,
    );
    const preflight = [...others, found].sort((a, b) => (a.repository < b.repository ? -1 : 1));
    await commitFreeze(tx, freeze, { next: { ...freeze, preflight }, events: [] });
  });
}
