// Decides what the instructions of a semantic patch do to one flag in one environment.
import { z } from "zod";
import type { Place } from "../flags/change-flag.ts";
import { type FlagSetting, plainStrategy, serveOnly, type Variant } from "../flags/flag.ts";
import { variationsOf } from "./shapes.ts";

const instruction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("turnFlagOn") }),
  z.object({ kind: z.literal("turnFlagOff") }),
  z.object({
    kind: z.literal("updateFallthroughVariationOrRollout"),
    variationId: z.string().optional(),
    rolloutWeights: z.record(z.string(), z.number().int().min(0)).optional(),
    rolloutContextKind: z.string().optional(),
    rolloutBucketBy: z.string().optional(),
  }),
]);

export const semanticPatch = z.object({
  comment: z.string().optional(),
  environmentKey: z.string().optional(),
  instructions: z.array(instruction).min(1),
});

type Instruction = z.infer<typeof instruction>;
type Outcome =
  | { readonly ok: true; readonly setting: FlagSetting }
  | { readonly ok: false; readonly message: string };

/** All of the instructions or none: the first that cannot be done says why. */
export function applyInstructions(
  place: Place,
  instructions: readonly Instruction[],
  newId: () => string,
): Outcome {
  let setting = place.flag.settings[place.environment];
  for (const each of instructions) {
    if (each.kind === "updateFallthroughVariationOrRollout") {
      const outcome = updateFallthrough(place, setting, each);
      if (!outcome.ok) return outcome;
      setting = outcome.setting;
    } else {
      const enabled = each.kind === "turnFlagOn";
      const added = { ...plainStrategy(place.flag.name), id: newId() };
      // The same flag seen through Unleash serves nobody without a strategy.
      const strategies = enabled && setting.strategies.length === 0 ? [added] : setting.strategies;
      setting = { ...setting, enabled, strategies };
    }
  }
  return { ok: true, setting };
}

function updateFallthrough(
  { flag }: Place,
  setting: FlagSetting,
  { variationId, rolloutWeights }: Extract<Instruction, { kind: `update${string}` }>,
): Outcome {
  const variations = variationsOf(flag);
  if ((variationId === undefined) === (rolloutWeights === undefined)) {
    return no("exactly one of variationId and rolloutWeights must be given");
  }
  const known = variations.map(({ _id }) => _id);
  const unknown = [variationId, ...Object.keys(rolloutWeights ?? {})].find(
    (id) => id !== undefined && !known.includes(id),
  );
  if (unknown !== undefined) return no(`Unknown variation ID: ${unknown}`);
  if (variationId !== undefined) {
    const index = known.indexOf(variationId);
    if (flag.variations.length === 0) return yes({ ...setting, servesFalse: index === 1 });
    return yes({ ...setting, variants: serveOnly(flag.variations, flag.variations[index] ?? "") });
  }
  const weights = known.map((id) => rolloutWeights?.[id] ?? 0);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100_000) {
    return no("rolloutWeights must add up to 100000");
  }
  if (flag.variations.length === 0) {
    const rollout = String((weights[0] ?? 0) / 1000);
    const strategies = setting.strategies.map((strategy) => {
      return { ...strategy, parameters: { ...strategy.parameters, rollout } };
    });
    return yes({ ...setting, servesFalse: false, strategies });
  }
  return yes({ ...setting, variants: flag.variations.map(weighed(weights)) });
}

function weighed(weights: readonly number[]) {
  return (name: string, index: number): Variant => ({
    name,
    weight: Math.round((weights[index] ?? 0) / 100),
    weightType: index === 0 ? "variable" : "fix",
    stickiness: "default",
  });
}

function yes(setting: FlagSetting): Outcome {
  return { ok: true, setting };
}

function no(message: string): Outcome {
  return { ok: false, message };
}
