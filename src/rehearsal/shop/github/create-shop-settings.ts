// Owns what changes about GitHub itself: its repositories, the app's rights, and how its calls go wrong.

import type { Credentials } from "./api/credentials.ts";
import { drawInstallation } from "./api/draw-installation.ts";
import type { Limits } from "./api/limits.ts";
import { findRepository } from "./create-shop-github.ts";
import type { Installation, RepositoryFacts } from "./hub/hub-types.ts";
import type { Hub } from "./hub/open-hub.ts";
import type { PullDraft } from "./hub/sample-repositories.ts";
import { seedRepository } from "./hub/seed.ts";
import { nodeId } from "./repository.ts";
import type { ShopGithub } from "./shop-github.ts";

type Settings = Pick<
  ShopGithub,
  "addRepository" | "grant" | "suspend" | "uninstall" | "withhold" | "limit" | "leaveCalls"
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
      const id = isRemoved ? hub.state().installation.id : 77_000_000 + hub.newId();
      change({ id, isRemoved }, isRemoved ? "deleted" : "created");
    },
    withhold: (name, isWithheld) => {
      const { facts } = findRepository(hub, name);
      const { installation } = hub.state();
      const others = (installation.withheld ?? []).filter((each) => each !== facts.name);
      const withheld = isWithheld ? [...others, facts.name] : others;
      hub.setInstallation({ ...installation, withheld });
      tellOfAccess(hub, facts, isWithheld ? "removed" : "added");
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

const named = ({ id, name, isPrivate }: RepositoryFacts) => ({
  ...{ id, node_id: nodeId("Repository", id), full_name: name },
  ...{ name: name.split("/")[1] ?? "", private: isPrivate },
});

function tellOfAccess(hub: Hub, facts: RepositoryFacts, action: "added" | "removed"): void {
  const installation = drawInstallation(hub.state().installation, hub.address());
  const body = {
    installation,
    repository_selection: installation.repository_selection,
    repositories_added: action === "added" ? [named(facts)] : [],
    repositories_removed: action === "removed" ? [named(facts)] : [],
    requester: null,
  };
  hub.emit({ event: "installation_repositories", action, repository: null, by: "bea-dev", body });
}

function tellOfInstallation(hub: Hub, action: string): void {
  const { installation, repositories } = hub.state();
  const body = {
    installation: drawInstallation(installation, hub.address()),
    repositories: Object.values(repositories).map(({ facts }) => named(facts)),
  };
  hub.emit({ event: "installation", action, repository: null, by: "bea-dev", body });
}
