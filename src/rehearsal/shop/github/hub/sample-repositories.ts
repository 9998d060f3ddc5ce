// Which repositories the shop's GitHub starts with, whose rules hold there, and what is open.
import type { Repository, Ruleset } from "./hub-types.ts";
import { actionsApp } from "./people.ts";

export type RepositoryDraft = Pick<Repository["facts"], "name" | "description"> &
  Partial<Repository["facts"]> & {
    readonly pulls: readonly PullDraft[];
    readonly rulesets?: readonly Pick<Ruleset, "name" | "rules">[];
  };

export type PullDraft = {
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

export const repositoryDrafts: readonly RepositoryDraft[] = [
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
