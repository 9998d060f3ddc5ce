// What a github step may say: roll a deployment back, or dispatch a workflow and follow its run.
import { z } from "zod";
import { durationBetween } from "../language/duration.ts";
import { rehearseSchema } from "./http-format.ts";
import { nameSchema, templateSchema } from "./scalars.ts";
import { byClick, irreversible, onFail, outputType, shared, validFor } from "./step-parts.ts";

const workflow = z.string().regex(/^[\w.-]{1,100}$/, {
  error: "write the workflow's file name, such as deploy.yml",
});

const dispatchInputs = z
  .record(z.string().min(1).max(100), templateSchema(500))
  .default({})
  .describe("Inputs of the workflow, as texts. Liquid.");

/** `repo` is a repository of the allow-list in muster.yml, or an input of type repo. */
export const githubSchema = z.strictObject({
  ...shared,
  ...byClick,
  irreversible,
  kind: z.literal("github").describe("Acts on a repository of the list in muster.yml."),
  op: z
    .enum(["rollback_deployment", "dispatch"])
    .describe(
      "`rollback_deployment`: deploy again what ran well before (nothing is merged). `dispatch`: start a workflow and follow its run.",
    ),
  repo: templateSchema(200).describe("`owner/name`, or one input of type repo."),
  environment: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe("For rollback_deployment: the environment, such as `production`."),
  workflow: workflow.optional().describe("For dispatch: the workflow's file, such as deploy.yml."),
  ref: templateSchema(200).optional().describe("For dispatch: the branch or tag it runs on."),
  inputs: dispatchInputs,
  wait: durationBetween("10s", "6h")
    .optional()
    .describe("How long the deployment or the workflow may take; then a person is asked."),
  outputs: z
    .record(nameSchema, z.strictObject({ type: outputType }))
    .default({})
    .describe(
      "What later steps use. rollback_deployment gives sha, previous_sha and url; dispatch gives run_id (integer), url and conclusion.",
    ),
  rehearse: rehearseSchema,
  undo: z
    .union([
      z.literal("auto"),
      z.strictObject({
        op: z.literal("dispatch").describe("A workflow that takes it back."),
        workflow: workflow.optional().describe("As in the step where left out."),
        ref: templateSchema(200).optional().describe("As in the step where left out."),
        inputs: dispatchInputs,
        valid_for: validFor,
      }),
    ])
    .optional()
    .describe("`auto` (rollback_deployment only) deploys what ran before, or another dispatch."),
  on_fail: onFail,
});
