// Decides what requests to the deployments of the repository answer and do.
import { z } from "zod";
import { type Answer, ok } from "../answer.ts";
import { type Call, parseJson } from "../call.ts";
import { type Change, no } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";
import { conflict, invalid, notFound, notJson, pages } from "./errors.ts";
import { webName } from "./hub/open-hub.ts";
import { answerPage } from "./paging.ts";
import {
  behindBranch,
  type Commit,
  conflictingBranch,
  type Deployment,
  type DeploymentStatus,
  deriveStatuses,
  productionEnvironment,
  resolveRef,
} from "./release.ts";
import { drawUser, nodeId, type Place, stamp } from "./repository.ts";

export function readDeployments(core: ShopCore, call: Call, place: Place): Answer {
  const [id, noun, status, ...rest] = call.path.slice(6);
  if (id === undefined) return listDeployments(core, call, place);
  const deployment = findDeployment(core, id);
  if (!deployment || rest.length > 0) return notFound(pages.deployments);
  if (noun === undefined) return ok(drawDeployment(deployment, core, place));
  if (noun !== "statuses") return notFound(pages.deployments);
  const statuses = deriveStatuses(deployment, core.now()).toReversed();
  const draw = (each: DeploymentStatus) => drawStatus(each, deployment, place);
  if (status === undefined) return answerPage(call, statuses, (page) => page.map(draw));
  const found = statuses.find((each) => String(each.id) === status);
  return found ? ok(draw(found)) : notFound(pages.statuses);
}

/** Newest first; `none`, which the documentation names as the default, filters nothing. */
function listDeployments(core: ShopCore, call: Call, place: Place): Answer {
  const wanted = (name: "sha" | "ref" | "task" | "environment") => {
    const value = call.url.searchParams.get(name);
    return value === null || value === "none" ? undefined : value;
  };
  const filters = (["sha", "ref", "task", "environment"] as const).flatMap((name) => {
    const value = wanted(name);
    return value === undefined ? [] : [{ name, value }];
  });
  const found = core
    .state()
    .releases.deployments.toReversed()
    .filter((each) => filters.every(({ name, value }) => each[name] === value));
  return answerPage(call, found, (page) => page.map((each) => drawDeployment(each, core, place)));
}

const draft = z.object({
  ref: z.string().min(1),
  task: z.string().default("deploy"),
  auto_merge: z.boolean().default(true),
  required_contexts: z.array(z.string()).optional(),
  payload: z.union([z.record(z.string(), z.unknown()), z.string()]).default(""),
  environment: z.string().default(productionEnvironment),
  description: z.string().nullable().default(""),
  transient_environment: z.boolean().default(false),
  production_environment: z.boolean().optional(),
});

export function createDeployment(
  core: ShopCore,
  call: Call,
  { place, by }: { readonly place: Place; readonly by: string },
): Change {
  const parsed = parseJson(call.body);
  if (!parsed.ok) return no(notJson());
  const read = draft.safeParse(parsed.value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const message = `Invalid request.\n\n"${issue?.path.join(".")}": ${issue?.message}`;
    return no(invalid(message, pages.createDeployment));
  }
  const wish = read.data;
  const commit = resolveRef(core.state().releases, wish.ref);
  if (!commit) return no(invalid(`No ref found for: ${wish.ref}`, pages.createDeployment));
  const obstacle = findObstacle(core, wish, commit);
  if (obstacle) return no(obstacle);
  const { deployments } = core.state().releases;
  const deployment: Deployment = {
    id: Math.max(...deployments.map(({ id }) => id)) + 1,
    sha: commit.sha,
    ref: wish.ref,
    task: wish.task,
    payload: wish.payload,
    environment: wish.environment,
    description: wish.description ?? "",
    creator: by,
    isTransient: wish.transient_environment,
    isProduction: wish.production_environment ?? wish.environment === productionEnvironment,
    createdAt: core.now().getTime(),
    // Nothing runs for it while the workflow is switched off.
    outcome: isDeployOff(core) ? "none" : "success",
  };
  return {
    answer: { status: 201, body: drawDeployment(deployment, core, place) },
    entries: [{ kind: "deployment", deployment }],
    event: `${commit.tag} is being deployed to ${wish.environment}, by GitHub's API`,
  };
}

const isDeployOff = (core: ShopCore): boolean =>
  core.state().github.repositories[webName]?.workflows["deploy.yml"] === "disabled_manually";

/** What GitHub does by default before it deploys: merge the default branch in, and want all green. */
function findObstacle(
  core: ShopCore,
  wish: z.infer<typeof draft>,
  commit: Commit,
): Answer | undefined {
  const head = core.state().releases.commits.at(-1);
  if (wish.auto_merge && commit.sha !== head?.sha) {
    if (wish.ref === behindBranch) {
      const message = `Auto-merged main into ${wish.ref} on deployment.`;
      return { status: 202, body: { message } };
    }
    return conflict(`Conflict merging main into ${wish.ref}.`, pages.createDeployment);
  }
  const isBranchOff = wish.ref === conflictingBranch || wish.ref === behindBranch;
  const contexts = wish.required_contexts;
  const isRed = contexts === undefined ? !commit.isGreen || isBranchOff : contexts.length > 0;
  if (!isRed || (contexts?.every((each) => each === "ci/build") ?? false)) return undefined;
  return conflict(`Conflict: Commit status checks failed for ${wish.ref}.`, pages.createDeployment);
}

function findDeployment(core: ShopCore, id: string): Deployment | undefined {
  return core.state().releases.deployments.find((each) => String(each.id) === id);
}

export function drawDeployment(deployment: Deployment, core: ShopCore, place: Place) {
  const { id, createdAt, environment } = deployment;
  const url = `${place.api}/repos/${place.facts.name}/deployments/${id}`;
  const last = deriveStatuses(deployment, core.now()).at(-1);
  return {
    url,
    id,
    node_id: nodeId("Deployment", id),
    task: deployment.task,
    original_environment: environment,
    environment,
    description: deployment.description,
    created_at: stamp(createdAt),
    updated_at: stamp(last?.at ?? createdAt),
    statuses_url: `${url}/statuses`,
    repository_url: `${place.api}/repos/${place.facts.name}`,
    creator: drawUser(place, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
    performed_via_github_app: null,
  };
}

function drawStatus(status: DeploymentStatus, deployment: Deployment, place: Place) {
  const url = `${place.api}/repos/${place.facts.name}/deployments/${deployment.id}`;
  const log = `${place.web}/${place.facts.name}/actions`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DeploymentStatus", status.id),
    state: status.state,
    creator: drawUser(place, deployment.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: log,
    created_at: stamp(status.at),
    updated_at: stamp(status.at),
    deployment_url: url,
    repository_url: `${place.api}/repos/${place.facts.name}`,
    environment_url: "",
    log_url: log,
    performed_via_github_app: null,
  };
}
