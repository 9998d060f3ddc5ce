// What a wait may say: until a condition held long enough, for a while, or until a point in time.
import { z } from "zod";
import { durationBetween } from "../language/duration.ts";
import { expressionSchema, valueSchema } from "./scalars.ts";
import { shared, waitTimeoutRoute } from "./step-parts.ts";

export const waitSchema = z.strictObject({
  ...shared,
  kind: z.literal("wait").describe("Waits: exactly one of `until`, `for` and `at`."),
  until: expressionSchema
    .optional()
    .describe("A condition in CEL, with metrics by their bare name, asked again and again."),
  for: durationBetween("1s", "30d").optional().describe("A while, such as `10m`."),
  at: valueSchema
    .optional()
    .describe(
      "A point in time: `2026-11-27T00:00+01:00`, or an input of type datetime. Past: at once.",
    ),
  follows: valueSchema
    .optional()
    .describe(
      "With `at`, the end of a freeze: that freeze (FRZ-7, or the output of the step that declared it). The wait moves as the freeze is extended, shortened or lifted.",
    ),
  known_if: expressionSchema
    .optional()
    .describe("A sample counts only while this holds; else it is unknown and the hold stops."),
  hold: durationBetween("0s", "7d")
    .optional()
    .describe("How long the condition must stay true without a gap."),
  every: durationBetween("15s", "1h").optional().describe("How often it is asked (30s)."),
  timeout: durationBetween("15s", "30d")
    .optional()
    .describe("How long at most; `until` needs it, because a condition may never come true."),
  on_timeout: waitTimeoutRoute,
});
