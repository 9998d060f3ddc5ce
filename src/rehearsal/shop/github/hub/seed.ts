// Owns how the shop's GitHub starts: its repositories, their rules and their open pull requests.
import { newReleases } from "../release.ts";
import { emptyRepository } from "./hub-state.ts";
import type { CheckRun, HubState, Installation, Repository, Ruleset } from "./hub-types.ts";
import { actionsApp } from "./people.ts";
import { shaOf } from "./sha.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** What README asks for. */
export const wantedPermissions: Installation["permissions"] = {
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

type Draft = Pick<Repository["facts"], "name" | "description"> &
  Partial<Repository["facts"]> & {
    readonly pulls: readonly PullDraft[];
    readonly rulesets?: readonly Pick<Ruleset, "name" | "rules">[];
  };

type PullDraft = {
  readonly number: number;
  readonly title: string;
  readonly author: string;
  readonly branch: string;
  readonly base?: string;
  readonly hoursOld: number;
  readonly autoMerge?: true;
  readonly isDraft?: true;
};

const build = { context: "build", integration_id: actionsApp.id };
const protectMain: Pick<Ruleset, "name" | "rules"> = {
  name: "Protect main",
  rules: [
    { type: "deletion" },
    { type: "non_fast_forward" },
    {
      type: "required_status_checks",
      parameters: {
        strict_required_status_checks_policy: false,
        do_not_enforce_on_create: false,
        required_status_checks: [build],
      },
    },
  ],
};
const reviews: Pick<Ruleset, "name" | "rules"> = {
  name: "Reviews",
  rules: [
    {
      type: "pull_request",
      parameters: {
        dismiss_stale_reviews_on_push: false,
        require_code_owner_review: false,
        require_last_push_approval: false,
        required_approving_review_count: 1,
        required_review_thread_resolution: false,
      },
    },
  ],
};
const queueRule = {
  type: "merge_queue",
  parameters: {
    check_response_timeout_minutes: 5,
    grouping_strategy: "ALLGREEN",
    max_entries_to_build: 5,
    max_entries_to_merge: 5,
    merge_method: "SQUASH",
    min_entries_to_merge: 1,
    min_entries_to_merge_wait_minutes: 5,
  },
};

const drafts: readonly Draft[] = [
  {
    name: "shop/web",
    id: 410_220_330,
    description: "The shop's web front",
    rulesets: [reviews],
    pulls: [
      {
        number: 128,
        title: "Show gift wrapping in the cart",
        author: "anna-dev",
        branch: "topic/gift-wrapping",
        hoursOld: 30,
      },
      {
        number: 131,
        title: "Lazy-load product reviews",
        author: "piotr-dev",
        branch: "topic/lazy-reviews",
        hoursOld: 8,
        autoMerge: true,
      },
      {
        number: 132,
        title: "Bigger thumbnails on category pages",
        author: "bea-dev",
        branch: "topic/thumbnails",
        hoursOld: 3,
      },
      {
        number: 133,
        title: "WIP: one-page checkout",
        author: "anna-dev",
        branch: "topic/one-page-checkout",
        hoursOld: 2,
        isDraft: true,
      },
    ],
  },
  {
    name: "shop/checkout",
    description: "Cart, payment, orders",
    isPrivate: false,
    rulesets: [protectMain],
    pulls: [
      {
        number: 57,
        title: "Round VAT per line, not per order",
        author: "piotr-dev",
        branch: "fix/vat-rounding",
        hoursOld: 20,
      },
      {
        number: 58,
        title: "Retry the payment webhook once",
        author: "anna-dev",
        branch: "fix/webhook-retry",
        hoursOld: 5,
      },
    ],
  },
  {
    name: "shop/search",
    description: "Search and suggestions",
    rulesets: [{ name: "Merge queue", rules: [queueRule] }],
    pulls: [
      {
        number: 19,
        title: "Rank what is in stock first",
        author: "bea-dev",
        branch: "topic/rank-stock",
        hoursOld: 11,
      },
    ],
  },
  {
    name: "shop/legacy",
    description: "The shop of before 2019",
    isArchived: true,
    pulls: [],
  },
  {
    name: "shop/private-free",
    description: "Prices of suppliers; on a plan without rules for private repositories",
    hasRules: false,
    pulls: [
      {
        number: 4,
        title: "New price list of Hurt-Pol",
        author: "piotr-dev",
        branch: "prices/hurt-pol",
        hoursOld: 26,
      },
    ],
  },
];

export function newHub(now: Date): HubState {
  let id = 1000;
  const newId = () => {
    id += 1;
    return id;
  };
  const repositories = drafts.map((draft, index) => seed(draft, { now, index, newId }));
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

function seed({ pulls, rulesets = [], ...given }: Draft, seeding: Seeding): Repository {
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

export function foreignRuleset(
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
