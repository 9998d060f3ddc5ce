// Tells of what somebody did to Muster's rules by hand: once, in the thread, and to who may have it put back.
import { isPerson } from "../../domain/actor.ts";
import { readDrift } from "../../domain/freeze/drift-news.ts";
import { type Freeze, isHolding } from "../../domain/freeze/freeze.ts";
import { MINUTE_MS } from "../../domain/freeze/freeze-time.ts";
import type { FreezeNews } from "../../domain/freeze/news.ts";
import type { Found } from "../../domain/freeze/repository-action.ts";
import { repositoriesOf } from "../../domain/freeze/standing.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import type { Tx } from "../context.ts";
import { aboutOf, tellChannel, tellEach } from "./ask-voters.ts";
import { listNamedManagers } from "./may-manage.ts";
import { tellThread } from "./tell-thread.ts";

/** Whoever cleans up many repositories at once is not told of each by direct message: the thread names them all. */
const MOST_MESSAGES = 3;
const AT_ONCE_MS = 10 * MINUTE_MS;

export async function tellDrift(
  tx: Tx,
  freezes: readonly Freeze[],
  { repository, found }: { readonly repository: string; readonly found: readonly Found[] },
): Promise<void> {
  const live = freezes.filter(
    ({ scheduledAt, ended }) => scheduledAt !== undefined && ended === null,
  );
  for (const freeze of live) {
    const drift = readDrift(found, { repository, isHeld: isHolding(freeze, tx.now) });
    if (!drift) return;
    await tellThread(tx, freeze, { what: "drift", ...drift });
  }
  const freeze = live.find((each) => isHolding(each, tx.now)) ?? live[0];
  const drift = freeze && readDrift(found, { repository, isHeld: isHolding(freeze, tx.now) });
  if (!drift || drift.follows === "put-back") return;
  if ((await countOthers(tx, freeze, repository)) >= MOST_MESSAGES) return;
  await tellPeople(tx, freeze, { what: "drift", ...drift });
}

/** The release managers and its declarer; where muster.yml names nobody and no person declared it, the channel. */
async function tellPeople(tx: Tx, freeze: Freeze, news: FreezeNews): Promise<void> {
  const { declaredBy } = freeze;
  const declarer = isPerson(declaredBy) ? [declaredBy.user] : [];
  const people = new Set([...(await listNamedManagers(tx, freeze)), ...declarer]);
  const message = { kind: "freeze-news", ...aboutOf(freeze), news } as const;
  await tellEach(tx, [...people], message);
  if (people.size === 0) await tellChannel(tx, message);
}

async function countOthers(tx: Tx, freeze: Freeze, repository: string): Promise<number> {
  const from = tx.now.getTime() - AT_ONCE_MS;
  const rows = repositoriesOf(freeze, await listFrozenRepositories(tx.db));
  return rows.filter(
    (row) =>
      row.repository !== repository &&
      row.state === "drifted" &&
      row.driftToldAt !== null &&
      Date.parse(row.driftToldAt) >= from,
  ).length;
}
