// Owns what changes about GitHub itself: its repositories, the app's rights, and how its calls go wrong.

import type { Credentials } from "./api/credentials.ts";
import { drawInstallation } from "./api/draw-installation.ts";
import type { Limits } from "./api/limits.ts";
import type { Installation } from "./hub/hub-types.ts";
import type { Hub } from "./hub/open-hub.ts";
import type { PullDraft } from "./hub/sample-repositories.ts";
import { seedRepository } from "./hub/seed.ts";
import { nodeId } from "./repository.ts";
import type { ShopGithub } from "./shop-github.ts";

type Settings = Pick<
  ShopGithub,
  "addRepository" | "grant" | "suspend" | "uninstall" | "limit" | "leaveCalls"
>;

export function createSettings(
  hub: Hub,
  { limits, credentials }: { readonly limits: Limits; readonly credentials: Credentials },
): Settings {
  const change = (wish: Partial<Installation>, action: string) => {
    const installation = { ...hub.state().installation, ...wish };
    hub.setInstallation(installation);
    tellOfInstallation(hub, action);
  };
  return {
    addRepository: ({ pulls = [], description = "", ...facts }) => {
      const drafts = typeof pulls === "number" ? plainPulls(pulls) : pulls;
      // Ids are given out all at once: a repository may start with hundreds of pull requests.
      let id = hub.newId();
      const newId = () => {
        id += 1;
        return id;
      };
      const index = Object.keys(hub.state().repositories).length;
      const seeding = { now: new Date(hub.now()), index, newId };
      const repository = seedRepository({ ...facts, description, pulls: drafts }, seeding);
      hub.core.record({ kind: "github-seed", repository });
      hub.core.record({ kind: "github-id", id });
      return repository;
    },
    grant: (permissions) => {
      credentials.revokeAll();
      change({ permissions }, "new_permissions_accepted");
    },
    suspend: (isSuspended) => {
      credentials.revokeAll();
      change({ isSuspended }, isSuspended ? "suspend" : "unsuspend");
    },
    uninstall: (isRemoved) => {
      credentials.revokeAll();
      change({ isRemoved }, isRemoved ? "deleted" : "created");
    },
    limit: (times, retryAfterSeconds = 60) => limits.tighten(times, retryAfterSeconds),
    leaveCalls: (calls) => limits.leave(calls),
  };
}

const plainPulls = (count: number): readonly PullDraft[] =>
  Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    title: `Change number ${index + 1}`,
    author: index % 2 === 0 ? "anna-dev" : "piotr-dev",
    branch: `topic/change-${index + 1}`,
    hoursOld: count - index,
  }));

function tellOfInstallation(hub: Hub, action: string): void {
  const { installation, repositories } = hub.state();
  const body = {
    installation: drawInstallation(installation, hub.address()),
    repositories: Object.values(repositories).map(({ facts }) => ({
      id: facts.id,
      node_id: nodeId("Repository", facts.id),
      full_name: facts.name,
      name: facts.name.split("/")[1] ?? "",
      private: facts.isPrivate,
    })),
  };
  hub.emit({ event: "installation", action, repository: null, by: "bea-dev", body });
}
