// Answers Prometheus's instant query for the shop's recorded series.

import { type Answer, ok } from "./answer.ts";
import { windowSeconds } from "./figures.ts";
import { type Expression, type Matcher, readPromql } from "./promql.ts";
import type { Labels } from "./rules.ts";
import { type Figures, gateways } from "./types.ts";

type Sample = { readonly metric: Labels; readonly value: number };

/** `query` is PromQL; the answer is what `/api/v1/query` gives, with its 400 for a bad query. */
export function answerQuery(query: string, figures: Figures, now: Date): Answer {
  const reading = readPromql(query);
  if (!reading.ok) {
    return {
      status: 400,
      body: { status: "error", errorType: "bad_data", error: reading.error },
    };
  }
  const at = now.getTime() / 1000;
  if (reading.expression.kind === "number") {
    const result = [at, String(reading.expression.value)];
    return ok({ status: "success", data: { resultType: "scalar", result } });
  }
  const result = evaluate(reading.expression, figures).map(({ metric, value }) => ({
    metric,
    value: [at, String(value)],
  }));
  return ok({ status: "success", data: { resultType: "vector", result } });
}

/** Every recorded series with its present value, for someone who follows an alert's link. */
export function listSeries(figures: Figures): readonly { series: string; value: number }[] {
  return [...series(figures), ...increases(figures)].map(({ metric, value }) => {
    const { __name__: name, ...labels } = metric;
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return { series: pairs.length === 0 ? `${name}` : `${name}{${pairs.join(",")}}`, value };
  });
}

function evaluate(expression: Expression, figures: Figures): readonly Sample[] {
  switch (expression.kind) {
    case "number":
    case "vector":
      return [{ metric: {}, value: expression.value }];
    case "selector":
      return select(series(figures), expression.metric, expression.matchers);
    case "range": {
      const { metric, matchers } = expression.selector;
      const divisor = expression.function === "rate" ? windowSeconds : 1;
      return select(increases(figures), metric, matchers).map((sample) => ({
        metric: withoutName(sample.metric),
        value: sample.value / divisor,
      }));
    }
    case "aggregate": {
      const samples = evaluate(expression.of, figures);
      if (samples.length === 0) return [];
      const values = samples.map((sample) => sample.value);
      return [{ metric: {}, value: aggregate(expression.function, values) }];
    }
  }
}

function aggregate(name: "sum" | "max" | "min" | "avg", values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0);
  switch (name) {
    case "sum":
      return total;
    case "avg":
      return total / values.length;
    case "max":
      return Math.max(...values);
    case "min":
      return Math.min(...values);
  }
}

function series({ gateways: byGateway, checkout, ...site }: Figures): readonly Sample[] {
  const perGateway = gateways.flatMap((gateway) => [
    // A rate of nothing is 0/0: Prometheus keeps the series and says NaN.
    named("payment:auth_pct:5m", byGateway[gateway].auth_pct ?? Number.NaN, gateway),
    named("payment:auth_pct:baseline7d", byGateway[gateway].baseline_auth_pct, gateway),
    named("payment:error_pct:5m", byGateway[gateway].error_pct ?? Number.NaN, gateway),
  ]);
  return [
    ...perGateway,
    named("checkout:5xx_pct:5m", checkout["5xx_pct"]),
    named("checkout:latency_p95_seconds:5m", checkout.latency_p95_seconds),
    named("web:js_error_pct:5m", checkout.js_error_pct),
    named("db:cpu_pct:1m", checkout.db_cpu_pct),
    ...Object.entries(site.certificate_days_left).map(([host, value]) => ({
      metric: { __name__: "tls:certificate_days_left", host },
      value,
    })),
    ...Object.entries(site.dns_mismatch).map(([host, value]) => ({
      metric: { __name__: "dns:resolver_mismatch", host },
      value,
    })),
    { metric: { __name__: "up", job: "shop" }, value: 1 },
  ];
}

function increases({ gateways: byGateway }: Figures): readonly Sample[] {
  return gateways.map((gateway) =>
    named("payment_attempts_total", byGateway[gateway].attempts, gateway),
  );
}

function named(name: string, value: number, gateway?: string): Sample {
  return { metric: { __name__: name, ...(gateway ? { gateway } : {}) }, value };
}

function withoutName(metric: Labels): Labels {
  return Object.fromEntries(Object.entries(metric).filter(([label]) => label !== "__name__"));
}

function select(
  samples: readonly Sample[],
  metric: string,
  matchers: readonly Matcher[],
): readonly Sample[] {
  return samples.filter(
    (sample) =>
      sample.metric["__name__"] === metric &&
      matchers.every((matcher) => matches(matcher, sample.metric[matcher.label] ?? "")),
  );
}

function matches({ operator, value }: Matcher, actual: string): boolean {
  switch (operator) {
    case "=":
      return actual === value;
    case "!=":
      return actual !== value;
    case "=~":
      return new RegExp(`^(?:${value})$`).test(actual);
    case "!~":
      return !new RegExp(`^(?:${value})$`).test(actual);
  }
}
