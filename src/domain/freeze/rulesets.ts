// What our rulesets look like, and whether one that GitHub shows is ours, and is as wanted.
import {
  type BypassActor,
  type Enforcer,
  FREEZE_CHECK,
  type Rule,
  type RulesetContent,
  type RulesetTarget,
  type SeenRuleset,
} from "./observed.ts";
import type { Wanted } from "./repository.ts";

/** Two names: whether GitHub takes one name twice in a repository is not documented. */
export const RULESET_NAMES: Readonly<Record<RulesetTarget, string>> = {
  branch: "Muster code freeze",
  tag: "Muster code freeze (tags)",
};

export const isOurName = (name: string): boolean => Object.values(RULESET_NAMES).includes(name);

/** Null where nothing of this kind is to be held. */
export function rulesetOf(
  target: RulesetTarget,
  { level, branches, tags }: Pick<Wanted, "level" | "branches" | "tags">,
  enforcer: Enforcer,
): RulesetContent | null {
  const include = target === "branch" ? branches : tags;
  if (level === "nothing" || include.length === 0) return null;
  return {
    name: RULESET_NAMES[target],
    target,
    enforcement: level === "frozen" ? "active" : "disabled",
    include,
    rules: rulesOf(target, enforcer),
    bypass: bypassOf(enforcer),
  };
}

/**
 * A held branch may not be deleted either: deleting and creating it anew would pass any check.
 * New branches stay possible (`do_not_enforce_on_create`).
 */
function rulesOf(target: RulesetTarget, enforcer: Enforcer): readonly Rule[] {
  const update: Rule = { type: "update", parameters: { update_allows_fetch_and_merge: false } };
  if (target === "tag") return [{ type: "creation" }, update];
  if (enforcer.mode === "bot_merge") return [update, { type: "deletion" }];
  const check = { context: FREEZE_CHECK, integration_id: enforcer.appId };
  const parameters = {
    strict_required_status_checks_policy: false,
    do_not_enforce_on_create: true,
    required_status_checks: [check],
  };
  return [{ type: "required_status_checks", parameters }, { type: "deletion" }];
}

/** Always said: GitHub takes an omitted mode for `always`. Never `exempt`, which leaves no trace. */
function bypassOf(enforcer: Enforcer): readonly BypassActor[] {
  if (enforcer.mode === "app_check") return [];
  return [{ actor_type: "User", actor_id: enforcer.userId, bypass_mode: "always" }];
}

/** Whether it forbids exactly what ours forbid; where and whether it is switched on may differ. */
export function isOurContent(seen: SeenRuleset, enforcer: Enforcer): boolean {
  const { target } = seen;
  if (target !== "branch" && target !== "tag") return false;
  const rules = rulesOf(target, enforcer);
  return (
    seen.exclude.length === 0 &&
    seen.rules.length === rules.length &&
    rules.every((rule) => seen.rules.some((each) => hasAll(each, rule))) &&
    hasOurBypass(seen.bypass, enforcer)
  );
}

/** GitHub leaves the list out where we may not see it, and an older Enterprise Server drops users from it. */
function hasOurBypass(seen: SeenRuleset["bypass"], enforcer: Enforcer): boolean {
  if (seen === null) return true;
  const ours = bypassOf(enforcer);
  return seen.every((actor) => ours.some((each) => hasAll(actor, each)));
}

/** Whether it is what `wanted` says, and no half of it. */
export function isAsWanted(seen: SeenRuleset, wanted: RulesetContent, enforcer: Enforcer): boolean {
  return (
    seen.name === wanted.name &&
    seen.enforcement === wanted.enforcement &&
    isSameSet(seen.include, wanted.include) &&
    isOurContent(seen, enforcer)
  );
}

export function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const ones = new Set(one);
  return ones.size === new Set(other).size && other.every((each) => ones.has(each));
}

/** GitHub answers with more fields than it was sent. */
function hasAll(seen: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(seen) || seen.length !== wanted.length) return false;
    return wanted.every((each) => seen.some((other) => hasAll(other, each)));
  }
  if (typeof wanted !== "object" || wanted === null) return seen === wanted;
  if (typeof seen !== "object" || seen === null) return false;
  return Object.entries(wanted).every(([key, value]) =>
    hasAll((seen as Readonly<Record<string, unknown>>)[key], value),
  );
}
