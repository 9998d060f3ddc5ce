// Derives from the shop's state what its traffic meets: bugs, load, closed doors.
import { checkoutHost, daysLeft, isMismatched, shopHost } from "./admin/site.ts";
import { shareServed } from "./flags/flag.ts";
import { findRunning } from "./github/release.ts";
import type { ShopState } from "./shop-state.ts";
import { type Gateway, gateways, type Routes } from "./types.ts";

export type Conditions = {
  readonly routes: Routes;
  readonly brokenGateways: ReadonlySet<Gateway>;
  /** How many times the usual visitors. */
  readonly surge: number;
  readonly mode: "open" | "read_only" | "maintenance";
  readonly checkout: {
    /** The share of customers, 0 to 1, who meet the bug behind a flag. */
    readonly buggyShare: number;
    readonly isReleaseBad: boolean;
  };
  readonly hasRecommendations: boolean;
  readonly hasReviews: boolean;
  readonly catalogueTtlSeconds: number;
  /** The share of visitors who get through to the shop, and on to its checkout. */
  readonly reach: { readonly site: number; readonly checkout: number };
};

const surgeFactor = 3;
/** Some browsers were let in before, some people click through the warning. */
const reachWithoutCertificate = 0.07;
const reachWithWrongRecord = 0.35;

export function deriveConditions(state: ShopState, now: Date): Conditions {
  const { flags, site, troubles, releases } = state;
  const served = (name: string, variant?: string) => {
    const flag = flags[name];
    return flag ? shareServed(flag, "production", variant) : 0;
  };
  const certificate = site.certificates[shopHost];
  const record = site.records[checkoutHost];
  const isSecure = certificate !== undefined && daysLeft(certificate, now) > 0;
  const isFound = record !== undefined && !isMismatched(record, now);
  return {
    routes: state.routes,
    brokenGateways: new Set(gateways.filter((gateway) => troubles.includes(gateway))),
    surge: troubles.includes("peak") ? surgeFactor : 1,
    mode: modeOf(served("maintenance-mode"), served("shop-read-only")),
    checkout: {
      buggyShare: troubles.includes("flag") ? served("new-checkout", "one-page") : 0,
      isReleaseBad: findRunning(releases, now)?.isBad ?? false,
    },
    hasRecommendations: served("recommendations") > 0,
    hasReviews: served("reviews") > 0,
    catalogueTtlSeconds: site.catalogue.ttl_seconds,
    reach: {
      site: isSecure ? 1 : reachWithoutCertificate,
      checkout: isFound ? 1 : reachWithWrongRecord,
    },
  };
}

function modeOf(maintenance: number, readOnly: number): Conditions["mode"] {
  if (maintenance > 0) return "maintenance";
  return readOnly > 0 ? "read_only" : "open";
}
