// GitHub's own description of its API as a judge: is a call one that it knows, and an answer one that it gives?
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

type Fields = Readonly<Record<string, unknown>>;

type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Fields;
};

type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Fields };
  readonly responses: Readonly<Record<string, Fields>>;
};

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Fields>>;
};

export type GithubCall = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

const file = new URL("../fixtures/github/openapi.json", import.meta.url);
const description = toJsonSchema(JSON.parse(readFileSync(file, "utf8"))) as Document;
const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: false });
ajv.addSchema({ $id: "github", ...description });
/** A query has no types of its own. */
const lenient = new Ajv({ strict: false, validateFormats: false, coerceTypes: true });
lenient.addSchema({ $id: "github", ...description });

/** OpenAPI 3.0 writes `nullable` where JSON Schema has another type. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (typeof value !== "object" || value === null) return value;
  const { nullable, ...rest } = value as Fields;
  const entries = Object.entries(rest).map(([key, each]) => [key, toJsonSchema(each)]);
  const schema = Object.fromEntries(entries);
  // A property may be named so as well.
  if (nullable === undefined || typeof nullable !== "boolean") {
    return nullable === undefined ? schema : { ...schema, nullable: toJsonSchema(nullable) };
  }
  return nullable ? { anyOf: [schema, { type: "null" }] } : schema;
}

export type Judged = { readonly operation: string | undefined; readonly faults: readonly string[] };

/** The call's operation, and everything about it that GitHub does not know or would refuse. */
export function judgeCall(call: GithubCall): Judged {
  const found = findOperation(call);
  if (!found) return { operation: undefined, faults: [`no ${call.method} ${call.path}`] };
  const { operation, values, pointer } = found;
  const parameters = (operation.parameters ?? []).map((each) =>
    "$ref" in each ? (resolve(each.$ref) as Parameter) : each,
  );
  return {
    operation: operation.operationId,
    faults: [
      ...judgeParameters(parameters, "path", values),
      ...judgeParameters(parameters, "query", call.query),
      ...judgeBody(operation, pointer, call.body),
    ],
  };
}

/** What GitHub would not answer. */
export function judgeAnswer(call: GithubCall, status: number, body: unknown): readonly string[] {
  const found = findOperation(call);
  if (!found) return [`no ${call.method} ${call.path}`];
  const response = found.operation.responses[String(status)];
  // docs.github.com, "Authenticating to the REST API": to every call whose credentials are not taken.
  if (!response && status === 401) return [];
  if (!response) return [`${found.operation.operationId} never answers ${status}`];
  const ref = response["$ref"];
  const at = typeof ref === "string" ? ref : `#${found.pointer}/responses/${status}`;
  const content = (resolve(at) as { readonly content?: Fields }).content;
  if (!content?.["application/json"]) {
    return body === undefined ? [] : [`${status} has no body`];
  }
  return faultsOf(validatorAt(`${at}/content/application~1json/schema`), body);
}

type Found = {
  readonly operation: Operation;
  readonly pointer: string;
  readonly values: Readonly<Record<string, string>>;
};

function findOperation({ method, path }: GithubCall): Found | undefined {
  for (const [template, methods] of Object.entries(description.paths)) {
    const operation = methods[method.toLowerCase()];
    const pattern = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "path" ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
    );
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (!operation || !match) continue;
    const pointer = `/paths/${template.replaceAll("/", "~1")}/${method.toLowerCase()}`;
    return { operation, pointer, values: { ...match.groups } };
  }
  return undefined;
}

function judgeParameters(
  parameters: readonly Parameter[],
  place: "path" | "query",
  values: Readonly<Record<string, string>>,
): readonly string[] {
  const known = parameters.filter((each) => each.in === place);
  const lacking = known.filter(({ name, required }) => required && values[name] === undefined);
  return [
    ...lacking.map(({ name }) => `${place} lacks ${name}`),
    ...Object.entries(values).flatMap(([name, value]) => {
      const parameter = known.find((each) => each.name === name);
      if (!parameter) return [`${place} has ${name}, which GitHub does not know`];
      const validate = lenient.compile({ properties: { value: qualify(parameter.schema) } });
      return faultsOf(validate, { value }).map((fault) => `${place} ${name}: ${fault}`);
    }),
  ];
}

/** Inside a schema of its own, a reference needs its document. */
function qualify(schema: Fields): Fields {
  const ref = schema["$ref"];
  return typeof ref === "string" ? { $ref: `github${ref}` } : schema;
}

function judgeBody({ requestBody }: Operation, pointer: string, body: unknown): readonly string[] {
  if (!requestBody) return body === undefined ? [] : ["a body, where GitHub takes none"];
  if (body === undefined) return requestBody.required ? ["no body"] : [];
  const at = `#${pointer}/requestBody/content/application~1json/schema`;
  const known = fieldsOf(resolve(at));
  const unknown = Object.keys(body as Fields).filter((key) => !known.includes(key));
  return [
    ...unknown.map((key) => `body has ${key}, which GitHub does not know`),
    ...faultsOf(validatorAt(at), body),
  ];
}

/** Of a body that may have several forms: those of all of them. */
function fieldsOf(schema: unknown): readonly string[] {
  const { $ref, anyOf, oneOf, properties } = schema as {
    readonly $ref?: string;
    readonly anyOf?: readonly unknown[];
    readonly oneOf?: readonly unknown[];
    readonly properties?: Fields;
  };
  if ($ref) return fieldsOf(resolve($ref));
  const forms = [...(anyOf ?? []), ...(oneOf ?? [])].flatMap(fieldsOf);
  return [...forms, ...Object.keys(properties ?? {})];
}

const validators = new Map<string, ValidateFunction>();

function validatorAt(ref: string): ValidateFunction {
  const known = validators.get(ref);
  if (known) return known;
  const fragment = ref.slice(1).split("/").map(encodeURIComponent).join("/");
  const made = ajv.compile({ $ref: `github#${fragment}` });
  validators.set(ref, made);
  return made;
}

function faultsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function resolve(ref: string): unknown {
  const keys = ref.slice(2).split("/");
  return keys.reduce<unknown>(
    (value, key) => (value as Fields)?.[key.replaceAll("~1", "/").replaceAll("~0", "~")],
    description,
  );
}
