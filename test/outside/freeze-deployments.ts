// What GitHub answers about variables, workflows and the gates in front of environments.
import { type Answer, done, example, missing, ok, type Question, refuse } from "./freeze-reply.ts";

export function answerDeployments(question: Question): Answer | undefined {
  return answerVariables(question) ?? answerWorkflows(question) ?? answerGates(question);
}

/** Of the variable, the workflow or the environment. */
const nameIn = (rest: string): string => decodeURIComponent(rest.split("/")[3] ?? "");

function answerVariables({ repository, call, rest, body }: Question): Answer | undefined {
  const { variables } = repository;
  const name = nameIn(rest);
  switch (call.operation) {
    case "actions/get-repo-variable":
      return variables.has(name)
        ? ok({ ...example(call.operation), name, value: variables.get(name) })
        : missing;
    case "actions/create-repo-variable":
      if (variables.has(String(body["name"]))) return refuse(409, "Already exists");
      variables.set(String(body["name"]), String(body["value"]));
      return ok({}, 201);
    case "actions/update-repo-variable":
      if (!variables.has(name)) return missing;
      variables.set(name, String(body["value"]));
      return done;
    default:
      return undefined;
  }
}

function answerWorkflows({ repository, call, rest }: Question): Answer | undefined {
  const { workflows } = repository;
  const name = nameIn(rest);
  switch (call.operation) {
    case "actions/get-workflow": {
      const state = workflows.get(name);
      return state
        ? ok({ ...example(call.operation), state, path: `.github/workflows/${name}` })
        : missing;
    }
    case "actions/disable-workflow":
      workflows.set(name, "disabled_manually");
      return done;
    case "actions/enable-workflow":
      workflows.set(name, "active");
      return done;
    default:
      return undefined;
  }
}

function answerGates({ world, repository, call, rest, body, asker }: Question): Answer | undefined {
  const { gates } = repository;
  const name = nameIn(rest);
  switch (call.operation) {
    case "repos/get-all-environments":
      return ok({
        total_count: 1,
        environments: [{ ...example(call.operation, "200", "environments"), name: "production" }],
      });
    case "repos/get-all-deployment-protection-rules":
      return ok({
        total_count: gates.length,
        custom_deployment_protection_rules: gates.map((each) => gateJson(each.id, each.app)),
      });
    case "repos/create-deployment-protection-rule": {
      if (!asker.isApp) return refuse(403, "Forbidden");
      const made = { id: world.nextId(), environment: name, app: Number(body["integration_id"]) };
      gates.push(made);
      return ok(gateJson(made.id, made.app), 201);
    }
    case "repos/disable-deployment-protection-rule": {
      const at = gates.findIndex(({ id }) => String(id) === rest.split("/").at(-1));
      if (at < 0) return missing;
      gates.splice(at, 1);
      return done;
    }
    case "actions/review-custom-gates-for-run":
      repository.reviews.push(body);
      return done;
    default:
      return undefined;
  }
}

const gateJson = (id: number, app: number) => ({
  ...{ id, node_id: "n", enabled: true },
  app: {
    id: app,
    slug: "muster",
    integration_url: "https://api.github.com/apps/muster",
    node_id: "n",
  },
});
