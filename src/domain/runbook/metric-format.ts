// What a named read-only query may say.
import { z } from "zod";
import { durationBetween } from "./duration.ts";
import { connectionSchema, pathSchema, pointerSchema, templateSchema } from "./scalars.ts";

const shared = {
  /** A sample older than this says nothing about now. */
  max_age: durationBetween("1s", "30d").prefault("2m"),
  type: z.enum(["number", "boolean", "string"]).default("number"),
};

const prometheusMetric = z.strictObject({
  prometheus: connectionSchema,
  promql: templateSchema(1_000),
  ...shared,
});

const httpMetric = z.strictObject({
  http: connectionSchema,
  path: pathSchema,
  query: z.record(z.string(), z.union([templateSchema(500), z.number(), z.boolean()])).default({}),
  pointer: pointerSchema,
  ...shared,
});

export const metricSchema = z.union([prometheusMetric, httpMetric]);

export type PrometheusMetric = z.output<typeof prometheusMetric>;
export type HttpMetric = z.output<typeof httpMetric>;
export type Metric = PrometheusMetric | HttpMetric;
