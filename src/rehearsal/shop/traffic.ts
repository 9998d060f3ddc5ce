// Decides what traffic passes in a slice of time: payment attempts per gateway, checkout errors, latency.
import type { Conditions } from "./conditions.ts";
import { latencyShares } from "./latency.ts";
import { cpuPct, demandPct, slowdown, timeoutPct } from "./load.ts";
import { type Gateway, gateways } from "./types.ts";

/** The weekly baseline each gateway's authorization rate is compared with, in percent. */
export const baselineAuthPct: Readonly<Record<Gateway, number>> = {
  stripe: 94.2,
  payu: 93.9,
  paypal: 93.5,
};

const ordersPerSecond: Readonly<Record<Gateway, number>> = { stripe: 38, payu: 21, paypal: 14 };
const brokenAuthPct = 9;

export type GatewayCount = { attempts: number; authorized: number; errors: number };

/** One slice of traffic. Counts are fractional, as Prometheus's own increases are. */
export type Slice = {
  readonly seconds: number;
  readonly gateways: Readonly<Record<Gateway, GatewayCount>>;
  readonly requests: number;
  readonly failed: number;
  readonly scriptErrors: number;
  /** Requests per latency bucket, as in `latency.ts`. */
  readonly latency: readonly number[];
  readonly dbCpuPct: number;
};

/** A source of slices; it keeps the slow wobble that makes the curves look alive. */
export function createTraffic(random: () => number) {
  const wobbles = new Map<string, number>();
  // Bounded on purpose: noise alone must never reach an alert's threshold.
  const wobble = (name: string): number => {
    const next = 0.92 * (wobbles.get(name) ?? 0) + (random() - 0.5) * 0.3;
    const bounded = Math.max(-1, Math.min(1, next));
    wobbles.set(name, bounded);
    return bounded;
  };
  return (conditions: Conditions, seconds: number): Slice => {
    const { surge, reach } = conditions;
    const demand = demandPct(conditions);
    const requests = 260 * surge * reach.site * seconds * (1 + 0.06 * wobble("requests"));
    const median = 0.25 * (1 + 0.1 * wobble("latency")) * slowdown(demand);
    return {
      seconds,
      gateways: payments(conditions, seconds * orderShare(conditions), wobble),
      requests,
      failed: (requests * (errorPct(conditions, wobble("5xx")) + timeoutPct(demand))) / 100,
      scriptErrors: (requests * scriptErrorPct(conditions, wobble("js"))) / 100,
      latency: latencyShares(median).map((share) => share * requests),
      dbCpuPct: cpuPct(demand, wobble("db")),
    };
  };
}

/** Orders as a multiple of the usual: what errors and closed doors leave of them. */
function orderShare({ surge, mode, reach, checkout }: Conditions): number {
  if (mode !== "open") return 0;
  const lost = (checkout.isReleaseBad ? 0.12 : 0) + 0.06 * checkout.buggyShare;
  return surge * reach.site * reach.checkout * (1 - lost);
}

function payments(
  { routes, brokenGateways }: Conditions,
  seconds: number,
  wobble: (name: string) => number,
): Record<Gateway, GatewayCount> {
  const counts = {} as Record<Gateway, GatewayCount>;
  for (const gateway of gateways) counts[gateway] = { attempts: 0, authorized: 0, errors: 0 };
  for (const primary of gateways) {
    const orders = ordersPerSecond[primary] * seconds * (1 + 0.08 * wobble(`orders ${primary}`));
    const { fallback, fallback_pct } = routes[primary];
    const moved = fallback ? (orders * fallback_pct) / 100 : 0;
    if (fallback) counts[fallback].attempts += moved;
    counts[primary].attempts += orders - moved;
  }
  for (const gateway of gateways) {
    const count = counts[gateway];
    const isBroken = brokenGateways.has(gateway);
    const pct = isBroken ? brokenAuthPct : baselineAuthPct[gateway] + 0.3 * wobble(gateway);
    count.authorized = (count.attempts * pct) / 100;
    count.errors = (count.attempts * (isBroken ? 82 : 0.2 + 0.1 * wobble(`${gateway} 5xx`))) / 100;
  }
  return counts;
}

function errorPct({ checkout }: Conditions, wobble: number): number {
  const usual = 0.08 + 0.04 * wobble;
  const release = checkout.isReleaseBad ? 14 + wobble : 0;
  return usual + release + (4 + 0.5 * wobble) * checkout.buggyShare;
}

function scriptErrorPct({ checkout }: Conditions, wobble: number): number {
  const usual = 0.3 + 0.1 * wobble;
  const release = checkout.isReleaseBad ? 9 + wobble : 0;
  return usual + release + (6 + 0.5 * wobble) * checkout.buggyShare;
}
