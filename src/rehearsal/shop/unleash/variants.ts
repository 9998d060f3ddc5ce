// Reads variants from a request and spreads their weights, by Unleash's rules.
import { z } from "zod";
import type { Variant } from "../flags/flag.ts";
import { byName } from "./shapes.ts";

const variant = z.strictObject({
  name: z
    .string()
    .min(1)
    .regex(/^[A-Za-z0-9._~-]+$/, "must be URL friendly"),
  weight: z.number().int().min(0).max(1000),
  weightType: z.enum(["variable", "fix"]).default("variable"),
  stickiness: z.string().default("default"),
  payload: z
    .strictObject({ type: z.enum(["json", "csv", "string", "number"]), value: z.string() })
    .optional(),
  overrides: z.array(z.object({ contextName: z.string(), values: z.array(z.string()) })).optional(),
});

const variants = z.array(variant);

export type VariantReading =
  | { readonly ok: true; readonly variants: readonly Variant[] }
  | { readonly ok: false; readonly message: string };

export function readVariants(body: unknown): VariantReading {
  const read = variants.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    return no(
      `"${issue?.path.join("/")}" ${issue?.message}. You provided ${JSON.stringify(body)}.`,
    );
  }
  const names = read.data.map(({ name }) => name);
  if (new Set(names).size < names.length) return no("contains a duplicate value");
  // A value that is absent stays absent, and is not `undefined`.
  return spread(JSON.parse(JSON.stringify(read.data)) as readonly Variant[]);
}

/** What the fixed ones leave goes to the variable ones in equal parts. */
function spread(all: readonly Variant[]): VariantReading {
  const variable = all.filter(({ weightType }) => weightType === "variable");
  const fixed = all.filter(({ weightType }) => weightType === "fix");
  if (all.length > 0 && variable.length === 0) {
    return no('There must be at least one "variable" variant');
  }
  const left = 1000 - fixed.reduce((sum, { weight }) => sum + weight, 0);
  if (left < 0) return no("The traffic distribution total must equal 100%");
  const average = Math.floor(left / variable.length);
  const weighed = variable.map((each, index) => ({
    ...each,
    weight: average + (index < left % variable.length ? 1 : 0),
  }));
  return { ok: true, variants: byName([...weighed, ...fixed]) };
}

function no(message: string): VariantReading {
  return { ok: false, message };
}
