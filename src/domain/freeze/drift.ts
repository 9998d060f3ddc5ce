// What somebody else did to what we made, and whether that was told already.
import type { SeenRuleset } from "./observed.ts";
import type { Situation, Standing } from "./plan-repository.ts";
import type { Found } from "./repository-action.ts";
import { isAsWanted, isOurContent, isSameSet } from "./rulesets.ts";

/**
 * Told in the time of this hold, so that hands stay off until it is over. A drift of before the start does not count:
 * what was switched off by hand while it stood ready holds from the start all the same. Nor does one of a hold that is
 * over: half of it may still be in force.
 */
export function isLeftAlone({ wanted, recorded }: Pick<Situation, "wanted" | "recorded">): boolean {
  const toldAt = recorded?.driftToldAt ?? null;
  if (toldAt === null || wanted.drift === "reassert" || wanted.isEnding) return false;
  return wanted.since === null || Date.parse(toldAt) >= Date.parse(wanted.since);
}

/**
 * Whether a difference to what was recorded can be somebody else's doing: not after a change of ours that was cut off,
 * an outage, or another way of holding.
 */
export function isJudged({ recorded, observed }: Situation): boolean {
  if (!recorded || recorded.changing) return false;
  return recorded.state !== "unknown" && recorded.mode === observed.enforcer.mode;
}

/** Told once; the second look finds it told. */
export function driftOf(situation: Situation, standing: Standing): readonly Found[] {
  if (!isJudged(situation) || isLeftAlone(situation)) return [];
  const { target, ours } = standing;
  const id = situation.recorded?.rulesets[target] ?? null;
  if (id === null) return [];
  if (!ours) return [{ what: "rule.removed", detail: { ruleset: id, target } }];
  return isChanged(situation, standing, ours)
    ? [{ what: "rule.changed", detail: { ruleset: ours.id, target, ...shown(ours) } }]
    : [];
}

/** Only what was in force can drift: a ruleset that stands ready is switched on, whatever it looks like. */
function isChanged(
  { recorded, observed }: Situation,
  { target, wanted }: Standing,
  ours: SeenRuleset,
): boolean {
  const held = target === "branch" ? recorded?.holds.branches : recorded?.holds.tags;
  if (!held || held.length === 0) return false;
  if (wanted && isAsWanted(ours, wanted, observed.enforcer)) return false;
  const isAsHeld = ours.enforcement === "active" && isSameSet(ours.include, held);
  return !isAsHeld || !isOurContent(ours, observed.enforcer);
}

const shown = ({ enforcement, include, bypass }: SeenRuleset) => ({ enforcement, include, bypass });

/** One event for each: they are seen at every look. */
export function foreignNews({ foreign, target }: Standing): readonly Found[] {
  return foreign.map(({ id, name, enforcement }) => ({
    what: "rule.foreign",
    key: `rule.foreign:${id}`,
    detail: { ruleset: id, name, target, enforcement },
  }));
}
