// Builds the body Alertmanager posts to a webhook receiver (version "4").
import type { Labels } from "./rules.ts";

export type Alert = {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly expression: string;
  readonly startsAt: string;
  /** Set once the rule no longer holds. */
  readonly endsAt: string | null;
};

export type AlertGroup = { readonly alertname: string; readonly service: string };

const zeroTime = "0001-01-01T00:00:00Z";

export function groupOf(alert: Alert): AlertGroup {
  return {
    alertname: alert.labels["alertname"] ?? "",
    service: alert.labels["service"] ?? "",
  };
}

export function groupKey({ alertname, service }: AlertGroup): string {
  return `{}:{alertname="${alertname}", service="${service}"}`;
}

/** `alerts` belong to one group; `baseUrl` is the shop's own address. */
export function alertmanagerBody(alerts: readonly Alert[], group: AlertGroup, baseUrl: string) {
  return {
    receiver: "muster",
    status: alerts.some((alert) => alert.endsAt === null) ? "firing" : "resolved",
    alerts: alerts.map((alert) => ({
      status: alert.endsAt === null ? "firing" : "resolved",
      labels: alert.labels,
      annotations: alert.annotations,
      startsAt: alert.startsAt,
      endsAt: alert.endsAt ?? zeroTime,
      generatorURL: `${baseUrl}/graph?g0.expr=${encodeURIComponent(alert.expression).replaceAll("%20", "+")}&g0.tab=1`,
      fingerprint: alert.fingerprint,
    })),
    groupLabels: group,
    commonLabels: inAll(alerts.map((alert) => alert.labels)),
    commonAnnotations: inAll(alerts.map((alert) => alert.annotations)),
    externalURL: baseUrl,
    version: "4",
    groupKey: groupKey(group),
    truncatedAlerts: 0,
  };
}

function inAll([first = {}, ...others]: readonly Labels[]): Labels {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)),
  );
}
