// What an http step may say: a request to a connection, how to prove it and how to take it back.
import { z } from "zod";
import {
  connectionSchema,
  nameSchema,
  pathSchema,
  pointerSchema,
  templateSchema,
} from "./scalars.ts";
import {
  byClick,
  irreversible,
  onFail,
  outputType,
  querySchema,
  readBack,
  retry,
  shared,
  validFor,
  within,
} from "./step-parts.ts";

type JsonLeafed =
  | string
  | number
  | boolean
  | null
  | readonly JsonLeafed[]
  | { readonly [key: string]: JsonLeafed };

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

const OWN_HEADERS =
  /^(authorization|cookie|host|content-length|content-type|idempotency-key|connection|transfer-encoding)$/i;

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,60}$/, { error: "a header's name has letters, digits and -" })
  .refine((name) => !OWN_HEADERS.test(name), {
    error: "this header is set by the connection or by Muster",
  });

const headersSchema = z.record(headerName, templateSchema(500));

/** What an effect answers in rehearsals and drills, by the name of the output. */
export const rehearseSchema = z
  .record(nameSchema, z.union([z.string().max(1_024), z.number(), z.boolean()]))
  .default({})
  .describe(
    "What each output is in rehearsals and drills, where nothing is sent: `{revision: 1}`.",
  );

const outputSchema = z.strictObject({
  pointer: pointerSchema.describe("Where it stands in the answer: a JSON pointer such as `/id`."),
  type: outputType,
});

const verify = z
  .strictObject({ ...readBack, within })
  .optional()
  .describe("Reads back whether it took effect. A 200 is a promise; this is proof.");

/** A request that takes an effect back; what it leaves out is as in the step's own request. */
const undoSchema = z.strictObject({
  method: z
    .enum(["POST", "PUT", "PATCH", "DELETE"])
    .optional()
    .describe("As in the step where left out."),
  path: pathSchema.optional().describe("As in the step where left out. Liquid."),
  query: querySchema.optional().describe("As in the step where left out."),
  headers: headersSchema.optional().describe("As in the step where left out."),
  body: jsonSchema.optional().describe("As in the step where left out. Leaves are Liquid."),
  repeat: z
    .enum(["safe", "keyed", "never"])
    .optional()
    .describe("May it be sent again when its answer is lost? As in the step where left out."),
  valid_for: validFor,
  only_if: z
    .strictObject(readBack)
    .optional()
    .describe(
      "Looked at first: if somebody changed it meanwhile, that is a conflict, and a person decides. May use the step's own outputs.",
    ),
  verify,
});

export const httpSchema = z.strictObject({
  ...shared,
  ...byClick,
  kind: z
    .literal("http")
    .describe("A request. A GET goes by itself; anything else is an effect: previewed, clicked."),
  irreversible,
  connection: connectionSchema.describe(
    "Name from muster.yml; the host and the credentials stand there, never here.",
  ),
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).describe("The HTTP method."),
  path: pathSchema.describe("Path below the connection's base, beginning with /. Liquid."),
  query: querySchema.describe("Query parameters by name. Liquid."),
  headers: headersSchema
    .default({})
    .describe("Further headers. Credentials and content type are set by Muster."),
  body: jsonSchema
    .optional()
    .describe(
      "The JSON body, written as YAML. Leaves are Liquid; a leaf that is one placeholder alone keeps its type.",
    ),
  expect: z
    .array(z.int().min(200).max(599))
    .min(1)
    .optional()
    .describe("Statuses that mean it worked, such as `[200, 204]`. Left out: any 2xx."),
  repeat: z
    .enum(["safe", "keyed", "probe", "never"])
    .optional()
    .describe(
      "When nobody knows whether it arrived: `safe` send again (it says how things shall be), `keyed` send again (the server honours Idempotency-Key), `probe` look first, `never` ask a person. Every effect has one.",
    ),
  probe: z
    .strictObject(readBack)
    .optional()
    .describe("With `repeat: probe`: a read that tells whether it happened."),
  retry,
  verify,
  outputs: z
    .record(nameSchema, outputSchema)
    .default({})
    .describe("Values of the answer that later steps use as `steps.<id>.output.<name>`."),
  rehearse: rehearseSchema,
  undo: undoSchema
    .optional()
    .describe(
      "The request that takes this one back, offered when the run goes wrong and when the incident is over. An effect has exactly one of undo, undoes and irreversible.",
    ),
  on_fail: onFail,
});
