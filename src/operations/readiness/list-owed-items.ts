// What one person has to see to before a campaign: open items that are theirs and due within three days, or overdue.
import type { Campaign } from "../../domain/campaign.ts";
import { isWatched } from "../../domain/readiness/calendar.ts";
import { type ItemStanding, isOpenItem } from "../../domain/readiness/standing.ts";
import type { Deps } from "../context.ts";
import { meansAnybody } from "../list-principals.ts";
import { readStanding } from "./read-standing.ts";
import { isAmong, ownersOf, principalOf } from "./who-may.ts";

export type OwedItem = { readonly campaign: Campaign; readonly standing: ItemStanding };

const SOON_MS = 72 * 3_600_000;

type Looking = Pick<Deps, "db" | "shop" | "runbooks" | "clock">;

/** Soonest first. What everybody may answer is nobody's own. */
export async function listOwedItems(deps: Looking, user: string): Promise<readonly OwedItem[]> {
  const now = deps.clock.now();
  const found: OwedItem[] = [];
  const isOwn = remembered(async (owner) => await isOwner(deps, user, owner));
  for (const campaign of Object.values(deps.shop.campaigns)) {
    if (!isWatched(campaign, now)) continue;
    const { items } = await readStanding({ ...deps, now }, campaign);
    for (const standing of items) {
      const isSoon = standing.dueAt.getTime() - now.getTime() <= SOON_MS;
      if (!isOpenItem(standing) || !isSoon) continue;
      if (await isOwn(standing.item.owner)) found.push({ campaign, standing });
    }
  }
  return found.sort((a, b) => a.standing.dueAt.getTime() - b.standing.dueAt.getTime());
}

/** Items have few owners, and each is looked up among all people. */
function remembered(ask: (owner: string | null) => Promise<boolean>) {
  const known = new Map<string | null, Promise<boolean>>();
  return async (owner: string | null): Promise<boolean> => {
    const answer = known.get(owner) ?? ask(owner);
    known.set(owner, answer);
    return await answer;
  };
}

async function isOwner(deps: Looking, user: string, owner: string | null): Promise<boolean> {
  const principals = owner === null ? deps.shop.freeze.managers : [await principalOf(deps, owner)];
  if (meansAnybody(principals)) return false;
  return await isAmong(deps, user, principals);
}

/** The items of a campaign that this person may speak for. */
export async function listOwnItems(
  deps: Pick<Deps, "db" | "shop">,
  items: readonly ItemStanding[],
  user: string,
): Promise<readonly ItemStanding[]> {
  const own: ItemStanding[] = [];
  const may = remembered(async (owner) => await isAmong(deps, user, await ownersOf(deps, owner)));
  for (const each of items) {
    if (await may(each.item.owner)) own.push(each);
  }
  return own;
}
