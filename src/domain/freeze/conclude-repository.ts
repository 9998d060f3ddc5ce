// What is recorded of a repository after a look: nothing that was not read back.
import type { Instant } from "../runbook/state/stamp.ts";
import { isOfThisHold, recentPutBacks } from "./drift.ts";
import type { DeployHold, HoldMode } from "./freeze.ts";
import { heldRef } from "./held-ref.ts";
import { isSomeUnseen, type Observed, type RulesetTarget, type SeenRuleset } from "./observed.ts";
import { HELD } from "./plan-deploys.ts";
import {
  actionsTo,
  type RepositoryPlan,
  type Situation,
  type Standing,
  standingsOf,
} from "./plan-repository.ts";
import type { FrozenRepository, RepositoryState } from "./repository.ts";
import type { RepositoryAction } from "./repository-action.ts";
import { isOurContent } from "./rulesets.ts";

export type Conclusion = {
  readonly body: FrozenRepository;
  /** It is as wanted, or as near to it as GitHub and people let us come; else there is more to do, or to read back. */
  readonly isSettled: boolean;
};

export function concludeRepository(situation: Situation, plan: RepositoryPlan): Conclusion {
  const { wanted, observed, recorded, now } = situation;
  const before = recorded ?? blankRepository(wanted.repository, now);
  const standings = standingsOf(situation);
  const concluded = stateOf(situation, plan, standings);
  const state = concluded ?? before.state;
  const isDrifted = state === "drifted";
  const body: FrozenRepository = {
    ...before,
    repositoryId: observed.repositoryId,
    url: observed.url ?? before.url ?? null,
    mode: modeOf(observed),
    state,
    defaultBranch: observed.defaultBranch,
    rulesets: "refused" in observed.rulesets ? before.rulesets : idsOf(standings),
    holds: holdsOf(situation, before, standings),
    error: "refused" in observed.rulesets && state !== "open" ? observed.rulesets.refused : null,
    since: state === before.state ? before.since : now,
    observedAt: now,
    driftToldAt: isDrifted ? (toldBefore(situation) ?? now) : null,
    changing: concluded === undefined ? (before.changing ?? null) : null,
  };
  return { body, isSettled: concluded !== undefined };
}

export const blankRepository = (repository: string, now: Instant): FrozenRepository => ({
  ...{ repository, repositoryId: null, mode: "none", state: "open", defaultBranch: null },
  rulesets: { branch: null, tag: null },
  holds: { branches: [], tags: [], deploys: [], workflows: [], gates: [] },
  ...{ error: null, since: now, observedAt: null, driftToldAt: null, changing: null },
});

const modeOf = ({ rulesets, enforcer }: Observed): HoldMode =>
  "refused" in rulesets ? "advisory" : enforcer.mode;

/** Undefined while something is left to be done or read back. */
function stateOf(
  situation: Situation,
  { isDrifted }: RepositoryPlan,
  standings: readonly Standing[],
): RepositoryState | undefined {
  const { wanted, observed } = situation;
  const isAsWanted = actionsTo(situation).length === 0;
  if ("refused" in observed.rulesets) return stateWithoutRules(situation, isAsWanted);
  if (!isAsWanted) return isDrifted ? "drifted" : undefined;
  if (wanted.level !== "frozen") return wanted.level === "staged" ? "staged" : "open";
  if (standings.every((each) => each.wanted === null || isHeld(each, observed))) return "frozen";
  return isDrifted ? "drifted" : undefined;
}

/** A rule of ours from better times stays where it cannot be deleted. */
function stateWithoutRules(
  { wanted, recorded }: Situation,
  isAsWanted: boolean,
): RepositoryState | undefined {
  const { branch = null, tag = null } = recorded?.rulesets ?? {};
  const isLeft = branch !== null || tag !== null;
  if (wanted.level === "nothing" && isLeft) return "failed";
  if (!isAsWanted) return undefined;
  return wanted.level === "nothing" ? "open" : "unenforced";
}

/** By what GitHub says of the branch itself, where the default branch is meant. */
function isHeld({ ours }: Standing, observed: Observed): boolean {
  return ours !== undefined && ours.enforcement === "active" && hasEffect(ours, observed);
}

function hasEffect({ id, target, include }: SeenRuleset, observed: Observed): boolean {
  const { defaultBranch, inForce } = observed;
  const scope = { branches: include, tags: [] };
  if (target !== "branch" || !heldRef(`refs/heads/${defaultBranch}`, scope, defaultBranch))
    return true;
  return inForce.includes(id);
}

function idsOf(standings: readonly Standing[]): FrozenRepository["rulesets"] {
  const idOf = (target: RulesetTarget) =>
    standings.find((each) => each.target === target)?.ours?.id ?? null;
  return { branch: idOf("branch"), tag: idOf("tag") };
}

