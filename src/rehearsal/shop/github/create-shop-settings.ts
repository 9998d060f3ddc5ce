// Owns what changes about GitHub itself: its repositories, the app's rights, and how its calls go wrong.

import type { Credentials } from "./api/credentials.ts";
import { drawInstallation } from "./api/draw-installation.ts";
import type { Limits } from "./api/limits.ts";
import { findRepository } from "./create-shop-github.ts";
import { emptyRepository } from "./hub/hub-state.ts";
import type { Installation, RepositoryFacts } from "./hub/hub-types.ts";
import { type Hub, webName } from "./hub/open-hub.ts";
import { shaOf } from "./hub/sha.ts";
import { nodeId } from "./repository.ts";
import type { ShopGithub } from "./shop-github.ts";

type Settings = Pick<
  ShopGithub,
  "addRepository" | "changeRepository" | "grant" | "suspend" | "uninstall" | "limit" | "leaveCalls"
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
    addRepository: (facts) => {
      hub.setFacts(newFacts(hub, facts));
      const made = findRepository(hub, facts.name);
      const { name, defaultBranch } = made.facts;
      const sha = shaOf(name, defaultBranch, 0);
      const start = { sha, parent: null, author: "bea-dev", message: "Start", at: hub.now() };
      hub.put(made, "commits", sha, start);
      hub.put(made, "branches", defaultBranch, sha);
      return findRepository(hub, name);
    },
    changeRepository: (name, wish) => {
      const { facts } = findRepository(hub, name);
      if (facts.name === webName && wish.name !== undefined) {
        throw new Error("shop/web keeps its name: the shop runs what stands there");
      }
      hub.setFacts({ ...facts, ...wish, name: facts.name });
      if (wish.isArchived === undefined || wish.isArchived === facts.isArchived) return;
      const action = wish.isArchived ? "archived" : "unarchived";
      const repository = findRepository(hub, name);
      hub.emit({ event: "repository", action, repository, by: "bea-dev", body: {} });
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

function newFacts(
  hub: Hub,
  facts: Partial<RepositoryFacts> & { readonly name: string },
): RepositoryFacts {
  const { facts: plain } = emptyRepository({
    name: facts.name,
    id: 410_300_000 + hub.newId(),
    description: "",
    isPrivate: true,
    isArchived: false,
    hasRules: true,
    hasAutoMerge: true,
    defaultBranch: "main",
    createdAt: hub.now(),
  });
  return { ...plain, ...facts };
}

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
