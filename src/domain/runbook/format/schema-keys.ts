// Which keys the format knows at one place, so that a mistyped one can be answered with the right one.
import { z } from "zod";

export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const places = path.reduce<readonly z.ZodType[]>(
    (schemas, part) => schemas.flatMap((inner) => below(inner, String(part))),
    alternatives(schema),
  );
  return places.flatMap((place) => (place instanceof z.ZodObject ? Object.keys(place.shape) : []));
}

function below(schema: z.ZodType, key: string): readonly z.ZodType[] {
  if (schema instanceof z.ZodObject) {
    const inner: unknown = schema.shape[key];
    return inner instanceof z.ZodType ? alternatives(inner) : [];
  }
  if (schema instanceof z.ZodArray) return alternatives(schema.element as z.ZodType);
  if (schema instanceof z.ZodRecord) return alternatives(schema.valueType as z.ZodType);
  return [];
}

/** Without what only wraps: defaults, optionals, transforms; a union is each of its options. */
function alternatives(schema: z.ZodType): readonly z.ZodType[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return alternatives(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodPipe) return alternatives(schema.in as z.ZodType);
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => alternatives(option as z.ZodType));
  }
  return [schema];
}
