// Answers requests for a repository itself, and leads to its deployments, workflows and files.
import { ok } from "../../answer.ts";
import type { Change } from "../../service.ts";
import { changeWorkflow, dispatchWorkflow, readActions } from "../actions-api.ts";
import { readContents } from "../contents-api.ts";
import { createDeployment, readDeployments } from "../deployments-api.ts";
import { notFound, pages } from "../errors.ts";
import { webName } from "../hub/open-hub.ts";
import { personOf, tokenLogin } from "../hub/people.ts";
import { drawFullRepository } from "../repository.ts";
import { activityOf } from "./draw-pull.ts";
import { done, type RepositoryRoute, type Visit } from "./route.ts";

const base = "/repos/{owner}/{repo}";

export const repositoryRoutes: readonly RepositoryRoute[] = [
  { method: "GET", path: base, needs: ["metadata:read"], page: pages.repository, run: get },
  ...(["/deployments", "/deployments/{+rest}"] as const).map(
    (path): RepositoryRoute => ({
      ...{ method: "GET", path: `${base}${path}`, needs: ["deployments:read"] },
      ...{ page: pages.deployments, run: listDeployments },
    }),
  ),
  {
    ...{ method: "POST", path: `${base}/deployments`, needs: ["deployments:write"] },
    page: pages.createDeployment,
    run: ({ hub, call, place, actor }) =>
      place.facts.name === webName
        ? createDeployment(hub.core, call, { place, by: actor.login })
        : done(notFound(pages.createDeployment)),
  },
  {
    ...{ method: "GET", path: `${base}/actions/{+rest}`, needs: ["actions:read"] },
    page: pages.workflows,
    run: ({ hub, call, place }) => done(readActions(hub, call, place)),
  },
  {
    ...{ method: "POST", path: `${base}/actions/workflows/{id}/dispatches` },
    ...{ needs: ["actions:write"], page: pages.dispatch },
    run: ({ hub, call, place, actor }) => dispatchWorkflow(hub, call, { place, by: actor.login }),
  },
  ...(["enable", "disable"] as const).map(
    (verb): RepositoryRoute => ({
      ...{ method: "PUT", path: `${base}/actions/workflows/{id}/${verb}` },
      ...{ needs: ["actions:write"], page: `${pages.workflows}#${verb}-a-workflow` },
      run: (visit) => changeWorkflow(visit, verb === "enable" ? "active" : "disabled_manually"),
    }),
  ),
  {
    ...{ method: "GET", path: `${base}/contents/{+path}`, needs: ["contents:read"] },
    page: pages.contents,
    run: ({ hub, call, place }) => done(readContents(hub.core, call, place)),
  },
];

function get({ hub, repository, place, actor }: Visit): Change {
  const { hindrances } = hub.core.state();
  const isReadOnly = hindrances.includes("read-only-tokens");
  const isLess = isReadOnly || hindrances.includes("github-no-admin");
  const caller =
    actor.appId === undefined ? personOf(tokenLogin) : { ...actor, role: "write" as const };
  const role = isReadOnly ? "read" : isLess ? "write" : caller.role;
  const drawn = drawFullRepository(place, activityOf(hub, repository), { ...caller, role });
  return done(ok(drawn));
}

function listDeployments({ hub, call, place }: Visit): Change {
  // Only the web front is deployed by what stands on GitHub.
  if (place.facts.name !== webName)
    return done(call.path.length === 6 ? ok([]) : notFound(pages.deployments));
  return done(readDeployments(hub.core, call, place));
}
