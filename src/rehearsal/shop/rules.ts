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
  const exceeded = ceilings.filter(({ figure, most }) => checkout[figure] > most);
  return [
    ...found,
    ...exceeded.map((ceiling) => tooHigh(ceiling, checkout[ceiling.figure])),
    ...siteViolations(figures),
  ];
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

/** A figure of the checkout that may not be above so much. */
type Ceiling = Pick<Draft, "alertname" | "severity" | "summary" | "runbook"> & {
  readonly figure: "5xx_pct" | "js_error_pct" | "latency_p95_seconds" | "db_cpu_pct";
  readonly metric: string;
  readonly most: number;
  readonly usual: string;
  readonly unit: "%" | "s";
  /** Of the value, where it is stated alone. */
  readonly digits: number;
  readonly describe: (value: number) => string;
};

const ceilings: readonly Ceiling[] = [
  {
    alertname: "Checkout5xxHigh",
    severity: "critical",
    summary: "Checkout answers too many requests with 5xx",
    runbook: "feature-flag-rollback",
    figure: "5xx_pct",
    metric: "checkout:5xx_pct:5m",
    ...{ most: 0.5, usual: "0.1", unit: "%", digits: 2 },
    describe: (pct) => `5xx on checkout endpoints: ${pct.toFixed(1)} %`,
  },
  {
    alertname: "JsErrorSpike",
    severity: "critical",
    summary: "Pages throw script errors at customers",
    runbook: "feature-flag-rollback",
    figure: "js_error_pct",
    metric: "web:js_error_pct:5m",
    ...{ most: 1, usual: "0.3", unit: "%", digits: 2 },
    describe: (pct) => `Page views with a script error: ${pct.toFixed(1)} %`,
  },
  {
    alertname: "CheckoutSlow",
    severity: "warning",
    summary: "Checkout is slow",
    runbook: "graceful-degradation",
    figure: "latency_p95_seconds",
    metric: "checkout:latency_p95_seconds:5m",
    ...{ most: 2, usual: "0.5", unit: "s", digits: 2 },
    describe: (seconds) => `95 % of checkout requests take up to ${seconds.toFixed(1)} s`,
  },
  {
    alertname: "DbSaturation",
    severity: "critical",
    summary: "The shop's database has nothing left to give",
    runbook: "graceful-degradation",
    figure: "db_cpu_pct",
    metric: "max(db:cpu_pct:1m)",
    ...{ most: 90, usual: "34", unit: "%", digits: 0 },
    describe: (pct) => `Database CPU: ${pct.toFixed(0)} %`,
  },
];

function tooHigh(ceiling: Ceiling, value: number): Violation {
  const { alertname, severity, summary, runbook, metric, most, usual, unit, digits } = ceiling;
  return violation({
    ...{ alertname, severity, team: "web", summary, runbook },
    description: `${ceiling.describe(value)}. Threshold: ${most} ${unit}. Usual: ${usual} ${unit}.`,
    value: value.toFixed(digits),
    baseline: usual,
    expression: `${metric} > ${most}`,
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
