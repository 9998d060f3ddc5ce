// Decides what requests to a flag's strategies do: list, add, update, delete.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ok } from "../answer.ts";
import { type Call, parseJson } from "../call.ts";
import { changeFlag, type Place } from "../flags/change-flag.ts";
import { plainStrategy, type Strategy } from "../flags/flag.ts";
import { applyPatch } from "../json-patch.ts";
import { type Change, no } from "../service.ts";
import { badBody, badRequest, notFound } from "./errors.ts";
import { drawStrategy } from "./shapes.ts";
import { readVariants } from "./variants.ts";

const draft = z.object({
  name: z.string().min(1).optional(),
  title: z.string().nullable().optional(),
  disabled: z.boolean().nullable().optional(),
  sortOrder: z.number().optional(),
  constraints: z.array(z.unknown()).optional(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  segments: z.array(z.number()).optional(),
  variants: z.array(z.unknown()).optional(),
});

export function addStrategy(place: Place, call: Call): Change {
  const base = { ...plainStrategy(place.flag.name), id: randomUUID() };
  const { strategies } = place.flag.settings[place.environment];
  const read = readStrategy(call.body, { ...base, sortOrder: strategies.length });
  if (!read.ok) return no(read.answer);
  return answered(place, [...strategies, read.strategy], read.strategy);
}

export function updateStrategy(place: Place, id: string, call: Call): Change {
  const { strategies } = place.flag.settings[place.environment];
  const known = strategies.find((strategy) => strategy.id === id);
  if (!known) return no(notFound(`Could not find strategy with id ${id}`));
  const read = readStrategy(call.body, known);
  if (!read.ok) return no(read.answer);
  const others = strategies.map((each) => (each.id === id ? read.strategy : each));
  return answered(place, others, read.strategy);
}

export function patchStrategy(place: Place, id: string, call: Call): Change {
  const { strategies } = place.flag.settings[place.environment];
  const known = strategies.find((strategy) => strategy.id === id);
  if (!known) return no(notFound(`Could not find strategy with id ${id}`));
  const parsed = parseJson(call.body);
  const patched = applyPatch(drawStrategy(known), parsed.ok ? parsed.value : undefined);
  if (!patched.ok) return no(badRequest(`Could not apply provided patch: ${patched.message}`));
  return updateStrategy(place, id, { ...call, body: JSON.stringify(patched.value) });
}

export function deleteStrategy(place: Place, id: string): Change {
  const { strategies, enabled } = place.flag.settings[place.environment];
  const others = strategies.filter((strategy) => strategy.id !== id);
  // Without a strategy that is enabled a flag serves nobody, so Unleash switches it off.
  const isOn = enabled && others.some(({ disabled }) => !disabled);
  const entries = changeFlag(place, { strategies: others, enabled: isOn });
  return { answer: { status: 200 }, entries };
}

function answered(place: Place, strategies: readonly Strategy[], one: Strategy): Change {
  const entries = changeFlag(place, { strategies });
  const event = `${place.flag.name}: strategy changed by Unleash's API`;
  return { answer: ok(drawStrategy(one)), entries, ...(entries.length > 0 ? { event } : {}) };
}

type StrategyReading =
  | { readonly ok: true; readonly strategy: Strategy }
  | { readonly ok: false; readonly answer: ReturnType<typeof badBody> };

function readStrategy(body: string, base: Strategy): StrategyReading {
  const parsed = parseJson(body);
  const read = draft.safeParse(parsed.ok ? parsed.value : undefined);
  if (!read.success) {
    const details = read.error.issues.map(({ path, message }) => ({
      path: path.join("/"),
      message: `The \`${path.join("/")}\` property ${message}.`,
    }));
    return { ok: false, answer: badBody(details) };
  }
  const { variants = base.variants, parameters, disabled, name, title, ...rest } = read.data;
  const weighed = readVariants(variants);
  if (!weighed.ok) return { ok: false, answer: badRequest(weighed.message) };
  const given = Object.entries(parameters ?? {}).map(([key, value]) => [key, String(value)]);
  return {
    ok: true,
    strategy: {
      ...base,
      ...(JSON.parse(JSON.stringify(rest)) as Partial<Strategy>),
      name: name ?? base.name,
      title: title === undefined ? base.title : title,
      disabled: disabled ?? base.disabled,
      parameters: { ...base.parameters, ...(Object.fromEntries(given) as Record<string, string>) },
      variants: weighed.variants,
    },
  };
}
