// Decides whether a ruleset that was sent can be one; what is wrong is said in GitHub's sentences.
import { z } from "zod";
import type { BypassActor, Rule, Ruleset } from "../hub/hub-types.ts";
import { isPattern } from "../hub/patterns.ts";
import { actionsApp, app, isKnownUser, roleIds } from "../hub/people.ts";

const bypassActor = z.strictObject({
  actor_id: z.int().nullish(),
  actor_type: z.enum([
    "Integration",
    "OrganizationAdmin",
    "RepositoryRole",
    "Team",
    "DeployKey",
    "User",
  ]),
  bypass_mode: z.enum(["always", "pull_request", "exempt"]).default("always"),
});

const rule = z.strictObject({
  type: z.enum([
    "creation",
    "update",
    "deletion",
    "required_linear_history",
    "merge_queue",
    "required_deployments",
    "required_signatures",
    "pull_request",
    "required_status_checks",
    "non_fast_forward",
  ]),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

const refName = z.strictObject({
  include: z.array(z.string()).default([]),
  exclude: z.array(z.string()).default([]),
});

const fields = {
  name: z.string(),
  target: z.enum(["branch", "tag", "push"]),
  enforcement: z.enum(["disabled", "active", "evaluate"]),
  bypass_actors: z.array(bypassActor),
  conditions: z.strictObject({ ref_name: refName }),
  rules: z.array(rule),
};

export const rulesetBody = z.strictObject({
  ...fields,
  target: fields.target.default("branch"),
  bypass_actors: fields.bypass_actors.default([]),
  conditions: fields.conditions.default({ ref_name: { include: [], exclude: [] } }),
  rules: fields.rules.default([]),
});

export const rulesetPatch = z.strictObject(fields).partial();

/** What is left out stays as it is. */
export function patched(ruleset: Ruleset, patch: z.output<typeof rulesetPatch>): Given {
  const { name, target, enforcement, bypass_actors, conditions, rules } = ruleset;
  return {
    name: patch.name ?? name,
    target: patch.target ?? target,
    enforcement: patch.enforcement ?? enforcement,
    bypass_actors: patch.bypass_actors ?? bypass_actors,
    conditions: patch.conditions ?? conditions,
    rules: patch.rules ?? rules,
  };
}

type Body = z.output<typeof rulesetBody>;
export type RulesetDraft = Omit<Ruleset, "id" | "createdAt" | "updatedAt">;

export type RulesetReading =
  | { readonly ok: true; readonly ruleset: RulesetDraft }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Of a stored one, where only some fields are changed. */
type Given = Omit<Body, "rules" | "bypass_actors" | "conditions"> & {
  readonly rules: readonly (Rule | Body["rules"][number])[];
  readonly bypass_actors: readonly (BypassActor | Body["bypass_actors"][number])[];
  readonly conditions: Ruleset["conditions"];
};

export function readRuleset(given: Given): RulesetReading {
  const { include, exclude } = given.conditions.ref_name;
  const odd = [...include, ...exclude].filter((pattern) => !isPattern(pattern, given.target));
  const errors = [
    ...(given.name.trim() === "" ? ["Name can't be blank"] : []),
    ...(given.enforcement === "evaluate"
      ? ["Enforcement evaluate is not supported on this plan"]
      : []),
    ...(odd.length > 0
      ? [`Invalid target patterns: ${odd.map((each) => `'${each}'`).join(", ")}`]
      : []),
    ...given.bypass_actors.flatMap((actor) => objectionToActor(actor, given.target)),
    ...given.rules.flatMap((each) => objectionToRule(each)),
  ];
  if (errors.length > 0) return { ok: false, errors };
  const bypass_actors = given.bypass_actors.map((actor) => ({
    ...actor,
    actor_id: actor.actor_type === "OrganizationAdmin" ? null : (actor.actor_id ?? null),
  }));
  const rules = given.rules.map(({ type, parameters }) =>
    parameters === undefined ? { type } : { type, parameters },
  );
  return { ok: true, ruleset: { ...given, bypass_actors, rules } };
}

function objectionToActor(
  { actor_type: type, actor_id: id, bypass_mode: mode }: Given["bypass_actors"][number],
  target: Ruleset["target"],
): readonly string[] {
  const isMissing = type !== "OrganizationAdmin" && type !== "DeployKey" && !id;
  if (isMissing) return [`Bypass actor of type ${type} must have an actor_id`];
  const isKnown = knownActors[type];
  if (!isKnown(id ?? 0)) {
    const what = type === "RepositoryRole" ? "role" : type.toLowerCase();
    return [`Actor ${id} ${what} must be part of the ruleset source or owner organization`];
  }
  if (mode === "pull_request" && (type === "DeployKey" || target !== "branch")) {
    return ["Bypass mode pull_request is only applicable to branch rulesets"];
  }
  return [];
}

const knownActors: Readonly<Record<BypassActor["actor_type"], (id: number) => boolean>> = {
  Integration: (id) => id === app.id || id === actionsApp.id,
  User: isKnownUser,
  RepositoryRole: (id) => roleIds[id] !== undefined,
  Team: () => false,
  DeployKey: () => true,
  OrganizationAdmin: () => true,
};

const checksParameters = z.strictObject({
  strict_required_status_checks_policy: z.boolean(),
  do_not_enforce_on_create: z.boolean().optional(),
  required_status_checks: z.array(
    z.strictObject({ context: z.string().min(1), integration_id: z.int().nullish() }),
  ),
});
const updateParameters = z.strictObject({ update_allows_fetch_and_merge: z.boolean() }).optional();
const bare = z.undefined().or(z.strictObject({}));
const queueParameters = z.strictObject({
  check_response_timeout_minutes: z.int().min(1).max(360),
  grouping_strategy: z.enum(["ALLGREEN", "HEADGREEN"]),
  max_entries_to_build: z.int().min(0).max(100),
  max_entries_to_merge: z.int().min(0).max(100),
  merge_method: z.enum(["MERGE", "SQUASH", "REBASE"]),
  min_entries_to_merge: z.int().min(0).max(100),
  min_entries_to_merge_wait_minutes: z.int().min(0).max(360),
});

const parametersOf: Readonly<Record<string, z.ZodType>> = {
  ...{ creation: bare, deletion: bare, non_fast_forward: bare, required_signatures: bare },
  required_linear_history: bare,
  update: updateParameters,
  required_status_checks: checksParameters,
  merge_queue: queueParameters,
};

function objectionToRule(given: Given["rules"][number]): readonly string[] {
  const { type, parameters } = given;
  const read = parametersOf[type]?.safeParse(parameters);
  const [issue] = read?.error?.issues ?? [];
  if (issue) {
    const [name, index, key] = issue.path;
    const start = `Invalid rule '${type}'`;
    if (name === undefined) return [`${start}: ${issue.message}`];
    if (typeof index === "number") {
      const what = `Expected ${String(key ?? name)} to be present`;
      return [
        `${start}: Invalid parameter ${String(name)}: Invalid array contents. Errors at index ${index}: ${what}`,
      ];
    }
    return [`${start}: Invalid parameter ${String(name)}: ${issue.message}`];
  }
  if (type !== "required_status_checks") return [];
  const { required_status_checks: checks } = checksParameters.parse(parameters);
  const isKnown = (id: number | null | undefined) =>
    id === null || id === undefined || id === app.id || id === actionsApp.id;
  if (checks.every(({ integration_id: id }) => isKnown(id))) return [];
  return [
    `Invalid rule '${type}': Invalid parameter required_status_checks: Invalid integration ids`,
  ];
}
