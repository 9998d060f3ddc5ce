// What an announcement may say: to whom, in which words, and whether the status page changes.
import { z } from "zod";
import { templateSchema } from "./scalars.ts";
import { byClick, shared } from "./step-parts.ts";

const audienceSchema = z
  .string()
  .regex(/^(incident|stakeholders|status_page|channel:[a-z0-9_-]{1,80})$/, {
    error: "write incident, stakeholders, status_page or channel:<name>",
  })
  .transform((to) => to as "incident" | "stakeholders" | "status_page" | `channel:${string}`);

export const announceSchema = z.strictObject({
  ...shared,
  ...byClick,
  kind: z
    .literal("announce")
    .describe(
      "Tells people. By itself where only colleagues read it; on the status page after a click, with the text still open to change.",
    ),
  to: z
    .array(audienceSchema)
    .min(1)
    .max(10)
    .describe("`incident`, `stakeholders`, `status_page` (needs `status`), `channel:<name>`."),
  status: z
    .strictObject({
      component: z
        .string()
        .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/)
        .describe("The component on the status page, such as `checkout`."),
      state: z
        .enum(["operational", "degraded", "partial_outage", "major_outage", "maintenance"])
        .describe("How it is from now on."),
    })
    .optional()
    .describe("What the status page shows; together with `status_page` under `to`."),
  text: templateSchema(2_000).describe("The words that go out. Liquid."),
});
