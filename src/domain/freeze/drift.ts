// What somebody else did to what we made, and whether that was told already.
import type { Instant } from "../runbook/state/stamp.ts";
import { DAY_MS } from "./freeze-time.ts";
import type { SeenRuleset } from "./observed.ts";
import type { Situation, Standing } from "./plan-repository.ts";
import type { FrozenRepository, Wanted } from "./repository.ts";
import type { Found } from "./repository-action.ts";
import { isAsWanted, isOurContent, isSameSet } from "./rulesets.ts";

/**
 * What follows from a drift. `left-alone`: it is told, and a person may have it put back. `put-back`: it is told, and
 * Muster puts it back. `given-up`: the same was done too often, and is left alone from now on. `let-go`: nothing of it
 * is wanted any more.
 */
export type DriftAnswer = "left-alone" | "put-back" | "given-up" | "let-go";

type Known = {
  readonly wanted: Pick<Wanted, "drift" | "isEnding" | "since" | "putBackAt">;
  readonly recorded: Pick<FrozenRepository, "driftToldAt" | "putBacks"> | undefined;
};

/** So often in a day: what is taken away once more is another automation's doing, and no person's slip. */
export const MOST_PUT_BACKS = 3;

/**
 * A drift of before the start does not count: what was switched off by hand while it stood ready holds from the start
 * all the same. Nor does one that a person has had put back since.
 */
export function isOfThisHold({ since, putBackAt = null }: Known["wanted"], at: Instant): boolean {
  const isSince = since === null || Date.parse(at) >= Date.parse(since);
  return isSince && (putBackAt === null || Date.parse(at) > Date.parse(putBackAt));
}

/**
 * Told in the time of this hold, so that hands stay off until it is over. Not so for a hold that is over: half of it
 * may still be in force.
 */
export function isLeftAlone({ wanted, recorded }: Known): boolean {
  const toldAt = recorded?.driftToldAt ?? null;
  if (toldAt === null || wanted.isEnding || !isOfThisHold(wanted, toldAt)) return false;
  return wanted.drift === "alert" || isGivenUp({ wanted, recorded }, toldAt);
}

export function answerToDrift({ wanted, recorded, now }: Situation): DriftAnswer {
  if (wanted.level === "nothing" || wanted.isEnding) return "let-go";
  if (wanted.drift === "alert") return "left-alone";
  return isGivenUp({ wanted, recorded }, now) ? "given-up" : "put-back";
}

const isGivenUp = (known: Known, at: Instant): boolean =>
  recentPutBacks(known, at).length >= MOST_PUT_BACKS;

export function recentPutBacks({ wanted, recorded }: Known, at: Instant): readonly Instant[] {
  const from = Date.parse(at) - DAY_MS;
  return (recorded?.putBacks ?? []).filter(
    (each) => Date.parse(each) > from && isOfThisHold(wanted, each),
  );
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
