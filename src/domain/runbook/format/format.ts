// The file format `muster: 1`: what the head of a runbook may say, and what a read runbook is.
import { z } from "zod";
import { durationBetween } from "../language/duration.ts";
import { inputSchema } from "./input-format.ts";
import { metricSchema } from "./metric-format.ts";
import {
  metricNameSchema,
  nameSchema,
  principalSchema,
  runbookIdSchema,
  templateSchema,
} from "./scalars.ts";
import type { Step } from "./step-format.ts";

/** Sources for the limits: a file people can review, and a run that fits one Slack message. */
export const MAX_BYTES = 64 * 1024;
export const MAX_STEPS = 60;

const alertTrigger = z.strictObject({
  alert: z.string().min(1).max(200).describe("Name of the alert that brings this runbook up."),
  mode: z
    .enum(["suggest", "start"])
    .default("suggest")
    .describe(
      "`suggest` posts a button. `start` runs by itself up to the first step for a person.",
    ),
  set: z
    .record(
      nameSchema,
      z.string().regex(/^alert\.(name|title|labels\.[A-Za-z_]\w*)$/, {
        error: "write alert.name, alert.title or alert.labels.<label>",
      }),
    )
    .default({})
    .describe("Inputs filled from the alert: `{from: alert.labels.gateway}`."),
});

/** Another word for `/runbook run`: `/runbook run pay-fallback`; or what `/freeze new` offers besides its form. */
const commandTrigger = z.strictObject({
  command: z
    .union([z.literal("/freeze new"), runbookIdSchema])
    .describe("Another word for `/runbook run`: `/runbook run <command>`. Or `/freeze new`."),
});

const anyone = ["any_responder"] as const;

const permissionsSchema = z.strictObject({
  start: z
    .array(principalSchema)
    .min(1)
    .default([...anyone])
    .describe("Who may start it."),
  operate: z
    .array(principalSchema)
    .min(1)
    .default([...anyone])
    .describe("Who may run, answer, retry, skip and undo steps."),
  abort: z
    .array(principalSchema)
    .min(1)
    .default([...anyone])
    .describe("Who may end it before its end."),
});

export const headSchema = z.strictObject({
  muster: z.literal(1).describe("Version of the format."),
  id: runbookIdSchema.describe("Name of the runbook; the file is `<id>.yml`."),
  title: z.string().min(1).max(120).describe("What it is for, in one line."),
  owner: principalSchema.describe("Who is asked when it breaks, such as group:payments-leads."),
  review_by: z.iso
    .date({ error: "write a day as YYYY-MM-DD, such as 2026-12-31" })
    .optional()
    .describe(
      "Day by which somebody should have read it again. Past: a yellow line, never a block.",
    ),
  reviewed_on: z.iso
    .date({ error: "write a day as YYYY-MM-DD, such as 2026-11-02" })
    .optional()
    .describe("Day on which somebody last read it and found it right."),
  rehearse_every: durationBetween("1d", "366d")
    .optional()
    .describe("How often it should be drilled. Longer ago: a yellow line at the start."),
  triggers: z
    .array(z.union([alertTrigger, commandTrigger]))
    .max(20)
    .default([])
    .describe("What brings it up: alerts, and words for `/runbook run`."),
  lock: templateSchema(200)
    .optional()
    .describe(
      "No two runs with the same lock at once; whoever starts the second joins the first. Liquid.",
    ),
  deadline: durationBetween("10m", "30d")
    .optional()
    .describe("A run older than this stops and asks a person. Nothing is undone by a clock."),
  on_abort: z
    .enum(["ask", "rollback", "leave"])
    .default("ask")
    .describe("What Abort offers: `ask` (undo all, or leave as is), `rollback`, `leave`."),
  permissions: permissionsSchema
    .prefault({})
    .describe(
      "Who may do what, judged at the click. Left out: every responder. any_responder, incident_members, oncall:<team>, group:<name>, role:<incident role>, user:<id>.",
    ),
  inputs: z
    .record(nameSchema, inputSchema)
    .default({})
    .describe("What is asked in the form at the start; `inputs.<name>` everywhere. Fixed then."),
  metrics: z
    .record(metricNameSchema, metricSchema)
    .default({})
    .describe("Named read-only queries: `<name>` in conditions, `metrics.<name>` in texts."),
  steps: z.array(z.unknown()).min(1).max(MAX_STEPS).describe("The steps, in order."),
});

export type Head = Omit<z.output<typeof headSchema>, "steps">;
export type AlertTrigger = z.output<typeof alertTrigger>;
export type Trigger = AlertTrigger | z.output<typeof commandTrigger>;

/** Durations are milliseconds; every default is filled in; every name in it is known to exist. */
export type Runbook = Head & { readonly steps: readonly Step[] };

export function findStep(runbook: Runbook, id: string): Step | undefined {
  return runbook.steps.find((step) => step.id === id);
}
