// Compiles the schema generated from Slack's own types so that each object is judged by what its type says it is.
import { Ajv, type ValidateFunction } from "ajv";
import generated from "../schema/blocks.json" with { type: "json" };

type Schema = { readonly [key: string]: unknown };

/** Judges an array of blocks. */
export function compileBlockSchema(): ValidateFunction {
  const definitions = generated.definitions as Readonly<Record<string, Schema>>;
  const ajv = new Ajv({ allErrors: true, discriminator: true, strict: false, verbose: true });
  const schema = {
    ...generated,
    definitions: { ...mapValues(definitions, definitions), ...byHand },
  };
  return ajv.compile(schema);
}

// What the types leave looser than Slack's own judgement, or as alternatives that differ only inside `text`.
const byHand: Readonly<Record<string, Schema>> = {
  DispatchActionConfig: {
    type: "object",
    additionalProperties: false,
    properties: {
      trigger_actions_on: {
        type: "array",
        items: { enum: ["on_enter_pressed", "on_character_entered"] },
      },
    },
    required: ["trigger_actions_on"],
  },
  Option: {
    type: "object",
    additionalProperties: false,
    properties: {
      text: { $ref: "#/definitions/TextObject" },
      value: { type: "string" },
      url: { type: "string" },
      description: { $ref: "#/definitions/PlainTextElement" },
    },
    required: ["text", "value"],
  },
};

function mapValues(
  schemas: Readonly<Record<string, Schema>>,
  all: Readonly<Record<string, Schema>>,
): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, rewrite(schema, all) as Schema]),
  );
}

/** Turns each "any of these" into a choice by `type`, so that a fault is told where it is. */
function rewrite(value: unknown, all: Readonly<Record<string, Schema>>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => rewrite(item, all));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const schema = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, rewrite(child, all)]),
  );
  const alternatives = schema["anyOf"];
  return Array.isArray(alternatives)
    ? (chooseByType(alternatives as Schema[], all) ?? schema)
    : schema;
}

function chooseByType(
  alternatives: readonly Schema[],
  all: Readonly<Record<string, Schema>>,
): Schema | undefined {
  const byType = new Map<string, Schema[]>();
  for (const alternative of alternatives.flatMap((schema) => flatten(schema, all))) {
    const type = typeOf(alternative);
    if (type === undefined) {
      return undefined;
    }
    byType.set(type, [...(byType.get(type) ?? []), alternative]);
  }
  return {
    type: "object",
    required: ["type"],
    discriminator: { propertyName: "type" },
    oneOf: [...byType].map(([type, schemas]) =>
      schemas.length === 1 && schemas[0] ? schemas[0] : oneOfTwo(type, schemas),
    ),
  };
}

function oneOfTwo(type: string, schemas: readonly Schema[]): Schema {
  return {
    type: "object",
    properties: { type: { const: type } },
    required: ["type"],
    anyOf: schemas,
  };
}

function flatten(schema: Schema, all: Readonly<Record<string, Schema>>): Schema[] {
  const target = resolve(schema, all);
  const inner = target["anyOf"] as Schema[] | undefined;
  return inner === undefined ? [target] : inner.flatMap((alternative) => flatten(alternative, all));
}

function resolve(schema: Schema, all: Readonly<Record<string, Schema>>): Schema {
  const reference = schema["$ref"];
  const name =
    typeof reference === "string"
      ? decodeURIComponent(reference.replace("#/definitions/", ""))
      : "";
  const target = all[name];
  return target === undefined ? schema : (rewriteInside(target, all) as Schema);
}

// A flattened alternative is copied in place of its reference, so its own alternatives are rewritten too.
function rewriteInside(schema: Schema, all: Readonly<Record<string, Schema>>): unknown {
  if (schema["anyOf"] !== undefined) {
    return schema;
  }
  return rewrite(schema, all);
}

function typeOf(schema: Schema): string | undefined {
  const properties = schema["properties"] as Readonly<Record<string, Schema>> | undefined;
  const type = properties?.["type"]?.["const"];
  return typeof type === "string" ? type : undefined;
}
