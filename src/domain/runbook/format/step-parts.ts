// What steps of several kinds may say: title and condition, ways on, time-outs, clicks, approvals, retries.
import { z } from "zod";
import { durationBetween } from "../language/duration.ts";
import {
  connectionSchema,
  expressionSchema,
  pathSchema,
  pointerSchema,
  principalSchema,
  stepIdSchema,
  templateSchema,
} from "./scalars.ts";

const goto = z.strictObject({
  goto: z
    .string()
    .min(1)
    .describe("Id of a later step, or `end`. It leads forward only, so that a run always ends."),
});
export const routeSchema = z.union([z.enum(["next", "ask", "abort"]), goto]);
const timeoutRouteSchema = z.union([z.enum(["next", "ask", "abort", "escalate", "remind"]), goto]);
const thenSchema = z.union([z.literal("next"), goto]).default("next");

/** `operator`: whoever runs the step; `requester`: whose answer brought the run here. */
const approvalSchema = z.strictObject({
  need: z.int().min(1).max(5).describe("How many different people have to approve."),
  from: z
    .array(principalSchema)
    .min(1)
    .max(10)
    .describe("Who may approve. Judged at the click, not when the file is read."),
  exclude: z
    .array(z.enum(["operator", "starter", "requester"]))
    .default([])
    .describe(
      "Who may not approve, even if `from` names them: `operator` runs the step, `starter` started the run, `requester` gave the answer before it.",
    ),
  timeout: durationBetween("1m", "7d")
    .prefault("30m")
    .describe("After this long without enough votes a person decides. Nothing approves itself."),
  escalate_after: durationBetween("1m", "7d")
    .optional()
    .describe("After this long those who have not voted, and the next on call, are asked again."),
  valid_for: durationBetween("1m", "7d")
    .prefault("30m")
    .describe("An approval that is not used for this long lapses and is asked for again."),
});

export const shared = {
  id: stepIdSchema.describe("Name of the step: for goto, `undoes` and `steps.<id>.output`."),
  title: templateSchema(150).describe("One line that says what the step is about. Liquid."),
  text: templateSchema(2_000)
    .optional()
    .describe("The instruction, shown under the title. Liquid, also with `metrics.<name>`."),
  when: expressionSchema
    .optional()
    .describe(
      "A condition in CEL, judged once when the run arrives: false leaves the step out, unknown asks a person.",
    ),
  // biome-ignore lint/suspicious/noThenProperty: it is the format's word, and no step is ever awaited
  then: thenSchema.describe("Where the run goes when the step went well: `next`, or a goto."),
  approval: approvalSchema
    .optional()
    .describe(
      "The step waits until enough other people approved exactly what will be sent. If that changes afterwards, their votes are void.",
    ),
};

export const byClick = {
  run: z
    .enum(["auto", "click"])
    .optional()
    .describe(
      "`click`: a person presses Run (default for effects). `auto`: by itself (default for reads and announcements); for effects only where muster.yml says `autonomy: true`.",
    ),
  confirm: z
    .enum(["none", "dialog", "type"])
    .default("none")
    .describe(
      'What Run asks first: nothing, "are you sure", or to type the step\'s id. For what hurts when it is wrong.',
    ),
};

export const humanTimeout = {
  timeout: durationBetween("1m", "30d").describe(
    "How long a person may take, such as `15m`. Every step that waits for a person has one.",
  ),
  on_timeout: timeoutRouteSchema
    .default("ask")
    .describe(
      "`remind` and `escalate` (page the next on call) keep waiting, three times at most; `ask` blocks the run and asks; or next, abort, goto.",
    ),
};

export const onFail = routeSchema
  .default("ask")
  .describe(
    "When the step fails: `ask` a person (Retry, Skip, mark done, abort), `next`, `abort`, or a goto.",
  );

export const waitTimeoutRoute = timeoutRouteSchema
  .default("ask")
  .describe(
    "When the condition was not met in time: ask, next, abort, escalate, remind or a goto.",
  );

export const querySchema = z
  .record(z.string(), z.union([templateSchema(500), z.number(), z.boolean()]))
  .default({});

export const readBack = {
  http: connectionSchema.describe("Connection that is asked, from muster.yml."),
  path: pathSchema.describe("Path of the GET, relative to the connection. Liquid."),
  query: querySchema.describe("Query parameters of the GET."),
  pointer: pointerSchema.describe("Where the value stands in the answer: a JSON pointer."),
  equals: z
    .union([z.string().max(500), z.number(), z.boolean(), z.null()])
    .describe("What the value must be. One placeholder alone keeps its type."),
};

export const within = durationBetween("1s", "10m")
  .prefault("60s")
  .describe("How long it may take until it can be read back.");

export const RETRY_DEFAULTS = {
  max: 3,
  backoff: "exponential",
  initial: 2_000,
  max_delay: 20_000,
  on: ["network", "429", "5xx"],
} as const;

export const retrySchema = z.strictObject({
  max: z.int().min(1).max(10).describe("How many times at most it is sent again by itself."),
  backoff: z
    .enum(["exponential", "fixed"])
    .default(RETRY_DEFAULTS.backoff)
    .describe("How the pauses grow. Each is random up to its bound; `Retry-After` is obeyed."),
  initial: durationBetween("1s", "10m").prefault("2s").describe("Bound of the first pause."),
  max_delay: durationBetween("1s", "1h").prefault("20s").describe("Bound of the longest pause."),
  on: z
    .array(
      z
        .union([z.string(), z.int()])
        .transform(String)
        .refine((word) => /^(network|[45]xx|[45]\d\d)$/.test(word), {
          error: 'write network, a status such as "429", or 5xx',
        }),
    )
    .min(1)
    .default([...RETRY_DEFAULTS.on])
    .describe('Which failures: `network` (no answer), a status such as `"429"`, or `5xx`.'),
});

export const retry = retrySchema
  .optional()
  .describe(
    "Sends again by itself, only where a repeat is safe (see `repeat`) or no byte had left.",
  );

export const irreversible = z
  .string()
  .min(1)
  .max(300)
  .optional()
  .describe("Why it cannot be taken back; shown in red before the click. Instead of `undo`.");

export const validFor = durationBetween("1m", "30d")
  .optional()
  .describe("How long the undo is offered. Left out: as long as the run is kept.");

export const outputType = z
  .enum(["string", "integer", "number", "boolean"])
  .describe("Its type; anything else in the answer is a failure.");
