// Decides which alert rules hold for the shop's figures, and what they say.
import { type Figures, type Gateway, gateways } from "./types.ts";

export type Labels = Readonly<Record<string, string>>;

/** One rule that holds now; what Prometheus would hand to Alertmanager. */
export type Violation = {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly expression: string;
};

const dropPp = 2;
const enoughAttempts = 50;
const max5xxPct = 0.5;
const maxLatencySeconds = 2;
const runbooks = "https://runbooks.shop.example";

export function findViolations({ gateways: byGateway, checkout }: Figures): readonly Violation[] {
  const found: Violation[] = [];
  for (const gateway of gateways) {
    const { auth_pct, baseline_auth_pct, attempts } = byGateway[gateway];
    if (auth_pct !== null && attempts >= enoughAttempts && baseline_auth_pct - auth_pct > dropPp) {
      found.push(authRateDrop(gateway, auth_pct, baseline_auth_pct));
    }
  }
  if (checkout["5xx_pct"] > max5xxPct) found.push(checkout5xxHigh(checkout["5xx_pct"]));
  if (checkout.latency_p95_seconds > maxLatencySeconds) {
    found.push(checkoutSlow(checkout.latency_p95_seconds));
  }
  return found;
}

const names: Readonly<Record<Gateway, string>> = {
  stripe: "Stripe",
  payu: "PayU",
  paypal: "PayPal",
};

// A summary names the condition, not a figure of the moment: it becomes the title people read for hours.
function authRateDrop(gateway: Gateway, authPct: number, baselinePct: number): Violation {
  return {
    labels: {
      alertname: "PaymentAuthRateDrop",
      gateway,
      job: "shop",
      service: "checkout",
      severity: "critical",
      team: "payments",
    },
    annotations: {
      summary: `Payment authorization rate at ${names[gateway]} far under its baseline`,
      description: `${names[gateway]} authorizes ${authPct.toFixed(1)} % of payments; the 7-day baseline is ${baselinePct.toFixed(1)} %. Threshold: ${dropPp} pp.`,
      value: authPct.toFixed(1),
      baseline: baselinePct.toFixed(1),
      runbook_url: `${runbooks}/fallback-payment-gateway`,
    },
    expression: `payment:auth_pct:baseline7d{gateway="${gateway}"} - payment:auth_pct:5m{gateway="${gateway}"} > ${dropPp}`,
  };
}

function checkout5xxHigh(pct: number): Violation {
  return {
    labels: {
      alertname: "Checkout5xxHigh",
      job: "shop",
      service: "checkout",
      severity: "critical",
      team: "web",
    },
    annotations: {
      summary: "Checkout answers too many requests with 5xx",
      description: `5xx on checkout endpoints: ${pct.toFixed(1)} %. Threshold: ${max5xxPct} %. Usual: 0.1 %.`,
      value: pct.toFixed(2),
      baseline: "0.1",
      runbook_url: `${runbooks}/feature-flag-rollback`,
    },
    expression: `checkout:5xx_pct:5m > ${max5xxPct}`,
  };
}

function checkoutSlow(seconds: number): Violation {
  return {
    labels: {
      alertname: "CheckoutSlow",
      job: "shop",
      service: "checkout",
      severity: "warning",
      team: "web",
    },
    annotations: {
      summary: "Checkout is slow",
      description: `95 % of checkout requests take up to ${seconds.toFixed(1)} s. Threshold: ${maxLatencySeconds} s. Usual: 0.5 s.`,
      value: seconds.toFixed(2),
      baseline: "0.5",
      runbook_url: `${runbooks}/graceful-degradation`,
    },
    expression: `checkout:latency_p95_seconds:5m > ${maxLatencySeconds}`,
  };
}
