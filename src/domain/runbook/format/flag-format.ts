// What a flag step may say: one flag of one environment, in Unleash or LaunchDarkly.
import { z } from "zod";
import { connectionSchema, templateSchema } from "./scalars.ts";
import { byClick, irreversible, onFail, retry, shared, validFor, within } from "./step-parts.ts";

const flagSetting = z.union([
  z.enum(["on", "off"]),
  z.strictObject({
    variation: templateSchema(100).describe("Name of the variation that everybody gets. Liquid."),
  }),
]);

export const flagSchema = z.strictObject({
  ...shared,
  ...byClick,
  irreversible,
  kind: z.literal("flag").describe("Switches one feature flag in one environment."),
  connection: connectionSchema.describe("Name from muster.yml, of kind unleash or launchdarkly."),
  project: z.string().min(1).max(100).describe("Project of the flag."),
  env: z.string().min(1).max(100).describe("Environment, such as `production`."),
  flag: templateSchema(200).describe("Name (key) of the flag. Liquid."),
  set: flagSetting.describe('`"on"`, `"off"`, or `{variation: <name>}`.'),
  retry,
  verify: z
    .strictObject({
      flag_state: flagSetting.describe("The state that must be read back; as in `set`."),
      within,
    })
    .optional()
    .describe("Reads the flag back after the change."),
  undo: z
    .union([
      z.literal("auto"),
      z.strictObject({
        set: flagSetting.describe("What the flag is set to instead."),
        valid_for: validFor,
      }),
    ])
    .optional()
    .describe(
      "`auto` puts back what was read before the change, or `{set: …}`. If somebody changed the flag meanwhile, a person decides.",
    ),
  on_fail: onFail,
});
