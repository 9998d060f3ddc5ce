// What GitHub answers about rulesets, rules of a branch, rule suites and check runs.
import {
  type Answer,
  done,
  example,
  missing,
  ok,
  paged,
  type Question,
  refuse,
} from "./freeze-reply.ts";
import { type Check, type Fields, MUSTERS_APP, type Ruleset, rulesetsOn } from "./freeze-world.ts";

export function answerRules(question: Question): Answer | undefined {
  const { repository, call } = question;
  const { rulesRefusal } = repository;
  const isRules = /ruleset|branch-rules|rule-suites/.test(call.operation);
  if (isRules && rulesRefusal) return refuse(rulesRefusal.status, rulesRefusal.message);
  return isRules ? answerRulesets(question) : answerChecks(question);
}

function answerRulesets(question: Question): Answer | undefined {
  const { world, repository, call, rest, body } = question;
  const id = Number(rest.split("/")[2]);
  const found = repository.rulesets.find((each) => each.id === id);
  switch (call.operation) {
    case "repos/get-repo-rulesets": {
      const listed = repository.rulesets.map((each) => listedJson(repository.name, each));
      return paged(question, listed);
    }
    case "repos/create-repo-ruleset": {
      const made = { ...defaults, ...(body as Partial<Ruleset>), id: world.nextId() } as Ruleset;
      repository.rulesets.push(made);
      return ok(rulesetJson(repository.name, made), 201);
    }
    case "repos/get-repo-ruleset":
      return found ? ok(rulesetJson(repository.name, found)) : missing;
    case "repos/update-repo-ruleset":
      if (!found) return missing;
      Object.assign(found, body);
      return ok(rulesetJson(repository.name, found));
    case "repos/delete-repo-ruleset":
      if (!found) return missing;
      repository.rulesets.splice(repository.rulesets.indexOf(found), 1);
      return done;
    case "repos/get-branch-rules": {
      const branch = rest.split("/").slice(3).join("/");
      const rules = rulesetsOn(repository, branch).flatMap((each) =>
        each.rules.map((rule) => ({
          ...rule,
          ...{ ruleset_source_type: "Repository", ruleset_source: repository.name },
          ruleset_id: each.id,
        })),
      );
      return paged(question, rules);
    }
    case "repos/get-repo-rule-suites": {
      const { rule_suite_result: result = "all" } = call.query;
      const suites = repository.suites.filter(
        (each) => result === "all" || each["result"] === result,
      );
      return paged(question, suites);
    }
    default:
      return undefined;
  }
}

/** https://docs.github.com/rest/repos/rules#create-a-repository-ruleset */
const defaults = {
  ...{ target: "branch", bypass_actors: [], rules: [] },
  conditions: { ref_name: { include: [], exclude: [] } },
};

const about = (source: string, { id, name, target, enforcement }: Ruleset): Fields => ({
  ...{ id, name, target, enforcement, source, source_type: "Repository", node_id: `RRS_${id}` },
  ...{ created_at: "2026-07-15T08:43:03Z", updated_at: "2026-08-23T16:29:47Z" },
});

/** A list has neither rules nor conditions nor who may bypass. */
const listedJson = (source: string, ruleset: Ruleset): Fields => about(source, ruleset);

const rulesetJson = (source: string, ruleset: Ruleset): Fields => ({
  ...about(source, ruleset),
  ...{ bypass_actors: ruleset.bypass_actors, conditions: ruleset.conditions, rules: ruleset.rules },
  current_user_can_bypass: "never",
});

function answerChecks(question: Question): Answer | undefined {
  const { world, repository, call, asker, rest, body } = question;
  switch (call.operation) {
    case "checks/create": {
      if (!asker.isApp) return refuse(403, "You must authenticate via a GitHub App.");
      const { name, head_sha: sha } = body;
      const made: Check = {
        ...{
          id: world.nextId(),
          app: MUSTERS_APP,
          sha: String(sha),
          name: String(name),
          told: body,
        },
      };
      repository.checks.push(made);
      return ok(checkJson(made), 201);
    }
    case "checks/update": {
      const found = repository.checks.find(({ id }) => String(id) === rest.split("/").at(-1));
      if (!found) return missing;
      found.told = { ...found.told, ...body };
      return ok(checkJson(found));
    }
    case "checks/list-for-ref": {
      const { check_name: name, app_id: app } = call.query;
      const found = repository.checks.filter(
        (each) =>
          each.sha === rest.split("/")[2] &&
          (!name || each.name === name) &&
          (!app || String(each.app) === app),
      );
      return paged(question, found.toReversed().map(checkJson), "check_runs");
    }
    case "repos/list-activities":
      return paged(
        question,
        repository.activities.toReversed().map((each) => ({
          timestamp: new Date(asker.now).toISOString(),
          ...each,
          actor: { ...example("users/get-authenticated"), ...(each["actor"] as Fields) },
        })),
      );
    default:
      return undefined;
  }
}

function checkJson({ id, sha, name, app, told }: Check): Fields {
  const whole = example("checks/create", "201");
  const { status, conclusion = null, external_id = "", output = {}, completed_at } = told;
  return {
    ...whole,
    ...{
      id,
      head_sha: sha,
      name,
      status: conclusion ? "completed" : (status ?? "queued"),
      conclusion,
      external_id,
    },
    completed_at: completed_at ?? "2026-11-22T10:00:00Z",
    output: { ...(whole["output"] as Fields), ...(output as Fields) },
    app: { ...(whole["app"] as Fields), id: app },
    pull_requests: [],
  };
}
