// What an end may say: how the run came out, and what to look at next.
import { z } from "zod";
import { runbookIdSchema } from "./scalars.ts";
import { shared } from "./step-parts.ts";

export const endSchema = z.strictObject({
  id: shared.id,
  kind: z.literal("end").describe("The run ends here."),
  title: shared.title.optional().describe("One line that says how it ended. Liquid."),
  text: shared.text,
  when: shared.when,
  outcome: z
    .enum(["success", "not_applicable", "left_as_is", "failed"])
    .describe("How it came out; kept on the run."),
  suggest: z
    .array(runbookIdSchema)
    .max(5)
    .default([])
    .describe("Ids of other runbooks, offered as buttons."),
});
