// Draws rulesets, their rules and the record of their judgements as GitHub's REST API does.
import type { Repository, Rule, RuleSuite, Ruleset } from "../hub/hub-types.ts";
import { nodeId, type Place, stamp } from "../repository.ts";

export function drawRuleset(ruleset: Ruleset, place: Place) {
  const { id, name, target, enforcement, bypass_actors, conditions, rules } = ruleset;
  const source = place.facts.name;
  return {
    ...{ id, name, target, source_type: "Repository", source, enforcement },
    conditions,
    rules: rules.map(drawRule),
    node_id: nodeId("RepositoryRuleset", id),
    created_at: new Date(ruleset.createdAt).toISOString(),
    updated_at: new Date(ruleset.updatedAt).toISOString(),
    bypass_actors,
    current_user_can_bypass: "never",
    _links: {
      self: { href: `${place.api}/repos/${source}/rulesets/${id}` },
      html: { href: `${place.web}/${source}/rules/${id}` },
    },
  };
}

export function drawRule({ type, parameters }: Rule) {
  return parameters === undefined ? { type } : { type, parameters };
}

export function drawSuite(suite: RuleSuite, { facts }: Repository) {
  return {
    id: suite.id,
    actor_id: suite.actorId,
    actor_name: suite.actor,
    before_sha: suite.before,
    after_sha: suite.after,
    ref: suite.ref,
    repository_id: facts.id,
    repository_name: facts.name.split("/")[1] ?? "",
    pushed_at: stamp(suite.at),
    result: suite.result,
    evaluation_result: suite.result,
  };
}
