// What each kind of step may say.
import { z } from "zod";
import { durationBetween } from "./duration.ts";
import { inputSchema } from "./input-format.ts";
import {
  connectionSchema,
  expressionSchema,
  nameSchema,
  pathSchema,
  pointerSchema,
  principalSchema,
  runbookIdSchema,
  stepIdSchema,
  templateSchema,
} from "./scalars.ts";

const goto = z.strictObject({ goto: z.string().min(1) });
const routeSchema = z.union([z.enum(["next", "ask", "abort"]), goto]);
const timeoutRouteSchema = z.union([z.enum(["next", "ask", "abort", "escalate", "remind"]), goto]);
const thenSchema = z.union([z.literal("next"), goto]).default("next");

/** `operator`: whoever runs the step; `requester`: whose answer brought the run here. */
const approvalSchema = z.strictObject({
  need: z.int().min(1).max(5),
  from: z.array(principalSchema).min(1).max(10),
  exclude: z.array(z.enum(["operator", "starter", "requester"])).default([]),
  timeout: durationBetween("1m", "7d").prefault("30m"),
  escalate_after: durationBetween("1m", "7d").optional(),
  valid_for: durationBetween("1m", "7d").prefault("30m"),
});

const shared = {
  id: stepIdSchema,
  title: templateSchema(150),
  text: templateSchema(2_000).optional(),
  when: expressionSchema.optional(),
  // biome-ignore lint/suspicious/noThenProperty: it is the format's word, and no step is ever awaited
  then: thenSchema,
  approval: approvalSchema.optional(),
};

const byClick = {
  run: z.enum(["auto", "click"]).optional(),
  confirm: z.enum(["none", "dialog", "type"]).default("none"),
};

const humanTimeout = {
  timeout: durationBetween("1m", "30d"),
  on_timeout: timeoutRouteSchema.default("ask"),
};

const manual = z.strictObject({
  ...shared,
  ...humanTimeout,
  kind: z.literal("manual"),
  collect: z.record(nameSchema, inputSchema).default({}),
  on_fail: routeSchema.default("ask"),
});

const optionSchema = z.strictObject({
  value: z.union([z.string().min(1).max(40), z.boolean()]).transform(String),
  label: z.string().min(1).max(75),
  style: z.enum(["primary", "danger"]).optional(),
  goto: z.string().min(1).optional(),
});

const choice = z.strictObject({
  ...shared,
  ...humanTimeout,
  kind: z.literal("choice"),
  options: z.array(optionSchema).min(2).max(5),
});

const check = z.strictObject({
  ...shared,
  run: byClick.run,
  kind: z.literal("check"),
  pass: expressionSchema,
  known_if: expressionSchema.optional(),
  on_fail: routeSchema,
  on_unknown: routeSchema,
});

/** A point in time; a bare path such as `inputs.starts_at` means its value. */
const timeSchema = templateSchema(200).transform((text) =>
  /^(inputs|steps)\.[\w.]+$/.test(text) ? `{{ ${text} }}` : text,
);

const wait = z.strictObject({
  ...shared,
  kind: z.literal("wait"),
  until: expressionSchema.optional(),
  for: durationBetween("1s", "30d").optional(),
  at: timeSchema.optional(),
  known_if: expressionSchema.optional(),
  hold: durationBetween("0s", "7d").optional(),
  every: durationBetween("15s", "1h").optional(),
  timeout: durationBetween("15s", "30d").optional(),
  on_timeout: timeoutRouteSchema.default("ask"),
});

const jsonSchema: z.ZodType<JsonLeafed> = z.lazy(() =>
  z.union([
    z.string().max(2_000),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(jsonSchema),
    z.record(z.string(), jsonSchema),
  ]),
);

type JsonLeafed =
  | string
  | number
  | boolean
  | null
  | readonly JsonLeafed[]
  | { readonly [key: string]: JsonLeafed };

const querySchema = z
  .record(z.string(), z.union([templateSchema(500), z.number(), z.boolean()]))
  .default({});

