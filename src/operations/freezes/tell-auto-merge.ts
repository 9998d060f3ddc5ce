// Warns of pull requests that merge by themselves once a freeze is over, before it is.
import { askAutoMerge, autoMergeToTell } from "../../domain/freeze/auto-merge.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { MOST_NAMED } from "../../domain/freeze/news.ts";
import { oweEffects, type Tx } from "../context.ts";

/** The freeze with a new look awaited, where one is needed; the looks are owed. */
export async function lookForAutoMerge(tx: Tx, freeze: Freeze): Promise<Freeze> {
  if (freeze.ended || freeze.scheduledAt === undefined) return freeze;
  const { id: freezeId, scope } = freeze;
  await oweEffects(
    tx,
    scope.repositories.map((repository) => ({
      kind: "freeze",
      task: { do: "preflight", repository, freezeId },
    })),
  );
  return askAutoMerge(freeze, tx.now);
}

/** The freeze as told, where there was something to tell: in its thread, the first of them by name. */
export async function tellAutoMerge(tx: Tx, freeze: Freeze): Promise<Freeze> {
  if (freeze.scheduledAt === undefined) return freeze;
  const all = autoMergeToTell(freeze, tx.now);
  if (!all) return freeze;
  const { id: freezeId, number, title, zone } = freeze;
  if (all.length > 0) {
    const pulls = all.slice(0, MOST_NAMED);
    const news = { what: "auto-merge", pulls, count: all.length } as const;
    const message = { kind: "freeze-news", freezeId, number, title, zone, news } as const;
    await oweEffects(tx, [{ kind: "post", to: { in: "freeze-thread", freezeId }, message }]);
  }
  const at = tx.now.toISOString();
  return { ...freeze, autoMerge: { askedAt: freeze.autoMerge?.askedAt ?? at, toldAt: at } };
}