function holdsOf(
  situation: Situation,
  before: FrozenRepository,
  standings: readonly Standing[],
): FrozenRepository["holds"] {
  const { observed } = situation;
  const includeOf = (target: RulesetTarget) => {
    const { ours } = standings.find((each) => each.target === target) ?? {};
    if (!ours || !isOurContent(ours, observed.enforcer)) return [];
    return ours.enforcement === "active" && hasEffect(ours, observed) ? ours.include : [];
  };
  const rules = { branches: includeOf("branch"), tags: includeOf("tag") };
  // What is not seen is ours as it was.
  if (isSomeUnseen(observed)) return { ...before.holds, ...rules };
  const workflows = before.holds.workflows.filter(
    (file) => observed.workflows[file] === "disabled_manually",
  );
  const gates = (before.holds.gates ?? []).filter(
    (environment) => typeof observed.gates[environment] === "number",
  );
  const { variable } = before.holds;
  const isVariableOurs = observed.variable === HELD || isWanted(situation, "variable");
  return {
    ...rules,
    ...{ deploys: heldDeploys(situation, before), workflows, gates },
    ...(variable && isVariableOurs && { variable }),
  };
}

const isWanted = ({ wanted }: Situation, hold: DeployHold): boolean =>
  wanted.level === "frozen" && wanted.deploys.includes(hold);

/** Those that hold, and those that are ours to let go of. */
function heldDeploys(situation: Situation, { holds }: FrozenRepository): readonly DeployHold[] {
  const { observed, workflows: files } = situation;
  const isOff = (file: string) => observed.workflows[file] === "disabled_manually";
  const ids = Object.values(observed.gates);
  const isGated = observed.enforcer.mode === "app_check" && !ids.includes(null);
  const isVariableMeant = isWanted(situation, "variable") || holds.variable !== undefined;
  return [
    ...(isVariableMeant && observed.variable === HELD ? (["variable"] as const) : []),
    ...(holds.workflows.some(isOff) || (isWanted(situation, "workflow") && !files.some(isOn))
      ? (["workflow"] as const)
      : []),
    ...((holds.gates ?? []).some((each) => typeof observed.gates[each] === "number") ||
    (isWanted(situation, "gate") && isGated)
      ? (["gate"] as const)
      : []),
  ];
  function isOn(file: string) {
    return observed.workflows[file] === "active";
  }
}

function toldBefore({ wanted, recorded }: Situation): string | null {
  const toldAt = recorded?.driftToldAt ?? null;
  if (toldAt === null || wanted.isEnding) return null;
  return isOfThisHold(wanted, toldAt) ? toldAt : null;
}

/**
 * What is recorded before an action: what only we know of (a workflow that we switch off) and that what stands there
 * is about to be our own doing, or may stand there from now on. Undefined where a crash after the action leaves nothing
 * in doubt.
 */
export function noteBefore(
  { wanted, recorded, observed, now }: Situation,
  action: RepositoryAction,
): FrozenRepository | undefined {
  const before = recorded ?? blankRepository(wanted.repository, now);
  const { holds } = before;
  const changing = { ...before, changing: now };
  switch (action.do) {
    case "update-ruleset":
      return holds.branches.length > 0 || holds.tags.length > 0 ? changing : undefined;
    case "create-ruleset":
    case "delete-ruleset":
    case "enable-workflow":
    case "remove-gate":
      return changing;
    case "set-variable":
      if (action.value !== HELD) return changing;
      return { ...changing, holds: { ...holds, variable: { was: observed.variable ?? null } } };
    case "disable-workflow":
      return { ...changing, holds: { ...holds, workflows: withOne(holds.workflows, action.file) } };
    case "add-gate":
      return {
        ...changing,
        holds: { ...holds, gates: withOne(holds.gates ?? [], action.environment) },
      };
  }
}

/** What somebody did is recorded before it is acted on: the next look no longer shows it. Undefined: nothing new. */
export function noteNews(
  situation: Situation,
  { answer, isDrifted }: RepositoryPlan,
): FrozenRepository | undefined {
  if (answer === undefined) return undefined;
  const { wanted, recorded, now } = situation;
  const before = recorded ?? blankRepository(wanted.repository, now);
  return {
    ...before,
    changing: now,
    driftToldAt: isDrifted ? now : before.driftToldAt,
    ...(answer === "put-back" && { putBacks: [...recentPutBacks(situation, now), now] }),
  };
}

const withOne = <T>(list: readonly T[], one: T): readonly T[] =>
  list.includes(one) ? list : [...list, one];