const readBack = {
  http: connectionSchema,
  path: pathSchema,
  query: querySchema,
  pointer: pointerSchema,
  equals: z.union([z.string().max(500), z.number(), z.boolean(), z.null()]),
};

export const RETRY_DEFAULTS = {
  max: 3,
  backoff: "exponential",
  initial: 2_000,
  max_delay: 20_000,
  on: ["network", "429", "5xx"],
} as const;

const retrySchema = z.strictObject({
  max: z.int().min(1).max(10),
  backoff: z.enum(["exponential", "fixed"]).default(RETRY_DEFAULTS.backoff),
  initial: durationBetween("1s", "10m").prefault("2s"),
  max_delay: durationBetween("1s", "1h").prefault("20s"),
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
    .default([...RETRY_DEFAULTS.on]),
});

const OWN_HEADERS =
  /^(authorization|cookie|host|content-length|content-type|idempotency-key|connection|transfer-encoding)$/i;

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,60}$/, { error: "a header's name has letters, digits and -" })
  .refine((name) => !OWN_HEADERS.test(name), {
    error: "this header is set by the connection or by Muster",
  });

/** What an effect answers in rehearsals and drills, by the name of the output. */
const rehearseSchema = z
  .record(nameSchema, z.union([z.string().max(1_024), z.number(), z.boolean()]))
  .default({});

const outputSchema = z.strictObject({
  pointer: pointerSchema,
  type: z.enum(["string", "integer", "number", "boolean"]),
});

/** A request that takes an effect back; what it leaves out is as in the step's own request. */
const undoRequestSchema = z.strictObject({
  method: z.enum(["POST", "PUT", "PATCH", "DELETE"]).optional(),
  path: pathSchema.optional(),
  query: querySchema.optional(),
  headers: z.record(headerName, templateSchema(500)).optional(),
  body: jsonSchema.optional(),
  repeat: z.enum(["safe", "keyed", "never"]).optional(),
  valid_for: durationBetween("1m", "30d").optional(),
  only_if: z.strictObject(readBack).optional(),
  verify: z
    .strictObject({ ...readBack, within: durationBetween("1s", "10m").prefault("60s") })
    .optional(),
});

const reversal = { irreversible: z.string().min(1).max(300).optional() };

/**
 * Read instead of its kind's own schema where a step has `undoes`: it sends no request of its own, but
 * takes earlier effects back, latest first.
 */
export const undoesSchema = z
  .strictObject({
    ...shared,
    ...byClick,
    kind: z.enum(["http", "flag", "github"]),
    undoes: z.array(stepIdSchema).min(1).max(20),
    on_fail: routeSchema.default("ask"),
  })
  .transform(({ kind, ...step }) => ({ ...step, kind: "undo" as const, as: kind }));

const http = z.strictObject({
  ...shared,
  ...byClick,
  kind: z.literal("http"),
  ...reversal,
  connection: connectionSchema,
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  path: pathSchema,
  query: querySchema,
  headers: z.record(headerName, templateSchema(500)).default({}),
  body: jsonSchema.optional(),
  expect: z.array(z.int().min(200).max(599)).min(1).optional(),
  repeat: z.enum(["safe", "keyed", "probe", "never"]).optional(),
  probe: z.strictObject(readBack).optional(),
  retry: retrySchema.optional(),
  verify: z
    .strictObject({ ...readBack, within: durationBetween("1s", "10m").prefault("60s") })
    .optional(),
  outputs: z.record(nameSchema, outputSchema).default({}),
  rehearse: rehearseSchema,
  undo: undoRequestSchema.optional(),
  on_fail: routeSchema.default("ask"),
});

const flagSetting = z.union([
  z.enum(["on", "off"]),
  z.strictObject({ variation: templateSchema(100) }),
]);

const flag = z.strictObject({
  ...shared,
  ...byClick,
  ...reversal,
  kind: z.literal("flag"),
  connection: connectionSchema,
  project: z.string().min(1).max(100),
  env: z.string().min(1).max(100),
  flag: templateSchema(200),
  set: flagSetting,
  retry: retrySchema.optional(),
  verify: z
    .strictObject({
      flag_state: flagSetting,
      within: durationBetween("1s", "10m").prefault("60s"),
    })
    .optional(),
  undo: z
    .union([
      z.literal("auto"),
      z.strictObject({
        set: flagSetting,
        valid_for: durationBetween("1m", "30d").optional(),
      }),
    ])
    .optional(),
  on_fail: routeSchema.default("ask"),
});

