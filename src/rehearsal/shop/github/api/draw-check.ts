// Draws check runs and the apps behind them as GitHub's REST API and its events do.
import type { CheckRun, Repository } from "../hub/hub-types.ts";
import type { Hub } from "../hub/open-hub.ts";
import { actionsApp, app, owner } from "../hub/people.ts";
import { type Address, drawUser, nodeId, type Place, stamp } from "../repository.ts";

const events = [
  "check_run",
  "deployment_protection_rule",
  "merge_group",
  "pull_request",
  "push",
  "repository",
  "repository_ruleset",
];

export function drawApp(hub: Hub, address: Address, appId: number = app.id) {
  const known = appId === actionsApp.id ? actionsApp : app;
  const { id, slug, name } = known;
  return {
    id,
    slug,
    client_id: app.clientId,
    node_id: nodeId("App", id),
    owner: drawUser(address, known === app ? owner : "github"),
    name,
    description: "",
    external_url: `${address.web}/apps/${slug}`,
    html_url: `${address.web}/apps/${slug}`,
    created_at: "2026-01-12T09:00:00Z",
    updated_at: "2026-01-12T09:00:00Z",
    permissions: known === app ? hub.state().installation.permissions : {},
    events: known === app ? events : [],
  };
}

export { events as appEvents };

export function drawCheck(hub: Hub, repository: Repository, check: CheckRun, place: Place) {
  const { id, name, headSha, externalId, status, conclusion, output } = check;
  const url = `${place.api}/repos/${place.facts.name}/check-runs/${id}`;
  const html = `${place.web}/${place.facts.name}/runs/${id}`;
  return {
    id,
    name,
    node_id: nodeId("CheckRun", id),
    head_sha: headSha,
    external_id: externalId,
    url,
    html_url: html,
    details_url: check.detailsUrl ?? html,
    status,
    conclusion,
    started_at: stamp(check.startedAt),
    completed_at: check.completedAt === null ? null : stamp(check.completedAt),
    output: { ...output, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: suiteOf(check) },
    app: drawApp(hub, place, check.appId),
    pull_requests: Object.values(repository.pulls)
      .filter((pull) => pull.state === "open" && pull.headSha === headSha)
      .map((pull) => drawMinimalPull(hub, repository, pull, place)),
  };
}

/** One suite for each app and commit. */
const suiteOf = ({ appId, headSha }: CheckRun): number =>
  appId * 1_000 + (Number.parseInt(headSha.slice(0, 6), 16) % 1_000);

function drawMinimalPull(
  hub: Hub,
  repository: Repository,
  pull: Repository["pulls"][string],
  place: Place,
) {
  const { facts } = repository;
  const url = `${place.api}/repos/${facts.name}`;
  const repo = { id: facts.id, url, name: facts.name.split("/")[1] ?? "" };
  return {
    id: pull.id,
    number: pull.number,
    url: `${url}/pulls/${pull.number}`,
    head: { ref: pull.branch, sha: pull.headSha, repo },
    base: { ref: pull.base, sha: hub.headOf(repository, pull.base) ?? "", repo },
  };
}
