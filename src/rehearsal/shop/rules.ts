// Decides which alert rules hold for the shop's figures, and what they say.
import { rightAddress } from "./admin/site.ts";
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
const maxJsErrorPct = 1;
const maxLatencySeconds = 2;
const maxDbPct = 90;
const minDaysLeft = 14;
const runbooks = "https://runbooks.shop.example";

export function findViolations(figures: Figures): readonly Violation[] {
  const { gateways: byGateway, checkout } = figures;
  const found: Violation[] = [];
  for (const gateway of gateways) {
    const { auth_pct, baseline_auth_pct, attempts } = byGateway[gateway];
    if (auth_pct !== null && attempts >= enoughAttempts && baseline_auth_pct - auth_pct > dropPp) {
      found.push(authRateDrop(gateway, auth_pct, baseline_auth_pct));
    }
  }
  if (checkout["5xx_pct"] > max5xxPct) found.push(checkout5xxHigh(checkout["5xx_pct"]));
  if (checkout.js_error_pct > maxJsErrorPct) found.push(jsErrorSpike(checkout.js_error_pct));
  if (checkout.latency_p95_seconds > maxLatencySeconds) {
    found.push(checkoutSlow(checkout.latency_p95_seconds));
  }
  if (checkout.db_cpu_pct > maxDbPct) found.push(dbSaturation(checkout.db_cpu_pct));
  return [...found, ...siteViolations(figures)];
}

function siteViolations({ certificate_days_left, dns_mismatch }: Figures): readonly Violation[] {
  const expiring = Object.entries(certificate_days_left).filter(([, days]) => days < minDaysLeft);
  const mismatched = Object.entries(dns_mismatch).filter(([, value]) => value === 1);
  return [
    ...expiring.map(([host, days]) => certExpiring(host, days)),
    ...mismatched.map(([host]) => resolverMismatch(host)),
  ];
}

type Draft = {
  readonly alertname: string;
  readonly severity: "critical" | "warning";
  readonly team: "payments" | "web";
  readonly labels?: Labels;
  readonly summary: string;
  readonly description: string;
  readonly value: string;
  readonly baseline: string;
  readonly runbook: string;
  readonly expression: string;
};

// A summary names the condition, not a figure of the moment: it becomes the title people read for hours.
function violation(draft: Draft): Violation {
  const { alertname, severity, team, summary, description, value, baseline } = draft;
  return {
    labels: { alertname, ...draft.labels, job: "shop", service: "checkout", severity, team },
    annotations: {
      summary,
      description,
      value,
      baseline,
      runbook_url: `${runbooks}/${draft.runbook}`,
    },
    expression: draft.expression,
  };
}

const names: Readonly<Record<Gateway, string>> = {
  stripe: "Stripe",
  payu: "PayU",
  paypal: "PayPal",
};

function authRateDrop(gateway: Gateway, authPct: number, baselinePct: number): Violation {
  return violation({
    alertname: "PaymentAuthRateDrop",
    severity: "critical",
    team: "payments",
    labels: { gateway },
    summary: `Payment authorization rate at ${names[gateway]} far under its baseline`,
    description: `${names[gateway]} authorizes ${authPct.toFixed(1)} % of payments; the 7-day baseline is ${baselinePct.toFixed(1)} %. Threshold: ${dropPp} pp.`,
    value: authPct.toFixed(1),
    baseline: baselinePct.toFixed(1),
    runbook: "fallback-payment-gateway",
    expression: `payment:auth_pct:baseline7d{gateway="${gateway}"} - payment:auth_pct:5m{gateway="${gateway}"} > ${dropPp}`,
  });
}

function checkout5xxHigh(pct: number): Violation {
  return violation({
    alertname: "Checkout5xxHigh",
    severity: "critical",
    team: "web",
    summary: "Checkout answers too many requests with 5xx",
    description: `5xx on checkout endpoints: ${pct.toFixed(1)} %. Threshold: ${max5xxPct} %. Usual: 0.1 %.`,
    value: pct.toFixed(2),
    baseline: "0.1",
    runbook: "feature-flag-rollback",
    expression: `checkout:5xx_pct:5m > ${max5xxPct}`,
  });
}

function jsErrorSpike(pct: number): Violation {
  return violation({
    alertname: "JsErrorSpike",
    severity: "critical",
    team: "web",
    summary: "Pages throw script errors at customers",
    description: `Page views with a script error: ${pct.toFixed(1)} %. Threshold: ${maxJsErrorPct} %. Usual: 0.3 %.`,
    value: pct.toFixed(2),
    baseline: "0.3",
    runbook: "feature-flag-rollback",
    expression: `web:js_error_pct:5m > ${maxJsErrorPct}`,
  });
}

function checkoutSlow(seconds: number): Violation {
  return violation({
    alertname: "CheckoutSlow",
    severity: "warning",
    team: "web",
    summary: "Checkout is slow",
    description: `95 % of checkout requests take up to ${seconds.toFixed(1)} s. Threshold: ${maxLatencySeconds} s. Usual: 0.5 s.`,
    value: seconds.toFixed(2),
    baseline: "0.5",
    runbook: "graceful-degradation",
    expression: `checkout:latency_p95_seconds:5m > ${maxLatencySeconds}`,
  });
}

function dbSaturation(pct: number): Violation {
  return violation({
    alertname: "DbSaturation",
    severity: "critical",
    team: "web",
    summary: "The shop's database has nothing left to give",
    description: `Database CPU: ${pct.toFixed(0)} %. Threshold: ${maxDbPct} %. Usual: 34 %.`,
    value: pct.toFixed(0),
    baseline: "34",
    runbook: "graceful-degradation",
    expression: `max(db:cpu_pct:1m) > ${maxDbPct}`,
  });
}

function certExpiring(host: string, days: number): Violation {
  const isOver = days <= 0;
  return violation({
    alertname: "CertExpiring",
    severity: isOver ? "critical" : "warning",
    team: "web",
    labels: { host },
    summary: `The certificate of ${host} ${isOver ? "has expired" : "expires soon"}`,
    description: `Days left: ${days.toFixed(1)}. Threshold: ${minDaysLeft}.`,
    value: days.toFixed(1),
    baseline: String(minDaysLeft),
    runbook: "expired-certificate",
    expression: `tls:certificate_days_left{host="${host}"} < ${minDaysLeft}`,
  });
}

function resolverMismatch(host: string): Violation {
  const [record = "", ...zone] = host.split(".");
  return violation({
    alertname: "ResolverMismatch",
    severity: "critical",
    team: "web",
    labels: { host, zone: zone.join("."), record, expected: rightAddress },
    summary: `${host} resolves to a wrong address`,
    description: `Public resolvers do not give the address that ${host} should have.`,
    value: "1",
    baseline: "0",
    runbook: "wrong-dns-record",
    expression: `dns:resolver_mismatch{host="${host}"} == 1`,
  });
}
