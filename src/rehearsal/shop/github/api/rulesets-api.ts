// Answers requests for rulesets and for the rules in force at a branch.
import { ok } from "../../answer.ts";
import type { Change } from "../../service.ts";
import { error, invalid, notFound, upgrade, validationFailed } from "../errors.ts";
import { changeRuleset, createRuleset, removeRuleset } from "../hub/change-ruleset.ts";
import type { Ruleset } from "../hub/hub-types.ts";
import { rulesetsFor } from "../hub/rules.ts";
import { answerPage } from "../paging.ts";
import { drawRule, drawRuleset, drawSuite } from "./draw-ruleset.ts";
import { patched, readRuleset, rulesetBody, rulesetPatch } from "./read-ruleset.ts";
import { changed, done, type RepositoryRoute, readBody, type Visit } from "./route.ts";

const base = "/repos/{owner}/{repo}";
const mostRulesets = 75;

/** Rules are refused where the plan has none, reading them too. */
function onPlan(run: (visit: Visit) => Change): (visit: Visit) => Change {
  return (visit) =>
    visit.repository.facts.hasRules ? run(visit) : done(error(403, upgrade, visit.page));
}

const rulePage = "/repos/rules";
const suitePage = "/repos/rule-suites";

export const rulesetRoutes: readonly RepositoryRoute[] = [
  {
    ...{ method: "GET", path: `${base}/rulesets`, needs: ["metadata:read"] },
    ...{ page: `${rulePage}#get-all-repository-rulesets`, run: onPlan(list) },
  },
  {
    ...{ method: "POST", path: `${base}/rulesets`, needs: ["administration:write"] },
    ...{ page: `${rulePage}#create-a-repository-ruleset`, run: onPlan(create) },
  },
  {
    ...{ method: "GET", path: `${base}/rulesets/rule-suites`, needs: ["administration:read"] },
    ...{ page: `${suitePage}#list-repository-rule-suites`, run: onPlan(listSuites) },
  },
  {
    ...{
      method: "GET",
      path: `${base}/rulesets/rule-suites/{suite}`,
      needs: ["administration:read"],
    },
    ...{ page: `${suitePage}#get-a-repository-rule-suite`, run: onPlan(getSuite) },
  },
  {
    ...{ method: "GET", path: `${base}/rulesets/{id}`, needs: ["metadata:read"] },
    ...{ page: `${rulePage}#get-a-repository-ruleset`, run: onPlan(get) },
  },
  {
    ...{ method: "PUT", path: `${base}/rulesets/{id}`, needs: ["administration:write"] },
    ...{ page: `${rulePage}#update-a-repository-ruleset`, run: onPlan(update) },
  },
  {
    ...{ method: "DELETE", path: `${base}/rulesets/{id}`, needs: ["administration:write"] },
    ...{ page: `${rulePage}#delete-a-repository-ruleset`, run: onPlan(remove) },
  },
  {
    ...{ method: "GET", path: `${base}/rules/branches/{+branch}`, needs: ["metadata:read"] },
    ...{ page: `${rulePage}#get-rules-for-a-branch`, run: onPlan(branchRules) },
  },
];

const find = ({ repository, params }: Visit): Ruleset | undefined =>
  repository.rulesets[params["id"] ?? ""];

function list({ repository, call, place }: Visit): Change {
  const wanted = call.url.searchParams.get("targets")?.split(",");
  const found = Object.values(repository.rulesets).filter(
    ({ target }) => !wanted || wanted.includes(target),
  );
  return done(
    answerPage(call, found, (page) =>
      page.map((each) => {
        const { rules: _, conditions: __, bypass_actors: ___, ...short } = drawRuleset(each, place);
        return short;
      }),
    ),
  );
}

function get(visit: Visit): Change {
  const found = find(visit);
  if (!found) return done(notFound(visit.page));
  const { bypass_actors, ...others } = drawRuleset(found, visit.place);
  // Who may pass by is told only to those who may change it.
  const mayChange = visit.actor.appId !== undefined || visit.actor.role === "admin";
  return done(ok(mayChange ? { ...others, bypass_actors } : others));
}

