// What an input may say: its type, its bounds and where its value comes from.
import { z } from "zod";
import { expressionSchema } from "./scalars.ts";

const INPUT_TYPES = [
  "string",
  "text",
  "integer",
  "number",
  "boolean",
  "enum",
  "duration",
  "datetime",
  "url",
  "user",
  "channel",
  "service",
  "repo",
  "repo_list",
] as const;

export const inputSchema = z
  .strictObject({
    type: z
      .enum(INPUT_TYPES)
      .describe("What kind of value: it decides the field of the form and what is accepted."),
    label: z.string().min(1).max(75).optional().describe("The words above the field."),
    required: z.boolean().default(false).describe("Whether it has to be filled in."),
    default: z
      .union([z.string().max(1_000), z.number(), z.boolean()])
      .optional()
      .describe("What it is where nobody fills it in."),
    min: z.number().optional().describe("Least number, or least length of a text."),
    max: z
      .number()
      .optional()
      .describe("Greatest number, length of a text, or count of a repo_list."),
    values: z
      .array(z.string().min(1).max(75))
      .min(1)
      .max(100)
      .optional()
      .describe("For enum: what can be chosen."),
    pattern: z
      .string()
      .max(200)
      .refine(isPattern, { error: "not a regular expression" })
      .optional()
      .describe("For string and text: a regular expression that the whole value matches."),
    check: expressionSchema
      .optional()
      .describe(
        "A condition in CEL that must hold, also between inputs: `inputs.to != inputs.from`.",
      ),
    warn_if: expressionSchema
      .optional()
      .describe("A condition in CEL under which the form warns and still accepts."),
  })
  .superRefine((input, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (input.type === "enum" && !input.values) wrong("values", "an enum lists its values");
    if (input.type !== "enum" && input.values) wrong("values", "only an enum has values");
    if (input.pattern !== undefined && !["string", "text"].includes(input.type)) {
      wrong("pattern", "only string and text have a pattern");
    }
    const bounded = ["integer", "number", "string", "text"].includes(input.type);
    if (!bounded && input.min !== undefined) wrong("min", `${input.type} has no least value`);
    const hasMost = bounded || input.type === "repo_list";
    if (!hasMost && input.max !== undefined) wrong("max", `${input.type} has no greatest value`);
  });

export type Input = z.output<typeof inputSchema>;
export type InputType = Input["type"];

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    // A pattern that does not compile is exactly what is asked about.
    return false;
  }
}
