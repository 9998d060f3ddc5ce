// What a check may say: a condition that is asked once.
import { z } from "zod";
import { expressionSchema } from "./scalars.ts";
import { byClick, routeSchema, shared } from "./step-parts.ts";

export const checkSchema = z.strictObject({
  ...shared,
  run: byClick.run,
  kind: z.literal("check").describe("Muster asks the monitoring once: yes, no, or unknown."),
  pass: expressionSchema.describe(
    "The condition in CEL, with metrics by their bare name. No data, NaN or an old sample make it unknown, and unknown never passes.",
  ),
  known_if: expressionSchema
    .optional()
    .describe("The answer counts only while this holds, such as `n_payments >= 50`; else unknown."),
  on_fail: routeSchema.describe("When it is false: `ask`, `next`, `abort`, or a goto."),
  on_unknown: routeSchema.describe("When nobody can tell: `ask`, `next`, `abort`, or a goto."),
});
