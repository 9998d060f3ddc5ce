// Owns how the shop's GitHub starts: its repositories, their rules and their open pull requests.
import { newReleases } from "../release.ts";
import { emptyRepository } from "./hub-state.ts";
import type { CheckRun, HubState, Installation, Repository, Ruleset } from "./hub-types.ts";
import { actionsApp } from "./people.ts";
import { type PullDraft, type RepositoryDraft, repositoryDrafts } from "./sample-repositories.ts";
import { shaOf } from "./sha.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** What README asks for. */
const wantedPermissions: Installation["permissions"] = {
  metadata: "read",
  administration: "write",
  checks: "write",
  actions: "write",
  actions_variables: "write",
  deployments: "write",
  environments: "write",
  contents: "read",
  pull_requests: "write",
  merge_queues: "read",
};

export function newHub(now: Date): HubState {
  let id = 1000;
  const newId = () => {
    id += 1;
    return id;
  };
  const repositories = repositoryDrafts.map((draft, index) =>
    seedRepository(draft, { now, index, newId }),
  );
  return {
    repositories: Object.fromEntries(repositories.map((each) => [each.facts.name, each])),
    installation: {
      id: 77_120_345,
      isSuspended: false,
      isRemoved: false,
      permissions: wantedPermissions,
    },
    deliveries: [],
    lastId: id,
  };
}

type Seeding = { readonly now: Date; readonly index: number; readonly newId: () => number };

export function seedRepository(
  { pulls, rulesets = [], ...given }: RepositoryDraft,
  seeding: Seeding,
): Repository {
  const { now, index, newId } = seeding;
  const facts: Repository["facts"] = {
    id: 410_220_330 + index * 7_919,
    isPrivate: true,
    isArchived: false,
    hasRules: true,
    hasAutoMerge: true,
    defaultBranch: "main",
    createdAt: now.getTime() - 900 * dayMs,
    ...given,
  };
  const start = {
    parent: null,
    author: "bea-dev",
    message: "Start",
    at: now.getTime() - 6 * dayMs,
  };
  const isWeb = facts.name === "shop/web";
  const main = isWeb
    ? (newReleases(now).commits.at(-1)?.sha ?? "")
    : shaOf(facts.name, facts.defaultBranch, 0);
  const release = shaOf(facts.name, "release/2026.47", 0);
  const empty = emptyRepository(facts);
  const made = pulls.map((draft) => seedPull(draft, { facts, now, main, newId }));
  return {
    ...empty,
    branches: {
      [facts.defaultBranch]: main,
      "release/2026.47": release,
      ...Object.fromEntries(made.map(({ pull }) => [pull.branch, pull.headSha])),
    },
    commits: {
      ...(isWeb ? {} : { [main]: { sha: main, ...start } }),
      [release]: { sha: release, ...start, message: "Release 2026.47" },
      ...Object.fromEntries(made.map(({ commit }) => [commit.sha, commit])),
    },
    tags: { "v2026.46.0": main },
    pulls: Object.fromEntries(made.map(({ pull }) => [pull.number, pull])),
    checks: Object.fromEntries(made.map(({ check }) => [check.id, check])),
    rulesets: Object.fromEntries(
      rulesets.map((ruleset) => {
        const whole = foreignRuleset(ruleset, newId(), now.getTime() - 200 * dayMs);
        return [whole.id, whole];
      }),
    ),
  };
}

type PullSeeding = Pick<Seeding, "now" | "newId"> & {
  readonly facts: Repository["facts"];
  readonly main: string;
};

function seedPull(draft: PullDraft, { facts, now, main, newId }: PullSeeding) {
  const { number, title, author, branch, base = facts.defaultBranch } = draft;
  const at = now.getTime() - draft.hoursOld * hourMs;
  const sha = shaOf(facts.name, branch, 0);
  return {
    commit: { sha, parent: main, author, message: title, at },
    check: greenBuild(newId(), sha, at),
    pull: {
      ...{ id: newId(), number, title, author, branch, base },
      headSha: sha,
      isDraft: draft.isDraft ?? false,
      state: "open" as const,
      autoMergeBy: draft.autoMerge ? author : null,
      // What merges by itself waits for a reviewer: everything else about it is green.
      approvals: draft.autoMerge ? [] : [author === "bea-dev" ? "piotr-dev" : "bea-dev"],
      createdAt: at,
      updatedAt: at,
      closedAt: null,
      merged: null,
    },
  };
}

/** What the workflows report of every commit at once. */
export function greenBuild(id: number, headSha: string, at: number): CheckRun {
  return {
    id,
    headSha,
    name: "build",
    appId: actionsApp.id,
    status: "completed",
    conclusion: "success",
    externalId: "",
    detailsUrl: null,
    output: { title: null, summary: null, text: null },
    actions: [],
    startedAt: at,
    completedAt: at + 60_000,
  };
}

function foreignRuleset(
  { name, rules }: Pick<Ruleset, "name" | "rules">,
  id: number,
  at: number,
): Ruleset {
  return {
    ...{ id, name, rules, target: "branch", enforcement: "active" },
    bypass_actors: [],
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    createdAt: at,
    updatedAt: at,
  };
}
