// Owns what Muster measures of itself, in Prometheus's terms.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { FreezeFigures } from "./domain/freeze/figures.ts";

/** What the database says at the moment of a scrape. */
export type LedgerFigures = {
  readonly owed: number;
  /** Sent, and no answer known. */
  readonly sent: number;
  readonly dead: number;
  readonly oldestOwedSeconds: number;
  readonly deadDeliveries: number;
};

export type Metrics = {
  readonly registry: Registry;
  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void;
  countDelivery(labels: { hook: string; source: string; status: number }): void;
  /** `outcome`: done, later, unknown, dead, dropped. */
  countEffect(labels: { kind: string; outcome: string }): void;
  /** From due to the first attempt. */
  observeLaneWait(seconds: number): void;
  /** From due to fired. */
  observeTimerLateness(seconds: number): void;
  /** Read anew at each scrape; where it fails the figures are left out. */
  watchLedger(read: () => Promise<LedgerFigures>): void;
  watchFreezes(read: () => Promise<FreezeFigures>): void;
};

const REQUEST_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const LATENESS_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 1800];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "muster_http_request_duration_seconds",
    help: "HTTP requests, from the head read to the answer sent",
    labelNames: ["method", "route", "status"],
    buckets: REQUEST_BUCKETS,
    registers,
  });
  const deliveries = new Counter({
    name: "muster_deliveries_total",
    help: "Webhook deliveries by what they were answered: 202 is stored, the rest refused",
    labelNames: ["hook", "source", "status"],
    registers,
  });
  const effects = new Counter({
    name: "muster_effects_total",
    help: "Attempts to change the outside world, by kind and outcome",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const laneWait = new Histogram({
    name: "muster_lane_wait_seconds",
    help: "How long an effect was due before it was first tried",
    buckets: LATENESS_BUCKETS,
    registers,
  });
  const lateness = new Histogram({
    name: "muster_timer_lateness_seconds",
    help: "How late timers fired",
    buckets: LATENESS_BUCKETS,
    registers,
  });
  return {
    registry,
    observeRequest: (labels, seconds) => requests.observe(labels, seconds),
    countDelivery: (labels) => deliveries.inc(labels),
    countEffect: (labels) => effects.inc(labels),
    observeLaneWait: (seconds) => laneWait.observe(Math.max(0, seconds)),
    observeTimerLateness: (seconds) => lateness.observe(Math.max(0, seconds)),
    watchLedger: (read) => watchLedger(registry, read),
    watchFreezes: (read) => watchFreezes(registry, read),
  };
}

/** One reading for the gauges of one scrape; none while the database is away, of which readyz tells. */
function once<T>(read: () => Promise<T>): () => Promise<T | undefined> {
  let reading: Promise<T | undefined> | undefined;
  return () => {
    reading ??= read()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
}

function watchFreezes(registry: Registry, read: () => Promise<FreezeFigures>): void {
  const figures = once(read);
  gauge(registry, figures, {
    name: "muster_freeze_repositories",
    help: "Repositories by how GitHub was last read back: open, staged, frozen, drifted, unknown, failed, unenforced",
    labelNames: ["state"],
    values: ({ repositories }) =>
      Object.entries(repositories).map(([state, many]) => [{ state }, many] as const),
  });
  gauge(registry, figures, {
    name: "muster_freeze_lag_seconds",
    help: "How long the slowest repository has not been what is wanted of it; 0 where all are",
    values: ({ lagSeconds }) => [[{}, lagSeconds]],
  });
}

function watchLedger(registry: Registry, read: () => Promise<LedgerFigures>): void {
  const figures = once(read);
  gauge(registry, figures, {
    name: "muster_outbox_rows",
    help: "Effects not yet settled (owed, sent) and given up (dead)",
    labelNames: ["state"],
    values: ({ owed, sent, dead }) => [
      [{ state: "owed" }, owed],
      [{ state: "sent" }, sent],
      [{ state: "dead" }, dead],
    ],
  });
  gauge(registry, figures, {
    name: "muster_outbox_oldest_owed_seconds",
    help: "Age of the effect that has been due the longest",
    values: ({ oldestOwedSeconds }) => [[{}, oldestOwedSeconds]],
  });
  gauge(registry, figures, {
    name: "muster_dead_deliveries",
    help: "Webhook deliveries that nothing understood",
    values: ({ deadDeliveries }) => [[{}, deadDeliveries]],
  });
}

type FiguresGauge<T> = {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: string[];
  readonly values: (figures: T) => readonly (readonly [Record<string, string>, number])[];
};

function gauge<T>(
  registry: Registry,
  figures: () => Promise<T | undefined>,
  { name, help, labelNames = [], values }: FiguresGauge<T>,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      const now = await figures();
      this.reset();
      // `reset` leaves a 0 where there are no labels, which would be a lie while nothing is known.
      if (!now && labelNames.length === 0) this.remove();
      for (const [labels, value] of now ? values(now) : []) this.set(labels, value);
    },
  });
}
