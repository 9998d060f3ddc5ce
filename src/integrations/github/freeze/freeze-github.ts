// Everything freezes say to GitHub and ask of it, by repository.
import type { RepositoryPreflight } from "../../../domain/freeze/freeze.ts";
import type { Observed } from "../../../domain/freeze/observed.ts";
import type { FrozenRepository, Wanted } from "../../../domain/freeze/repository.ts";
import type { RepositoryAction } from "../../../domain/freeze/repository-action.ts";
import type { SlotWish } from "./pace.ts";

/** What of a repository is looked at besides its rulesets. */
export type LookWish = {
  readonly recorded: FrozenRepository | undefined;
  /** File names of workflows that are held, or were. */
  readonly workflows: readonly string[];
  readonly hasVariable: boolean;
  /** Environments with a gate; null: none is looked at. */
  readonly environments: readonly string[] | null;
};

export type OpenPull = {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** GitHub login. */
  readonly author: string;
  readonly headSha: string;
  /** Branch it wants to be merged into, without `refs/heads/`. */
  readonly base: string;
  readonly isDraft: boolean;
  /** Merges by itself as soon as it may. */
  readonly isAutoMerge: boolean;
};

export type PullFacts = OpenPull & {
  readonly state: "open" | "closed";
  readonly isMerged: boolean;
  readonly mergeSha: string | null;
  readonly mergedBy: string | null;
};

/** A check on one commit; its text is public and holds no free words of people. */
export type CheckNotice = {
  readonly headSha: string;
  readonly conclusion: "success" | "failure";
  readonly title: string;
  readonly summary: string;
  /** With the button that asks for an exception. */
  readonly action?: { readonly label: string; readonly description: string };
  readonly externalId: string;
  readonly detailsUrl?: string;
  /** The check run that says something else so far. */
  readonly replaces?: number;
};

export type Merged =
  | { readonly as: "merged"; readonly sha: string }
  /** Another commit was pushed. */
  | { readonly as: "moved" }
  /** GitHub's words: other rules of the repository are not met. */
  | { readonly as: "not-yet"; readonly message: string }
  | { readonly as: "closed" };

export type BypassSeen = {
  readonly id: number;
  readonly actor: string;
  readonly ref: string;
  readonly sha: string;
  readonly at: string;
};

export type ActivitySeen = BypassSeen & {
  readonly type: string;
  readonly before: string;
};

export type GateRun = {
  readonly id: number;
  readonly headSha: string;
  readonly event: string;
  readonly title: string;
  /** Logins of who started it. */
  readonly actors: readonly string[];
};

export type HookDelivery = {
  readonly id: number;
  /** X-GitHub-Delivery. */
  readonly guid: string;
  readonly event: string;
  readonly isRedelivery: boolean;
  readonly deliveredAt: string;
  readonly statusCode: number;
};

/**
 * All but `slot` throw IntegrationError where no whole answer came, and GithubRefused (which is one) where GitHub says
 * no. What changes something needs a slot first.
 */
export type FreezeGithub = {
  readonly access: "app" | "token" | "none";
  /** Milliseconds until GitHub may be told one more thing; 0: now, and the slot is taken. */
  slot(repository: string, wish: SlotWish): number;
  look(repository: string, wish: LookWish): Promise<Observed>;
  change(repository: string, action: RepositoryAction): Promise<void>;
  preflight(
    repository: string,
    wanted: Pick<Wanted, "branches" | "tags" | "deploys">,
    now: Date,
  ): Promise<RepositoryPreflight>;
  listOpenPulls(repository: string): Promise<readonly OpenPull[]>;
  /** Undefined where there is no such pull request. */
  findPull(repository: string, pull: number): Promise<PullFacts | undefined>;
  /** The id of the check run. */
  check(repository: string, notice: CheckNotice): Promise<number>;
  /** The id of the comment; one that is `replaces` is edited. */
  comment(
    repository: string,
    comment: { readonly pull: number; readonly text: string; readonly replaces?: number },
  ): Promise<number>;
  merge(repository: string, wish: { readonly pull: number; readonly sha: string }): Promise<Merged>;
  listBypasses(repository: string): Promise<readonly BypassSeen[]>;
  /** Of the last 24 hours. */
  listActivity(repository: string): Promise<readonly ActivitySeen[]>;
  listPullsOfCommit(repository: string, sha: string): Promise<readonly PullFacts[]>;
  findRun(repository: string, runId: number): Promise<GateRun | undefined>;
  /** Whether that commit is deployed by a rollback that Muster itself asked for. */
  isOurRollback(repository: string, run: GateRun, environment: string): Promise<boolean>;
  answerGate(
    repository: string,
    answer: {
      readonly runId: number;
      readonly environment: string;
      readonly isApproved: boolean;
      readonly comment: string;
    },
  ): Promise<void>;
  /** The newest first, of the app's own webhook; none with a token. */
  listDeliveries(): Promise<readonly HookDelivery[]>;
  redeliver(id: number): Promise<void>;
};
