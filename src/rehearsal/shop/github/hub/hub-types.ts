// What GitHub remembers of the shop's repositories: branches, pull requests, rules, checks, queues and deliveries.

export type RulesetTarget = "branch" | "tag" | "push";
export type Enforcement = "disabled" | "active" | "evaluate";

export type BypassActor = {
  readonly actor_id: number | null;
  readonly actor_type:
    | "Integration"
    | "OrganizationAdmin"
    | "RepositoryRole"
    | "Team"
    | "DeployKey"
    | "User";
  readonly bypass_mode: "always" | "pull_request" | "exempt";
};

export type RequiredCheck = { readonly context: string; readonly integration_id?: number };

/** As it was sent; `parameters` have been found right for the type. */
export type Rule = {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
};

export type Ruleset = {
  readonly id: number;
  readonly name: string;
  readonly target: RulesetTarget;
  readonly enforcement: Enforcement;
  readonly bypass_actors: readonly BypassActor[];
  readonly conditions: {
    readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly rules: readonly Rule[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type Commit = {
  readonly sha: string;
  readonly parent: string | null;
  readonly author: string;
  readonly message: string;
  readonly at: number;
};

export type Pull = {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  /** GitHub login. */
  readonly author: string;
  readonly branch: string;
  readonly base: string;
  readonly headSha: string;
  readonly isDraft: boolean;
  readonly state: "open" | "closed";
  /** Who switched on that it merges by itself. */
  readonly autoMergeBy: string | null;
  /** Logins of those who approved it. */
  readonly approvals: readonly string[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly merged: { readonly at: number; readonly by: string; readonly sha: string } | null;
};

export type CheckAction = {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
};

export type CheckRun = {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  /** Id of the app that made it. */
  readonly appId: number;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: string | null;
  readonly externalId: string;
  readonly detailsUrl: string | null;
  readonly output: {
    readonly title: string | null;
    readonly summary: string | null;
    readonly text: string | null;
  };
  readonly actions: readonly CheckAction[];
  readonly startedAt: number;
  readonly completedAt: number | null;
};

export type Comment = {
  readonly id: number;
  readonly pull: number;
  readonly body: string;
  readonly author: string;
  readonly byApp: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type Variable = {
  readonly name: string;
  readonly value: string;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** How the rules judged one change of a ref. */
export type RuleSuite = {
  readonly id: number;
  readonly actorId: number;
  readonly actor: string;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly at: number;
  readonly result: "pass" | "fail" | "bypass";
  readonly evaluations: readonly {
    readonly ruleset: number;
    readonly rulesetName: string;
    readonly type: string;
    readonly result: "pass" | "fail";
    readonly details: string | null;
  }[];
};

/** One change of a ref, as the list of activities has it. */
export type PushRecord = {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly type: "push" | "pr_merge" | "branch_creation" | "branch_deletion" | "merge_queue_merge";
  readonly by: string;
  readonly at: number;
};

/** A pull request in the merge queue, alone in its group. */
export type QueueEntry = {
  readonly pull: number;
  readonly headSha: string;
  /** `refs/heads/gh-readonly-queue/main/pr-12-<base sha>` */
  readonly headRef: string;
  /** The head of the entry before it, or of the branch. */
  readonly baseSha: string;
  readonly by: string;
  /** Counts up: who came first. */
  readonly place: number;
  readonly enteredAt: number;
};

/** A deployment that waits until an app's gate lets it pass. */
export type GatedRun = {
  readonly id: number;
  readonly environment: string;
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  /** What started it: a push by a person, a deployment that an app asked for. */
  readonly event: "push" | "deployment";
  readonly state: "waiting" | "approved" | "rejected";
  readonly comment: string;
  readonly startedAt: number;
};

export type Gate = { readonly id: number; readonly environment: string; readonly appId: number };

/** The parts of a repository that are kept by a key of their own. */
export type Tables = {
  readonly branches: string;
  readonly tags: string;
  readonly commits: Commit;
  readonly pulls: Pull;
  readonly rulesets: Ruleset;
  readonly checks: CheckRun;
  readonly comments: Comment;
  readonly variables: Variable;
  /** State of a workflow by its file's name. */
  readonly workflows: "active" | "disabled_manually";
  readonly suites: RuleSuite;
  readonly pushes: PushRecord;
  readonly queue: QueueEntry;
  readonly gates: Gate;
  readonly runs: GatedRun;
};

export type TableName = keyof Tables;

export type RepositoryFacts = {
  /** `shop/web` */
  readonly name: string;
  readonly id: number;
  readonly description: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  /** False: private on a plan without rules. */
  readonly hasRules: boolean;
  readonly hasAutoMerge: boolean;
  readonly defaultBranch: string;
  readonly createdAt: number;
};

export type Repository = {
  readonly facts: RepositoryFacts;
} & { readonly [Name in TableName]: Readonly<Record<string, Tables[Name]>> };

export type Access = "read" | "write";

export type Installation = {
  readonly id: number;
  readonly isSuspended: boolean;
  readonly isRemoved: boolean;
  /** In GitHub's words: `{ checks: "write", … }`. */
  readonly permissions: Readonly<Record<string, Access>>;
  /** Repositories that it is not installed for; left out: it is for all. */
  readonly withheld?: readonly string[];
};

/** One attempt to tell the app of an event. */
export type Delivery = {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly repositoryId: number | null;
  readonly body: string;
  readonly at: number;
  readonly isRedelivery: boolean;
  /** Null until it is answered or failed; 0: nobody answered. */
  readonly statusCode: number | null;
  readonly durationMs: number;
};

export type HubState = {
  readonly repositories: Readonly<Record<string, Repository>>;
  readonly installation: Installation;
  /** Oldest first. */
  readonly deliveries: readonly Delivery[];
  /** The highest that was given out. */
  readonly lastId: number;
};

export type HubEntry =
  | {
      readonly kind: "github";
      readonly repository: string;
      readonly table: TableName;
      readonly key: string;
      /** Null takes it away. */
      readonly value: Tables[TableName] | null;
    }
  /** A whole one that was not there. */
  | { readonly kind: "github-seed"; readonly repository: Repository }
  | { readonly kind: "github-installation"; readonly installation: Installation }
  | { readonly kind: "github-delivery"; readonly delivery: Delivery }
  | { readonly kind: "github-id"; readonly id: number };
