// Answers requests for environments, their gates, and what an app says to a deployment that waits there.
import { z } from "zod";
import { ok } from "../../answer.ts";
import type { Change } from "../../service.ts";
import { forbidden, invalid, notFound } from "../errors.ts";
import { reviewRun } from "../hub/gates.ts";
import type { Gate } from "../hub/hub-types.ts";
import { app } from "../hub/people.ts";
import { nodeId, type Place, stamp } from "../repository.ts";
import { changed, done, type RepositoryRoute, readBody, type Visit } from "./route.ts";

const base = "/repos/{owner}/{repo}";
const rules = `${base}/environments/{environment}/deployment_protection_rules`;
const page = "/deployments/protection-rules";

export const environments = ["production", "staging"] as const;

export const gateRoutes: readonly RepositoryRoute[] = [
  {
    ...{ method: "GET", path: `${base}/environments`, needs: ["actions:read"], run: list },
    page: "/deployments/environments#list-environments",
  },
  {
    ...{ method: "GET", path: rules, needs: ["actions:read"], run: listRules },
    page: `${page}#get-all-deployment-protection-rules-for-an-environment`,
  },
  {
    ...{ method: "POST", path: rules, needs: ["administration:write"], run: create },
    page: `${page}#create-a-custom-deployment-protection-rule-on-an-environment`,
  },
  {
    ...{ method: "DELETE", path: `${rules}/{id}`, needs: ["administration:write"], run: remove },
    page: `${page}#disable-a-custom-protection-rule-for-an-environment`,
  },
  {
    ...{ method: "POST", path: `${base}/actions/runs/{id}/deployment_protection_rule` },
    ...{ needs: ["deployments:write"], isForApps: true, run: review },
    page: "/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run",
  },
];

const isEnvironment = (name: string | undefined) => environments.some((each) => each === name);

function drawGate({ id, appId }: Gate, place: Place) {
  const integration_url = `${place.api}/apps/${app.slug}`;
  return {
    id,
    node_id: nodeId("DeploymentProtectionRule", id),
    enabled: true,
    app: { id: appId, slug: app.slug, integration_url, node_id: nodeId("App", appId) },
  };
}

function list({ repository, place }: Visit): Change {
  const drawn = environments.map((name, index) => {
    const url = `${place.api}/repos/${place.facts.name}/environments/${name}`;
    return {
      id: repository.facts.id * 10 + index,
      node_id: nodeId("Environment", repository.facts.id * 10 + index),
      name,
      url,
      html_url: `${place.web}/${place.facts.name}/deployments/activity_log?environments_filter=${name}`,
      created_at: stamp(repository.facts.createdAt),
      updated_at: stamp(repository.facts.createdAt),
      deployment_branch_policy: null,
    };
  });
  return done(ok({ total_count: drawn.length, environments: drawn }));
}

const gatesOf = ({ repository, params }: Visit) =>
  Object.values(repository.gates).filter(
    ({ environment }) => environment === params["environment"],
  );

function listRules(visit: Visit): Change {
  if (!isEnvironment(visit.params["environment"])) return done(notFound(visit.page));
  const found = gatesOf(visit).map((each) => drawGate(each, visit.place));
  return done(ok({ total_count: found.length, custom_deployment_protection_rules: found }));
}

const draft = z.strictObject({ integration_id: z.int().optional() });

function create(visit: Visit): Change {
  const { hub, repository, params, place } = visit;
  const environment = params["environment"] ?? "";
  if (!isEnvironment(environment)) return done(notFound(visit.page));
  const read = readBody(visit, draft);
  if (!read.ok) return done(read.answer);
  if (read.body.integration_id !== app.id) {
    return done(invalid("Integration must be installed on the repository", visit.page));
  }
  if (gatesOf(visit).length > 0) {
    return done(invalid("Deployment protection rule already enabled", visit.page));
  }
  const gate: Gate = { id: hub.newId(), environment, appId: app.id };
  hub.put(repository, "gates", gate.id, gate);
  const event = `${environment} of ${place.facts.name} has a gate of ${app.name}`;
  return changed({ status: 201, body: drawGate(gate, place) }, event);
}

function remove(visit: Visit): Change {
  const { hub, repository, params, place } = visit;
  const found = gatesOf(visit).find(({ id }) => String(id) === params["id"]);
  if (!found) return done(notFound(visit.page));
  hub.put(repository, "gates", found.id, null);
  return changed(
    { status: 204 },
    `${found.environment} of ${place.facts.name} has no gate any more`,
  );
}

const reviewBody = z.strictObject({
  environment_name: z.string(),
  state: z.enum(["approved", "rejected"]).optional(),
  comment: z.string().optional(),
});

function review(visit: Visit): Change {
  const { hub, repository, params, place } = visit;
  const run = repository.runs[params["id"] ?? ""];
  if (!run) return done(notFound(visit.page));
  const read = readBody(visit, reviewBody);
  if (!read.ok) return done(read.answer);
  const { environment_name: environment, state, comment = "" } = read.body;
  if (state === undefined && comment === "") {
    return done(invalid("Invalid request.\n\nEither state or comment is required.", visit.page));
  }
  if (run.environment !== environment || run.state !== "waiting") {
    return done(forbidden("There is no pending deployment for this environment.", visit.page));
  }
  reviewRun(hub, repository, run, { state: state ?? "waiting", comment });
  if (state === undefined) return changed({ status: 204 });
  const event = `deployment to ${environment} of ${place.facts.name}: ${state} by the gate`;
  return changed({ status: 204 }, event);
}
