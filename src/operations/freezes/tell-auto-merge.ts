// Warns of pull requests that merge by themselves once a freeze is over, before it is.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { MOST_NAMED } from "../../domain/freeze/news.ts";
import { oweEffects, type Tx } from "../context.ts";

/** An hour before the end: each repository is looked at anew, and what that finds is told once all have answered. */
export async function lookForAutoMerge(tx: Tx, freeze: Freeze): Promise<void> {
  if (freeze.ended || freeze.scheduledAt === undefined) return;
  const { id: freezeId, scope } = freeze;
  await oweEffects(
    tx,
    scope.repositories.map((repository) => ({
      kind: "freeze",
      task: { do: "preflight", repository, freezeId },
    })),
  );
}

/** In the thread, the first of them by name; nothing where there is none. */
export async function tellAutoMerge(tx: Tx, freeze: Freeze): Promise<void> {
  const all = (freeze.preflight ?? []).flatMap(({ autoMerge }) => autoMerge);
  if (all.length === 0) return;
  const { id: freezeId, number, title, zone } = freeze;
  const pulls = all.slice(0, MOST_NAMED);
  const news = { what: "auto-merge", pulls, count: all.length } as const;
  const message = { kind: "freeze-news", freezeId, number, title, zone, news } as const;
  await oweEffects(tx, [{ kind: "post", to: { in: "freeze-thread", freezeId }, message }]);
}
