// Compiles the schema generated from Slack's own types so that each object is judged by what its type says it is.
import { Ajv, type ValidateFunction } from "ajv";
import generated from "../schema/blocks.json" with { type: "json" };

type Schema = { readonly [key: string]: unknown };

/** The judge of one type of block; undefined for a type the schema does not know. */
export type BlockSchema = (type: string) => ValidateFunction | undefined;

// Each type is compiled when it is first met: all of them at once take a noticeable part of the start.
export function openBlockSchema(): BlockSchema {
  const definitions = generated.definitions as Readonly<Record<string, Schema>>;
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    strict: false,
    validateSchema: false,
    code: { optimize: false },
  });
  ajv.addSchema({ definitions: { ...mapValues(definitions, definitions), ...byHand } }, "slack");
  const names = new Map(
    Object.entries(definitions).flatMap(([name, schema]) =>
      name.endsWith("Block")
        ? flatten(schema, definitions).map((one) => [typeOf(one) ?? "", name] as const)
        : [],
    ),
  );
  return (type) => {
    const name = names.get(type);
    return name === undefined ? undefined : ajv.getSchema(`slack#/definitions/${name}`);
  };
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
    const type = typeOf(resolve(alternative, all));
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

/** Alternatives among the alternatives are brought to one level. */
function flatten(schema: Schema, all: Readonly<Record<string, Schema>>): Schema[] {
  const inner = resolve(schema, all)["anyOf"] as Schema[] | undefined;
  return inner === undefined ? [schema] : inner.flatMap((alternative) => flatten(alternative, all));
}

function resolve(schema: Schema, all: Readonly<Record<string, Schema>>): Schema {
  const reference = schema["$ref"];
  if (typeof reference !== "string") {
    return schema;
  }
  return all[decodeURIComponent(reference.replace("#/definitions/", ""))] ?? schema;
}

function typeOf(schema: Schema): string | undefined {
  const properties = schema["properties"] as Readonly<Record<string, Schema>> | undefined;
  const type = properties?.["type"]?.["const"];
  return typeof type === "string" ? type : undefined;
}
