// What a freeze step may say: look whether it can be done, declare it, make sure of it, report what passed.
import { z } from "zod";
import { durationBetween } from "../language/duration.ts";
import { rehearseSchema } from "./http-format.ts";
import { nameSchema, principalSchema, templateSchema, valueSchema } from "./scalars.ts";
import { byClick, irreversible, onFail, outputType, shared } from "./step-parts.ts";

const repository = z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, {
  error: "write owner/name, as in 'github.repositories' of muster.yml",
});

/** As rulesets write them: `*` is anything but a slash, `**` anything at all. */
const branch = z.string().regex(/^(~DEFAULT_BRANCH|~ALL|refs\/heads\/[^\s~^:?[\\]{1,200})$/, {
  error: "write ~DEFAULT_BRANCH, ~ALL, or a pattern such as refs/heads/release/**/*",
});
const tag = z.string().regex(/^(~ALL|refs\/tags\/[^\s~^:?[\\]{1,200})$/, {
  error: "write ~ALL, or a pattern such as refs/tags/v*",
});

export const deployHolds = ["merges_only", "variable", "workflow", "gate"] as const;

const exceptions = z.strictObject({
  need: z.int().min(1).max(5).describe("How many people have to approve an exception."),
  from: z.array(principalSchema).min(1).max(10).describe("Who may approve one."),
  exclude: z
    .array(z.enum(["requester", "author"]))
    .default(["requester", "author"])
    .describe("Whose votes never count: both, always; written for those who read the file."),
  valid_for: durationBetween("15m", "7d")
    .prefault("12h")
    .describe("An approved exception that was not merged by then is void."),
  bind: z
    .literal("head_sha")
    .default("head_sha")
    .describe("An exception is for one commit: a push asks anew."),
});

const lift = z.strictObject({
  mode: z
    .enum(["auto", "ask"])
    .default("auto")
    .describe("`auto`: it ends by itself. `ask`: it holds until a release manager lets go."),
  early_need: z.int().min(0).max(5).default(1).describe("Votes to end it early, or shorten it."),
  extend_need: z.int().min(0).max(5).default(1).describe("Votes to make it longer."),
});

/** What is left out of a declaration is as `freeze` in muster.yml says. */
export const freezeSchema = z.strictObject({
  ...shared,
  ...byClick,
  irreversible,
  kind: z.literal("freeze").describe("A code freeze on GitHub."),
  op: z
    .enum(["preflight", "declare", "assert", "report"])
    .describe(
      "`preflight`: can these repositories be frozen? `declare`: freeze them. `assert`: wait until it is read back. `report`: what passed and what changed, in the thread.",
    ),
  repos: z
    .union([valueSchema, z.array(repository).min(1).max(200)])
    .optional()
    .describe("For preflight and declare: an input of type repo_list, or a list of owner/name."),
  starts_at: valueSchema
    .optional()
    .describe("For declare: `2026-11-27T00:00+01:00`, or an input of type datetime."),
  ends_at: valueSchema.optional().describe("For declare: as `starts_at`; or `hours`."),
  hours: z
    .union([z.int().min(1).max(720), valueSchema])
    .optional()
    .describe("For declare: how long, in hours on a stopwatch; a number or an input."),
  reason: templateSchema(500)
    .optional()
    .describe("For declare: why, for people in Slack only. Left out: the step's title. Liquid."),
  branches: z.array(branch).min(1).max(20).optional().describe("For declare: which are held."),
  tags: z.array(tag).max(20).optional().describe("For declare: which tags nobody may make."),
  deploys: z
    .union([
      z.enum(deployHolds),
      z.array(z.enum(["variable", "workflow", "gate"])).max(3),
      valueSchema,
    ])
    .optional()
    .describe(
      "For declare: how deployments are held, too. `merges_only`, `variable`, `workflow`, `gate`, several of the last three, or an input of type enum with these values.",
    ),
  exceptions: exceptions.optional().describe("For declare: who lets single commits through."),
  lift: lift.optional().describe("For declare: how it ends."),
  drift: z
    .enum(["alert", "reassert"])
    .optional()
    .describe("For declare: a rule taken away by hand is told once, or put back."),
  notices: z
    .array(durationBetween("5m", "7d"))
    .min(1)
    .max(5)
    .optional()
    .describe("For declare: how long before the start people are told, such as `[24h, 1h]`."),
  undo: z
    .literal("auto")
    .optional()
    .describe("For declare: `auto` lifts it, or calls it off before it began."),
  freeze: valueSchema
    .optional()
    .describe("For assert and report: FRZ-7, or the output of the step that declared it."),
  state: z
    .enum(["active", "lifted"])
    .optional()
    .describe("For assert: every repository is read back frozen, or read back open."),
  within: durationBetween("15s", "24h")
    .optional()
    .describe("For assert: how long it may take (10m); then `on_fail`."),
  outputs: z
    .record(
      nameSchema,
      z.strictObject({
        type: z
          .enum([...outputType.options, "datetime"])
          .describe("Its type, as what the operation gives has it."),
      }),
    )
    .default({})
    .describe(
      "What later steps use. preflight gives ok, failed, open_prs and auto_merge; declare gives freeze_id, starts_at and ends_at; assert gives held and of; report gives exceptions, bypasses, merges and drift.",
    ),
  rehearse: rehearseSchema,
  on_fail: onFail,
});
