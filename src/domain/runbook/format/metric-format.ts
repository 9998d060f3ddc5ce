// What a named read-only query may say.
import { z } from "zod";
import { durationBetween } from "../language/duration.ts";
import { connectionSchema, pathSchema, pointerSchema, templateSchema } from "./scalars.ts";

const shared = {
  max_age: durationBetween("1s", "30d")
    .prefault("2m")
    .describe("A sample older than this says nothing about now: the metric is unknown."),
  type: z
    .enum(["number", "boolean", "string"])
    .default("number")
    .describe("What the answer must be; anything else is unknown."),
};

const prometheusMetric = z.strictObject({
  prometheus: connectionSchema.describe("Connection of kind prometheus, from muster.yml."),
  promql: templateSchema(1_000).describe(
    'A query that gives one series. A placeholder only as a whole label value: `rate{g="{{ inputs.g }}"}`.',
  ),
  ...shared,
});

const httpMetric = z.strictObject({
  http: connectionSchema.describe("Connection of kind http, from muster.yml."),
  path: pathSchema.describe("Path of the GET, relative to the connection. Liquid."),
  query: z
    .record(z.string(), z.union([templateSchema(500), z.number(), z.boolean()]))
    .default({})
    .describe("Query parameters of the GET."),
  pointer: pointerSchema.describe("Where the value stands in the answer: a JSON pointer."),
  ...shared,
});

export const metricSchema = z.union([prometheusMetric, httpMetric]);

export type PrometheusMetric = z.output<typeof prometheusMetric>;
export type HttpMetric = z.output<typeof httpMetric>;
export type Metric = PrometheusMetric | HttpMetric;
