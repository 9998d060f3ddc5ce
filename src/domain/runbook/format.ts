// The file format `muster: 1`: what the head of a runbook may say, and what a read runbook is.
import { z } from "zod";
import { durationBetween } from "./duration.ts";
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
  alert: z.string().min(1).max(200),
  mode: z.enum(["suggest", "start"]).default("suggest"),
  set: z
    .record(
      nameSchema,
      z.string().regex(/^alert\.(name|title|labels\.[A-Za-z_]\w*)$/, {
        error: "write alert.name, alert.title or alert.labels.<label>",
      }),
    )
    .default({}),
});

/** Another word for `/runbook run`: `/runbook run pay-fallback`. */
const commandTrigger = z.strictObject({ command: runbookIdSchema });

const anyone = ["any_responder"] as const;

const permissionsSchema = z.strictObject({
  start: z
    .array(principalSchema)
    .min(1)
    .default([...anyone]),
  operate: z
    .array(principalSchema)
    .min(1)
    .default([...anyone]),
  abort: z
    .array(principalSchema)
    .min(1)
    .default([...anyone]),
});

export const headSchema = z.strictObject({
  muster: z.literal(1),
  id: runbookIdSchema,
  title: z.string().min(1).max(120),
  owner: principalSchema,
  review_by: z.iso.date({ error: "write a day as YYYY-MM-DD, such as 2026-12-31" }).optional(),
  rehearse_every: durationBetween("1d", "366d").optional(),
  triggers: z
    .array(z.union([alertTrigger, commandTrigger]))
    .max(20)
    .default([]),
  lock: templateSchema(200).optional(),
  deadline: durationBetween("10m", "30d").optional(),
  on_abort: z.enum(["ask", "rollback", "leave"]).default("ask"),
  permissions: permissionsSchema.prefault({}),
  inputs: z.record(nameSchema, inputSchema).default({}),
  metrics: z.record(metricNameSchema, metricSchema).default({}),
  steps: z.array(z.unknown()).min(1).max(MAX_STEPS),
});

export type Head = Omit<z.output<typeof headSchema>, "steps">;
export type AlertTrigger = z.output<typeof alertTrigger>;
export type Trigger = AlertTrigger | z.output<typeof commandTrigger>;
export type Permissions = z.output<typeof permissionsSchema>;

/** Durations are milliseconds; every default is filled in; every name in it is known to exist. */
export type Runbook = Head & { readonly steps: readonly Step[] };

export function findStep(runbook: Runbook, id: string): Step | undefined {
  return runbook.steps.find((step) => step.id === id);
}
