// Warns of pull requests that merge by themselves once a freeze is over, before it is.
import { askAutoMerge, autoMergeToTell } from "../../domain/freeze/auto-merge.ts";
import type { Freeze, PullRef } from "../../domain/freeze/freeze.ts";
import { MOST_NAMED } from "../../domain/freeze/news.ts";
import { listFreezeEvents } from "../../storage/freezes.ts";
import { oweEffects, type Tx } from "../context.ts";
import { tellThread } from "./tell-thread.ts";

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
  const found = autoMergeToTell(freeze, tx.now);
  if (!found) return freeze;
  const all = await withoutMerged(tx, freeze, found);
  const pulls = all.slice(0, MOST_NAMED);
  if (all.length > 0) {
    await tellThread(tx, freeze, { what: "auto-merge", pulls, count: all.length });
  }
  const at = tx.now.toISOString();
  return { ...freeze, autoMerge: { askedAt: freeze.autoMerge?.askedAt ?? at, toldAt: at } };
}

/** Some may have gone in since they were looked for: excepted, or where nothing held. */
async function withoutMerged(
  tx: Tx,
  { id: freezeId, scope, startsAt }: Freeze,
  pulls: readonly PullRef[],
): Promise<readonly PullRef[]> {
  if (pulls.length === 0) return pulls;
  const span = { from: new Date(startsAt), to: tx.now };
  const { repositories } = scope;
  const events = await listFreezeEvents(tx.db, { freezeId, repositories, ...span });
  const merged = events.filter(({ what }) => what === "pull.merged");
  return pulls.filter(
    ({ repository, number }) =>
      !merged.some((each) => each.repository === repository && each.detail["pull"] === number),
  );
}
