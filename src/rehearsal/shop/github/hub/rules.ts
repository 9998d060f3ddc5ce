// Decides what the rules of a repository say to a change of a ref, and who may pass by them.
import type { CheckRun, Pull, Repository, RequiredCheck, Rule, Ruleset } from "./hub-types.ts";
import { isMeant } from "./patterns.ts";
import { type Actor, roleIds } from "./people.ts";

export type RefChange = {
  readonly ref: string;
  readonly kind: "create" | "update" | "delete";
  readonly sha: string;
  /** The pull request that is merged; undefined: pushed straight to the ref. */
  readonly pull?: Pull;
  /** The merge queue merges what has gone through it. */
  readonly isQueue?: boolean;
};

export type Violation = {
  readonly ruleset: Ruleset;
  readonly type: string;
  readonly message: string;
};

export type Judgement = {
  /** Those that are in force for the ref. */
  readonly rulesets: readonly Ruleset[];
  readonly violations: readonly Violation[];
  /** Every violated ruleset lets this actor pass, and takes a note of it. */
  readonly isBypassed: boolean;
};

export function rulesetsFor({ rulesets, facts }: Repository, ref: string): readonly Ruleset[] {
  const target = ref.startsWith("refs/tags/") ? "tag" : "branch";
  const { defaultBranch } = facts;
  return Object.values(rulesets).filter(
    (each) =>
      each.enforcement === "active" &&
      each.target === target &&
      isMeant(each, { ref, defaultBranch }),
  );
}

export function judge(repository: Repository, change: RefChange, actor: Actor): Judgement {
  const rulesets = rulesetsFor(repository, change.ref).filter(
    (each) => bypassOf(each, actor, change) !== "exempt",
  );
  const violations = rulesets.flatMap((ruleset) =>
    ruleset.rules.flatMap((rule) => {
      const message = objection(repository, rule, change);
      return message === undefined ? [] : [{ ruleset, type: rule.type, message }];
    }),
  );
  const isBypassed =
    violations.length > 0 &&
    violations.every(({ ruleset }) => bypassOf(ruleset, actor, change) === "always");
  return { rulesets, violations, isBypassed };
}

function bypassOf(
  { bypass_actors }: Ruleset,
  actor: Actor,
  { pull }: RefChange,
): "always" | "exempt" | undefined {
  const own = bypass_actors.filter((each) => isMeantBy(each, actor));
  if (own.some(({ bypass_mode: mode }) => mode === "exempt")) return "exempt";
  const counts = own.some(({ bypass_mode: mode }) => mode === "always" || pull !== undefined);
  return counts ? "always" : undefined;
}

function isMeantBy(
  { actor_id: id, actor_type: type }: Ruleset["bypass_actors"][number],
  actor: Actor,
): boolean {
  const isPerson = actor.appId === undefined;
  switch (type) {
    case "Integration":
      return !isPerson && actor.appId === id;
    case "User":
      return isPerson && actor.id === id;
    case "RepositoryRole":
      return isPerson && (roleIds[id ?? 0] ?? []).includes(actor.role);
    case "OrganizationAdmin":
      return actor.isOrganizationAdmin;
    case "Team":
    case "DeployKey":
      return false;
  }
}

function objection(repository: Repository, rule: Rule, change: RefChange): string | undefined {
  const { kind, pull, isQueue = false } = change;
  switch (rule.type) {
    case "creation":
      return kind === "create" ? "Cannot create ref due to creations being restricted." : undefined;
    case "update":
      return kind === "update" ? "Cannot update this protected ref." : undefined;
    case "deletion":
      return kind === "delete" ? "Cannot delete this protected ref." : undefined;
    case "merge_queue":
      return isQueue || kind !== "update"
        ? undefined
        : "Changes must be made through the merge queue";
    case "pull_request":
      return kind === "delete" ? undefined : objectionOfReview(rule, pull);
    case "required_status_checks":
      return objectionOfChecks(repository, rule, change);
  }
  return undefined;
}

function objectionOfReview({ parameters = {} }: Rule, pull: Pull | undefined): string | undefined {
  if (!pull) return "Changes must be made through a pull request.";
  const wanted = Number(parameters["required_approving_review_count"] ?? 0);
  if (pull.approvals.length >= wanted) return undefined;
  const reviews = wanted === 1 ? "review is" : "reviews are";
  return `At least ${wanted} approving ${reviews} required by reviewers with write access.`;
}

function objectionOfChecks(
  { checks }: Repository,
  { parameters = {} }: Rule,
  { kind, sha }: RefChange,
): string | undefined {
  if (kind === "delete") return undefined;
  if (kind === "create" && parameters["do_not_enforce_on_create"] === true) return undefined;
  const wanted = (parameters["required_status_checks"] ?? []) as readonly RequiredCheck[];
  const all = Object.values(checks).filter(({ headSha }) => headSha === sha);
  const states = wanted.map((each) => ({ context: each.context, state: stateOf(each, all) }));
  const missing = states.filter(({ state }) => state !== "passed");
  const [first] = missing;
  if (!first) return undefined;
  if (missing.length === 1) return `Required status check "${first.context}" is ${first.state}.`;
  const kinds = [...new Set(missing.map(({ state }) => state))];
  const counts = kinds.map(
    (state) => `${missing.filter((each) => each.state === state).length} ${state}`,
  );
  const of = `${missing.length} of ${wanted.length} required status checks`;
  if (kinds.length === 1) return `${of} are ${kinds[0]}.`;
  return `${of} have not succeeded: ${counts.join(", ")}.`;
}

const passing: readonly (string | null)[] = ["success", "neutral", "skipped"];

function stateOf(
  { context, integration_id: appId }: RequiredCheck,
  checks: readonly CheckRun[],
): "passed" | "expected" | "in progress" | "failing" {
  const newest = checks
    .filter(({ name, appId: by }) => name === context && (appId === undefined || by === appId))
    .reduce<CheckRun | undefined>(
      (last, each) => (last && last.id > each.id ? last : each),
      undefined,
    );
  if (!newest) return "expected";
  if (newest.status !== "completed") return "in progress";
  return passing.includes(newest.conclusion) ? "passed" : "failing";
}

/** As GitHub lists them, one line each. */
export function violationText(violations: readonly Violation[]): string {
  const lines = violations.map(({ message }) => message).join("\n");
  return `Repository rule violations found\n\n${lines}\n\n`;
}
