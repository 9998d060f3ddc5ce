// Says a schema's complaint in Slack's words, with the place as a JSON pointer.
import type { ErrorObject } from "ajv";

const wanted: Readonly<Record<string, string>> = {
  string: "must provide a string",
  object: "must provide an object",
  array: "must provide an array",
  boolean: "must provide a boolean",
  number: "must provide a number",
};

/** @param at where the judged block stands, for example "/blocks/0" */
export function sayError(error: ErrorObject, at: string): string {
  const place = `${at}${error.instancePath}`;
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case "additionalProperties":
      return `invalid additional property: ${String(params["additionalProperty"])} [json-pointer:${place}]`;
    case "required":
      return `missing required field: ${String(params["missingProperty"])} [json-pointer:${place}]`;
    case "type":
      return `${wanted[String(params["type"])] ?? "invalid value"} [json-pointer:${place}]`;
    case "discriminator":
      return sayType(params, place);
    case "enum":
    case "const":
      return `invalid value [json-pointer:${place}]`;
    default:
      return `failed to match all allowed schemas [json-pointer:${place}]`;
  }
}

function sayType(params: Readonly<Record<string, unknown>>, place: string): string {
  const value = params["tagValue"];
  return value === undefined
    ? `missing required field: type [json-pointer:${place}]`
    : `unsupported type: ${String(value)} [json-pointer:${place}/type]`;
}