function create(visit: Visit): Change {
  const { hub, repository, page, actor, place } = visit;
  const read = readBody(visit, rulesetBody);
  if (!read.ok) return done(read.answer);
  const whole = readRuleset(read.body);
  if (!whole.ok) return done(validationFailed(whole.errors, page));
  if (Object.keys(repository.rulesets).length >= mostRulesets) {
    const message = `Repository cannot have more than ${mostRulesets} rulesets`;
    return done(validationFailed([message], page));
  }
  const made = createRuleset(hub, repository, whole.ruleset, actor.login);
  const event = `ruleset “${made.name}” (${made.enforcement}) made in ${place.facts.name}`;
  return changed({ status: 201, body: drawRuleset(made, place) }, event);
}

function update(visit: Visit): Change {
  const { hub, repository, page, actor, place } = visit;
  const found = find(visit);
  if (!found) return done(notFound(page));
  const read = readBody(visit, rulesetPatch);
  if (!read.ok) return done(read.answer);
  const whole = readRuleset(patched(found, read.body));
  if (!whole.ok) return done(validationFailed(whole.errors, page));
  const next = changeRuleset(hub, repository, { ruleset: found, by: actor.login }, whole.ruleset);
  const event = `ruleset “${next.name}” of ${place.facts.name} is ${next.enforcement}`;
  return changed(ok(drawRuleset(next, place)), event);
}

function remove(visit: Visit): Change {
  const { hub, repository, page, actor, place } = visit;
  const found = find(visit);
  if (!found) return done(notFound(page));
  removeRuleset(hub, repository, { ruleset: found, by: actor.login });
  return changed({ status: 204 }, `ruleset “${found.name}” of ${place.facts.name} is gone`);
}

function branchRules({ repository, params, call }: Visit): Change {
  const ref = `refs/heads/${params["branch"] ?? ""}`;
  const rules = rulesetsFor(repository, ref).flatMap((ruleset) =>
    ruleset.rules.map((rule) => ({
      ...drawRule(rule),
      ruleset_source_type: "Repository",
      ruleset_source: repository.facts.name,
      ruleset_id: ruleset.id,
    })),
  );
  return done(answerPage(call, rules, (page) => page));
}

const periodsMs: Readonly<Record<string, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 31 * 86_400_000,
};

function listSuites({ hub, repository, call, page }: Visit): Change {
  const query = call.url.searchParams;
  const period = periodsMs[query.get("time_period") ?? "day"];
  const result = query.get("rule_suite_result") ?? "all";
  if (period === undefined || !["pass", "fail", "bypass", "all"].includes(result)) {
    return done(invalid(`Invalid request.\n\nInvalid query: ${query}`, page));
  }
  const ref = query.get("ref");
  const actor = query.get("actor_name");
  const found = Object.values(repository.suites)
    .filter((each) => each.at >= hub.now() - period)
    .filter((each) => result === "all" || each.result === result)
    .filter((each) => ref === null || each.ref === ref || each.ref === `refs/heads/${ref}`)
    .filter((each) => actor === null || each.actor === actor)
    .toSorted((a, b) => b.id - a.id);
  return done(answerPage(call, found, (shown) => shown.map((each) => drawSuite(each, repository))));
}

function getSuite({ repository, params, page }: Visit): Change {
  const found = repository.suites[params["suite"] ?? ""];
  if (!found) return done(notFound(page));
  const evaluations = found.evaluations.map(({ ruleset, rulesetName, type, result, details }) => ({
    rule_source: { type: "ruleset", id: ruleset, name: rulesetName },
    ...{ enforcement: "active", result, rule_type: type, details },
  }));
  return done(ok({ ...drawSuite(found, repository), rule_evaluations: evaluations }));
}
