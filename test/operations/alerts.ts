// An Alertmanager that tells a workbench of alerts, and Muster understanding what it told.
import { deliveryKey } from "../../src/intake/key.ts";
import { readDelivery } from "../../src/intake/read-delivery.ts";
import { sourceOf } from "../../src/intake/sources.ts";
import { understandDeliveries } from "../../src/operations/understand-deliveries.ts";
import { insertDeliveries } from "../../src/storage/deliveries.ts";
import type { Workbench } from "../support/operations.ts";

export type Wanted = {
  readonly name: string;
  readonly status?: "firing" | "resolved";
  readonly labels?: Record<string, string>;
};

/** An Alertmanager body in its version 4 form. */
export function body(
  alerts: readonly Wanted[],
  startsAt = "2026-11-27T17:59:00Z",
  endsAt = "",
): string {
  return JSON.stringify({
    version: "4",
    status: alerts.every((alert) => alert.status === "resolved") ? "resolved" : "firing",
    groupKey: "{}:{}",
    receiver: "muster",
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: "http://alertmanager.test",
    truncatedAlerts: 0,
    alerts: alerts.map(({ name, status = "firing", labels = {} }) => ({
      status,
      labels: { alertname: name, service: "checkout", severity: "critical", ...labels },
      annotations: { summary: `${name} is firing` },
      startsAt,
      endsAt: status === "resolved" ? endsAt : "0001-01-01T00:00:00Z",
      generatorURL: "http://prometheus.test/graph",
      fingerprint: `${name}${JSON.stringify(labels)}`,
    })),
  });
}

export async function send(bench: Workbench, text: string): Promise<void> {
  const delivery = {
    source: "alertmanager",
    hook: "alertmanager",
    method: "POST",
    path: "/hooks/alertmanager",
    query: "",
    headers: {},
    body: new TextEncoder().encode(text),
    receivedAt: bench.clock.now(),
  };
  const key = deliveryKey(sourceOf("alertmanager"), delivery);
  await insertDeliveries(bench.ctx.db, [{ ...delivery, ...key, id: bench.ctx.newId(), copies: 1 }]);
}

export async function understand(bench: Workbench): Promise<void> {
  const reader = {
    read: (row: Parameters<typeof readDelivery>[0]) => readDelivery(row),
    serviceOf: () => undefined,
  };
  while ((await understandDeliveries(bench.ctx, reader, 50)) > 0);
}