/** `repo` is a repository of the allow-list in muster.yml, or an input of type repo. */
const github = z.strictObject({
  ...shared,
  ...byClick,
  ...reversal,
  kind: z.literal("github"),
  op: z.enum(["rollback_deployment", "dispatch"]),
  repo: templateSchema(200),
  environment: z.string().min(1).max(100).optional(),
  workflow: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .optional(),
  ref: templateSchema(200).optional(),
  inputs: z.record(z.string().min(1).max(100), templateSchema(500)).default({}),
  /** How long the deployment or the workflow run may take. */
  wait: durationBetween("10s", "6h").optional(),
  outputs: z
    .record(
      nameSchema,
      z.strictObject({ type: z.enum(["string", "integer", "number", "boolean"]) }),
    )
    .default({}),
  rehearse: rehearseSchema,
  undo: z
    .union([
      z.literal("auto"),
      z.strictObject({
        op: z.literal("dispatch"),
        workflow: z
          .string()
          .regex(/^[\w.-]{1,100}$/)
          .optional(),
        ref: templateSchema(200).optional(),
        inputs: z.record(z.string().min(1).max(100), templateSchema(500)).default({}),
        valid_for: durationBetween("1m", "30d").optional(),
      }),
    ])
    .optional(),
  on_fail: routeSchema.default("ask"),
});

const audienceSchema = z
  .string()
  .regex(/^(incident|stakeholders|status_page|channel:[a-z0-9_-]{1,80})$/, {
    error: "write incident, stakeholders, status_page or channel:<name>",
  })
  .transform((to) => to as "incident" | "stakeholders" | "status_page" | `channel:${string}`);

const announce = z.strictObject({
  ...shared,
  ...byClick,
  kind: z.literal("announce"),
  to: z.array(audienceSchema).min(1).max(10),
  status: z
    .strictObject({
      component: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/),
      state: z.enum(["operational", "degraded", "partial_outage", "major_outage", "maintenance"]),
    })
    .optional(),
  text: templateSchema(2_000),
});

const end = z.strictObject({
  id: stepIdSchema,
  kind: z.literal("end"),
  title: templateSchema(150).optional(),
  text: templateSchema(2_000).optional(),
  when: expressionSchema.optional(),
  outcome: z.enum(["success", "not_applicable", "left_as_is", "failed"]),
  suggest: z.array(runbookIdSchema).max(5).default([]),
});

export const stepSchemas = {
  manual,
  choice,
  check,
  wait,
  http,
  flag,
  github,
  announce,
  end,
} as const;

export type Route = z.output<typeof routeSchema>;
export type TimeoutRoute = z.output<typeof timeoutRouteSchema>;
export type ManualStep = z.output<typeof manual>;
export type ChoiceStep = z.output<typeof choice>;
export type CheckStep = z.output<typeof check>;
export type WaitStep = z.output<typeof wait>;
export type HttpStep = z.output<typeof http>;
export type FlagStep = z.output<typeof flag>;
export type GithubStep = z.output<typeof github>;
export type Approval = z.output<typeof approvalSchema>;
/** A step that changes something out there. */
export type EffectStep = HttpStep | FlagStep | GithubStep;
/** A step that Muster adds has its title in the run's state. */
export type UndoesStep = Omit<z.output<typeof undoesSchema>, "title"> & { title?: string };
export type AnnounceStep = z.output<typeof announce>;
export type EndStep = z.output<typeof end>;
export type Step =
  | ManualStep
  | ChoiceStep
  | CheckStep
  | WaitStep
  | EffectStep
  | UndoesStep
  | AnnounceStep
  | EndStep;
export type ReadBackFormat = Omit<NonNullable<HttpStep["verify"]>, "within">;
export type Retry = z.output<typeof retrySchema>;
export type OutputFormat = z.output<typeof outputSchema>;
