// Draws the body of an event: what it is about, and what GitHub adds to every one.

import { activityOf } from "../api/draw-pull.ts";
import type { Hub, HubEvent } from "../hub/open-hub.ts";
import { owner } from "../hub/people.ts";
import { drawRepository, drawUser, nodeId } from "../repository.ts";

export function drawEvent(hub: Hub, { action, repository, by, body }: HubEvent) {
  const address = hub.address();
  const { id } = hub.state().installation;
  // Events about the installation itself carry it whole.
  const short = { id, node_id: nodeId("Installation", id) };
  return {
    ...(action === null ? {} : { action }),
    ...body,
    ...(repository
      ? {
          repository: drawRepository(
            { ...address, facts: repository.facts },
            activityOf(hub, repository),
          ),
        }
      : {}),
    ...("organization" in body ? {} : { organization: drawOrganization(hub) }),
    sender: drawUser(address, by),
    ...(hub.hookOf === "app" ? { installation: body["installation"] ?? short } : {}),
  };
}

function drawOrganization(hub: Hub) {
  const address = hub.address();
  const { id, node_id, avatar_url } = drawUser(address, owner);
  const url = `${address.api}/orgs/${owner}`;
  return {
    ...{ login: owner, id, node_id, avatar_url, url, description: "The sample shop" },
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
  };
}
