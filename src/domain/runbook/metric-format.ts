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

/** Chosen by the key it has, so that a mistake is told for the kind that was meant. */
export const metricSchema = z.unknown().transform((value, context): Metric => {
  const schema = isObject(value) && "http" in value ? httpMetric : prometheusMetric;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  context.issues.push(...result.error.issues.map((issue) => ({ ...issue, input: value }) as never));
  return z.NEVER;
});

export type Metric = z.output<typeof prometheusMetric> | z.output<typeof httpMetric>;

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
