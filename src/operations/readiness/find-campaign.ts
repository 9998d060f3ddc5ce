// From a name as people write it to the campaign of muster.yml, and from a board's name to its campaign.
import type { Campaign } from "../../domain/campaign.ts";
import { boardKey } from "../../domain/readiness/calendar.ts";
import type { Refused } from "../../domain/refusal.ts";
import { refuse } from "../../domain/refusal.ts";
import { nearest } from "../../domain/runbook/language/nearest.ts";
import type { Shop } from "../../domain/shop.ts";

export type CampaignFound = { readonly ok: true; readonly campaign: Campaign } | Refused;

/** By its name, or as it is called: `Black Friday`. */
export function findCampaign({ campaigns }: Shop, wanted: string): CampaignFound {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, " ")
      .trim();
  const all = Object.values(campaigns);
  const found = all.find(({ name, title }) => [name, title].map(plain).includes(plain(wanted)));
  if (found) return { ok: true, campaign: found };
  const names = all.map(({ name }) => name);
  const starting = names.filter((name) => plain(name).startsWith(plain(wanted)));
  const near = nearest(wanted, names);
  return refuse({
    code: "no-such-campaign",
    wanted,
    near: starting.length > 0 ? starting : near === undefined ? [] : [near],
  });
}

/** Undefined where muster.yml has it no more, or next year's by now. */
export const findCampaignOfBoard = ({ campaigns }: Shop, key: string): Campaign | undefined =>
  Object.values(campaigns).find((campaign) => boardKey(campaign) === key);
