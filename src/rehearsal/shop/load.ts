// Decides what the shop's visitors cost its database, and how slow a busy database makes it.
import type { Conditions } from "./conditions.ts";

/** What each kind of work takes of the usual demand; together 1. */
const share = { catalogue: 0.38, recommendations: 0.12, reviews: 0.06, orders: 0.44 } as const;
const usualCpuPct = 34;
const usualTtlSeconds = 60;
/** However long the cache keeps things, some reads go through. */
const leastCatalogue = 0.25;
const mostCatalogue = 1.5;
const saturatedPct = 97;
/** Above it, queries begin to wait for each other. */
const busyPct = 60;

/** In percent of what the database can do; above 100, work piles up. */
export function demandPct(conditions: Conditions): number {
  const { surge, mode, hasRecommendations, hasReviews, catalogueTtlSeconds, reach } = conditions;
  if (mode === "maintenance") return 2;
  const missed = usualTtlSeconds / Math.max(1, catalogueTtlSeconds);
  const catalogue = Math.min(mostCatalogue, Math.max(leastCatalogue, missed));
  const work =
    share.catalogue * catalogue +
    (hasRecommendations ? share.recommendations : 0) +
    (hasReviews ? share.reviews : 0) +
    (mode === "open" ? share.orders * reach.checkout : 0);
  return usualCpuPct * surge * reach.site * work;
}

/** `noise` is between -1 and 1. */
export function cpuPct(demand: number, noise: number): number {
  return Math.min(saturatedPct, demand) + 1.5 * noise;
}

/** How many times the usual time a request takes. */
export function slowdown(demand: number): number {
  return 1 + 6 * (Math.max(0, demand - busyPct) / 42) ** 2;
}

/** Requests that give up waiting, in percent. */
export function timeoutPct(demand: number): number {
  return demand > saturatedPct ? 0.25 : 0;
}
