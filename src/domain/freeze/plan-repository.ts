// What has to be done to a repository now, by what is wanted, what GitHub shows and what was recorded.
import type { Instant } from "../runbook/state/stamp.ts";
import { answerToDrift, type DriftAnswer, driftOf, foreignNews, isLeftAlone } from "./drift.ts";
import type { Enforcer, Observed, RulesetContent, RulesetTarget, SeenRuleset } from "./observed.ts";
import { planDeploys } from "./plan-deploys.ts";
import type { FrozenRepository, Wanted } from "./repository.ts";
import type { Found, RepositoryAction } from "./repository-action.ts";
import { isAsWanted, isOurContent, RULESET_NAMES, rulesetOf } from "./rulesets.ts";

export type Situation = {
  readonly wanted: Wanted;
  readonly observed: Observed;
  readonly recorded: FrozenRepository | undefined;
  /** File names of the workflows that a freeze switches off. */
  readonly workflows: readonly string[];
  readonly now: Instant;
};

export type RepositoryPlan = {
  /** In order, what holds first; any of them may be the last before a crash. */
  readonly actions: readonly RepositoryAction[];
  /** Somebody took our rule away or changed it, now or before, and that is not fought. */
  readonly isDrifted: boolean;
  readonly found: readonly Found[];
  /** What follows from a drift that this look found; undefined where it found none. */
  readonly answer: DriftAnswer | undefined;
};

/** One kind of ruleset in the repository. */
export type Standing = {
  readonly target: RulesetTarget;
  readonly wanted: RulesetContent | null;
  /** By its recorded id, or adopted: made by a call of ours whose answer was lost. */
  readonly ours: SeenRuleset | undefined;
  /** Made once more by such calls. */
  readonly surplus: readonly SeenRuleset[];
  /** Of our name, but not what we make: never touched. */
  readonly foreign: readonly SeenRuleset[];
};

/** Repeating it after any part of it was carried out ends at the same. */
export function planRepository(situation: Situation): RepositoryPlan {
  const { enforcer } = situation.observed;
  const standings = standingsOf(situation);
  const deploys = planDeploys(situation);
  const drift = [...standings.flatMap((each) => driftOf(situation, each)), ...deploys.drift];
  const follows = answerToDrift(situation);
  const isNews = drift.length > 0;
  const isNowLeft = isNews && (follows === "left-alone" || follows === "given-up");
  const isDrifted = follows !== "let-go" && (isNowLeft || isLeftAlone(situation));
  const told = drift.map((each) => ({ ...each, detail: { ...each.detail, follows } }));
  return {
    actions: isDrifted
      ? standings.flatMap((each) => actionsOn(each, enforcer, true))
      : actionsTo(situation),
    isDrifted,
    found: [...told, ...standings.flatMap(foreignNews)],
    answer: isNews ? follows : undefined,
  };
}

/** Everything that is not as wanted, whoever made it so. */
export function actionsTo(situation: Situation): readonly RepositoryAction[] {
  const { enforcer } = situation.observed;
  const held = standingsOf(situation).flatMap((each) => actionsOn(each, enforcer, false));
  return [...held, ...planDeploys(situation).actions];
}

export function standingsOf({ observed, recorded, wanted }: Situation): readonly Standing[] {
  const { rulesets, enforcer } = observed;
  if ("refused" in rulesets) return [];
  return (["branch", "tag"] as const).map((target) => {
    const id = recorded?.rulesets[target] ?? null;
    const named = rulesets.filter(
      (each) => each.id !== id && each.target === target && each.name === RULESET_NAMES[target],
    );
    const twins = named
      .filter((each) => isOurContent(each, enforcer))
      .sort((one, other) => one.id - other.id);
    const known = rulesets.find((each) => each.id === id);
    const [ours, ...surplus] = known ? [known, ...twins] : twins;
    const foreign = named.filter((each) => !isOurContent(each, enforcer));
    return { target, wanted: rulesetOf(target, wanted, enforcer), ours, surplus, foreign };
  });
}

/** A surplus one goes once the right one stands. */
function actionsOn(
  { ours, surplus, wanted }: Standing,
  enforcer: Enforcer,
  isLeft: boolean,
): readonly RepositoryAction[] {
  const removals = surplus.map(({ id }) => removal(id));
  if (isLeft) return removals;
  if (!wanted) return ours ? [removal(ours.id), ...removals] : removals;
  if (!ours) return [{ do: "create-ruleset", ruleset: wanted }, ...removals];
  if (isAsWanted(ours, wanted, enforcer)) return removals;
  return [{ do: "update-ruleset", id: ours.id, ruleset: wanted }, ...removals];
}

const removal = (id: number): RepositoryAction => ({ do: "delete-ruleset", id });
