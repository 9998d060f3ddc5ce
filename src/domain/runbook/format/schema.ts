// The JSON Schema of the format, for editors: completion, hover text and red lines while one writes.
import { z } from "zod";
import { headSchema, MAX_STEPS } from "./format.ts";
import { stepSchemas } from "./step-format.ts";
import { undoesSchema } from "./undoes-format.ts";

/** Steps with `undoes` come last, so that an editor takes them only where that key stands. */
const stepSchema = z.union([...Object.values(stepSchemas), undoesSchema]);

const fileSchema = headSchema.extend({
  steps: z.array(stepSchema).min(1).max(MAX_STEPS).describe("The steps, in order, at most 60."),
});

/** What an editor cannot see (references, conditions, rules between keys) is left to `lint`. */
export function runbookJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(fileSchema, {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      const { description } = jsonSchema;
      // Editors show backticks as they are, unless told that it is Markdown.
      if (description?.includes("`")) jsonSchema["markdownDescription"] = description;
    },
  });
  return { $schema, title: "Muster runbook", ...schema };
}
