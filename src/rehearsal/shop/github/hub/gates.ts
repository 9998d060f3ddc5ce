// Owns deployments by a workflow that wait at an environment's gate until its app lets them pass.
import { drawDeployment } from "../deployments-api.ts";
import { productionEnvironment, ship } from "../release.ts";
import type { GatedRun, Repository } from "./hub-types.ts";
import { type Hub, webName } from "./open-hub.ts";
import { app } from "./people.ts";

const firstRun = 19_500_000_000;

/** A deployment of a branch; it runs at once where no gate stands in its way. */
export function startGatedRun(
  hub: Hub,
  repository: Repository,
  wish: { readonly environment: string; readonly by: string; readonly ref?: string | undefined },
): GatedRun {
  const { environment, by } = wish;
  const { ref = repository.facts.defaultBranch } = wish;
  const isGated = Object.values(repository.gates).some((gate) => gate.environment === environment);
  const run: GatedRun = {
    ...{ id: firstRun + hub.newId(), environment, actor: by, comment: "" },
    ...{ ref, sha: hub.headOf(repository, ref) ?? "" },
    event: by === app.login ? "deployment" : "push",
    state: isGated ? "waiting" : "approved",
    startedAt: hub.now(),
  };
  hub.put(repository, "runs", run.id, run);
  if (isGated) tellOfRun(hub, repository, run);
  else deploy(hub, repository, run);
  return run;
}

export function reviewRun(
  hub: Hub,
  repository: Repository,
  run: GatedRun,
  review: Pick<GatedRun, "state" | "comment">,
): void {
  hub.put(repository, "runs", run.id, { ...run, ...review });
  if (review.state === "approved") deploy(hub, repository, run);
}

function deploy(hub: Hub, { facts }: Repository, { sha, environment, actor }: GatedRun): void {
  const { releases } = hub.core.state();
  const commit = releases.commits.find((each) => each.sha === sha);
  if (facts.name !== webName || !commit) return;
  const id = Math.max(...releases.deployments.map((each) => each.id)) + 1;
  const deployment = { ...ship(commit, environment, hub.now()), id, creator: actor };
  hub.core.record({ kind: "deployment", deployment });
  if (environment === productionEnvironment) {
    hub.core.tell(`${facts.name} is being deployed by its workflow`);
  }
}

function tellOfRun(hub: Hub, repository: Repository, run: GatedRun): void {
  const { api } = hub.address();
  const url = `${api}/repos/${repository.facts.name}`;
  hub.emit({
    event: "deployment_protection_rule",
    action: "requested",
    repository,
    by: run.actor,
    body: {
      environment: run.environment,
      event: run.event,
      sha: run.sha,
      ref: `refs/heads/${run.ref}`,
      deployment_callback_url: `${url}/actions/runs/${run.id}/deployment_protection_rule`,
      deployment: drawDeployment(
        {
          ...{ id: run.id - firstRun, sha: run.sha, ref: run.ref, environment: run.environment },
          ...{ task: "deploy", payload: {}, description: "", creator: run.actor },
          ...{ isTransient: false, isProduction: run.environment === productionEnvironment },
          ...{ createdAt: run.startedAt, outcome: "success" },
        },
        hub.core,
        { ...hub.address(), facts: repository.facts },
      ),
      pull_requests: [],
    },
  });
}
