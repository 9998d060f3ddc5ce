// Carries out one action on a repository: only what is ours is created, changed or deleted.
import { FREEZE_VARIABLE, type RulesetContent } from "../../../domain/freeze/observed.ts";
import type { RepositoryAction } from "../../../domain/freeze/repository-action.ts";
import { anyFormat, idFormat } from "./formats.ts";
import type { Identity } from "./identity.ts";
import { GithubRefused } from "./refused.ts";
import type { Calling } from "./session.ts";

const RULES = { isChange: true, needs: "Administration: write" };
const VARIABLES = { isChange: true, needs: "Variables: write" };
const WORKFLOWS = { isChange: true, needs: "Actions: write" };

export async function change(
  calling: Calling,
  identity: Identity,
  action: RepositoryAction,
): Promise<void> {
  const { octokit, at, ask } = calling;
  const { repos, actions } = octokit.rest;
  switch (action.do) {
    case "create-ruleset": {
      const body = bodyOf(action.ruleset);
      return void (await ask(repos.createRepoRuleset({ ...at, ...body }), idFormat, RULES));
    }
    case "update-ruleset": {
      // GitHub replaces the whole ruleset: all of it is sent.
      const body = { ruleset_id: action.id, ...bodyOf(action.ruleset) };
      return void (await ask(repos.updateRepoRuleset({ ...at, ...body }), idFormat, RULES));
    }
    case "delete-ruleset":
      return await orGone(
        ask(repos.deleteRepoRuleset({ ...at, ruleset_id: action.id }), anyFormat, RULES),
      );
    case "set-variable":
      return await setVariable(calling, action);
    case "disable-workflow": {
      const call = actions.disableWorkflow({ ...at, workflow_id: action.file });
      return void (await ask(call, anyFormat, WORKFLOWS));
    }
    case "enable-workflow": {
      const call = actions.enableWorkflow({ ...at, workflow_id: action.file });
      return void (await ask(call, anyFormat, WORKFLOWS));
    }
    case "add-gate":
      return await addGate(calling, identity, action.environment);
    case "remove-gate": {
      const rule = { environment_name: action.environment, protection_rule_id: action.id };
      const call = repos.disableDeploymentProtectionRule({ ...at, ...rule });
      return await orGone(ask(call, anyFormat, RULES));
    }
  }
}

function bodyOf({ name, target, enforcement, include, rules, bypass }: RulesetContent) {
  return {
    ...{ name, target, enforcement },
    bypass_actors: bypass.map((actor) => ({ ...actor })) as never[],
    conditions: { ref_name: { include: [...include], exclude: [] } },
    rules: rules.map((rule) => ({ ...rule })) as never[],
  };
}

/** Gone already, or not ours to delete: the look that follows tells which. */
async function orGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof GithubRefused) || error.status !== 404) throw error;
  }
}

async function setVariable(
  { octokit, at, ask }: Calling,
  { value, isNew }: Extract<RepositoryAction, { do: "set-variable" }>,
): Promise<void> {
  const { createRepoVariable, updateRepoVariable } = octokit.rest.actions;
  const wanted = { ...at, name: FREEZE_VARIABLE, value };
  const call = isNew ? createRepoVariable(wanted) : updateRepoVariable(wanted);
  await ask(call, anyFormat, VARIABLES);
}

async function addGate(
  calling: Calling,
  identity: Identity,
  environment_name: string,
): Promise<void> {
  const { octokit, at, ask } = calling;
  const enforcer = await identity.enforcer(calling);
  if (enforcer.mode !== "app_check") return;
  const rule = { environment_name, integration_id: enforcer.appId };
  const call = octokit.rest.repos.createDeploymentProtectionRule({ ...at, ...rule });
  await ask(call, anyFormat, RULES);
}
