// Decides what a change to a flag's setting comes to; the same setting again is no change.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Entry } from "../shop-state.ts";
import {
  type Environment,
  type Flag,
  type FlagSetting,
  plainStrategy,
  serveOnly,
  type Variant,
} from "./flag.ts";

export type Place = {
  readonly flag: Flag;
  readonly environment: Environment;
  readonly now: Date;
};

type Wish = Partial<Omit<FlagSetting, "version" | "changedAt">>;

/** The entries to record; none where the flag stands like that already. */
export function changeFlag({ flag, environment, now }: Place, wish: Wish): readonly Entry[] {
  const current = flag.settings[environment];
  const wanted = { ...current, ...wish };
  if (isDeepStrictEqual(wanted, current)) return [];
  const setting = { ...wanted, version: current.version + 1, changedAt: now.getTime() };
  return [{ kind: "flag", flag: flag.name, environment, setting }];
}

/** Switched on without a strategy that is enabled, a flag gets the plain one. */
export function switchFlag(place: Place, enabled: boolean): readonly Entry[] {
  const { strategies } = place.flag.settings[place.environment];
  if (!enabled || strategies.some(({ disabled }) => !disabled)) {
    return changeFlag(place, { enabled });
  }
  const added = { ...plainStrategy(place.flag.name), id: randomUUID() };
  return changeFlag(place, { enabled, strategies: [...strategies, added] });
}

/** Gives everybody the same variation while the flag is on. */
export function serveVariation(place: Place, variation: string): readonly Entry[] {
  return changeFlag(place, { variants: serveOnly(place.flag.variations, variation) });
}

/** The variation that everybody gets; null where several are mixed, or there are none. */
export function onlyVariation(variants: readonly Variant[]): string | null {
  return variants.find(({ weight }) => weight === 1000)?.name ?? null;
}

export function describeSwitch({ flag, environment }: Place, isOn: boolean, by: string): string {
  const where = environment === "production" ? "" : ` (${environment})`;
  return `${flag.name} is ${isOn ? "on" : "off"}${where}, by ${by}`;
}
