// Decides which variant of an Unleash flag everybody gets, and the patch that changes just that.
import { z } from "zod";

export const variantsFormat = z
  .array(
    z.looseObject({
      name: z.string(),
      weight: z.number(),
      weightType: z.string().default("variable"),
    }),
  )
  .default([]);

export type Variants = z.output<typeof variantsFormat>;

/** Undefined where there are no variants, null where several are given out. */
export function onlyVariant(variants: Variants): string | null | undefined {
  if (variants.length === 0) return undefined;
  const given = variants.filter(({ weight }) => weight > 0);
  return given.length === 1 ? (given[0]?.name ?? null) : null;
}

type PatchOperation = {
  readonly op: "test" | "replace";
  readonly path: string;
  readonly value: unknown;
};

/** Unleash spreads what is left of 1000 over the `variable` ones, so exactly one may be that. */
const ALL = 1_000;

/**
 * A JSON patch (RFC 6902) of weights alone. It names the variant at each place first, so that it
 * fails where somebody changed the list meanwhile. `at`: the list's pointer.
 */
export function patchTo(name: string, variants: Variants, at: string): readonly PatchOperation[] {
  return variants.flatMap((variant, index): PatchOperation[] => {
    const isChosen = variant.name === name;
    const path = `${at}/${index}`;
    return [
      { op: "test", path: `${path}/name`, value: variant.name },
      { op: "replace", path: `${path}/weightType`, value: isChosen ? "variable" : "fix" },
      { op: "replace", path: `${path}/weight`, value: isChosen ? ALL : 0 },
    ];
  });
}
