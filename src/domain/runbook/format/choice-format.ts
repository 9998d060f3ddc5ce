// What a choice may say: two to five buttons, the first valid click wins.
import { z } from "zod";
import { humanTimeout, shared } from "./step-parts.ts";

const optionSchema = z.strictObject({
  value: z
    .union([z.string().min(1).max(40), z.boolean()])
    .transform(String)
    .describe("What `steps.<id>.output.value` is then. Write `no` and the like in quotes."),
  label: z.string().min(1).max(75).describe("The words on the button."),
  style: z.enum(["primary", "danger"]).optional().describe("Green or red; plain where left out."),
  goto: z
    .string()
    .min(1)
    .optional()
    .describe("Id of the later step, or `end`, where this choice leads."),
});

export const choiceSchema = z.strictObject({
  ...shared,
  ...humanTimeout,
  kind: z.literal("choice").describe("A person chooses one of two to five ways."),
  options: z.array(optionSchema).min(2).max(5).describe("The buttons, in order."),
});
