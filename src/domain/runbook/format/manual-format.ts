// What a manual step may say: something that a person does.
import { z } from "zod";
import { inputSchema } from "./input-format.ts";
import { nameSchema } from "./scalars.ts";
import { humanTimeout, onFail, shared } from "./step-parts.ts";

export const manualSchema = z.strictObject({
  ...shared,
  ...humanTimeout,
  kind: z.literal("manual").describe("A person does something: Done, Could not, or Skip."),
  collect: z
    .record(nameSchema, inputSchema)
    .default({})
    .describe(
      "Fields that Done asks for in a form, by name, as under `inputs`. Later steps use them as `steps.<id>.output.<name>`.",
    ),
  on_fail: onFail,
});
