// Decides what traffic passes in a slice of time: payment attempts per gateway, checkout errors, latency.
import { latencyShares } from "./latency.ts";
import { type Gateway, gateways, type Routes, type Trouble } from "./types.ts";

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

export type Conditions = { readonly routes: Routes; readonly troubles: ReadonlySet<Trouble> };

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
    const surge = conditions.troubles.has("peak") ? 3 : 1;
    const lost = conditions.troubles.has("release") ? 0.12 : 0;
    const requests = 260 * surge * seconds * (1 + 0.06 * wobble("requests"));
    return {
      seconds,
      gateways: payments(conditions, seconds * surge * (1 - lost), wobble),
      requests,
      failed: (requests * checkoutErrorPct(conditions, wobble("5xx"))) / 100,
      scriptErrors: (requests * scriptErrorPct(conditions, wobble("js"))) / 100,
      latency: latencyShares(medianSeconds(conditions, wobble("latency"))).map(
        (share) => share * requests,
      ),
      dbCpuPct: conditions.troubles.has("peak") ? 96 + wobble("db") : 34 + 3 * wobble("db"),
    };
  };
}

function payments(
  { routes, troubles }: Conditions,
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
    const isBroken = troubles.has(gateway);
    const pct = isBroken ? brokenAuthPct : baselineAuthPct[gateway] + 0.3 * wobble(gateway);
    count.authorized = (count.attempts * pct) / 100;
    count.errors = (count.attempts * (isBroken ? 82 : 0.2 + 0.1 * wobble(`${gateway} 5xx`))) / 100;
  }
  return counts;
}

function checkoutErrorPct({ troubles }: Conditions, wobble: number): number {
  const ours = troubles.has("release") ? 14 + wobble : 0.08 + 0.04 * wobble;
  return ours + (troubles.has("peak") ? 0.25 : 0);
}

function scriptErrorPct({ troubles }: Conditions, wobble: number): number {
  return troubles.has("release") ? 9 + wobble : 0.3 + 0.1 * wobble;
}

function medianSeconds({ troubles }: Conditions, wobble: number): number {
  const usual = 0.25 * (1 + 0.1 * wobble);
  return troubles.has("peak") ? usual * 7 : usual;
}
