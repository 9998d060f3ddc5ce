// What the sample shop's GitHub lets people and tests see and do beside its API: each act is somebody's, by login.
import type { GithubCall } from "./github-api.ts";
import type {
  CheckRun,
  Comment,
  Delivery,
  GatedRun,
  Installation,
  Pull,
  QueueEntry,
  Repository,
  RepositoryFacts,
  Ruleset,
  Variable,
} from "./hub/hub-types.ts";
import type { PullWish } from "./hub/pulls.ts";
import type { PullDraft } from "./hub/sample-repositories.ts";

/** What GitHub's page would say: that it is done, or its refusal. */
export type Said = { readonly ok: boolean; readonly status: number; readonly message: string };

export type GithubApp = {
  readonly id: number;
  readonly slug: string;
  /** PEM, as GitHub hands it out. */
  readonly privateKey: string;
  readonly webhookSecret: string;
};

/** How GitHub's next calls go wrong; the others go on meanwhile. */
export type GithubFault = {
  readonly fault: { readonly status: number } | { readonly delayMs: number } | "lose-answer";
  readonly times: number;
  /** `POST`; any change where left out. */
  readonly method?: string;
  /** Of the path below the API's base: `/repos/shop/web/rulesets`. */
  readonly path?: RegExp;
};

export type ShopGithub = {
  /** Base of the API. */
  readonly url: string;
  /** Of the user `muster-bot`. */
  readonly token: string;
  readonly app: GithubApp;
  /** Where events go. */
  deliverTo(url: string): void;
  /** Resolves when no event is on its way any more. */
  delivered(): Promise<void>;
  /** Newest last; only those that were made while the shop runs. */
  calls(): readonly GithubCall[];
  deliveries(): readonly Delivery[];
  installation(): Installation;

  repositories(): readonly Repository[];
  pulls(repository: string, state?: "open" | "closed" | "all"): readonly Pull[];
  /** Throws where it is not there. */
  pull(repository: string, number: number): Pull;
  rulesetsOf(repository: string): readonly Ruleset[];
  /** Of the head commit of a pull request, newest first. */
  checksOf(repository: string, number: number): readonly CheckRun[];
  checksOfCommit(repository: string, sha: string): readonly CheckRun[];
  commentsOf(repository: string, number: number): readonly Comment[];
  variablesOf(repository: string): readonly Variable[];
  /** State of each workflow by its file's name. */
  workflowsOf(repository: string): Readonly<Record<string, string>>;
  queueOf(repository: string): readonly QueueEntry[];
  runsOf(repository: string): readonly GatedRun[];
  headOf(repository: string, branch?: string): string;

  openPull(repository: string, wish: PullWish): Pull;
  /** A new commit on the branch of a pull request; the author's, where nobody is named. */
  push(repository: string, number: number, by?: string): Pull;
  closePull(repository: string, number: number, by?: string): Pull;
  approve(repository: string, number: number, by?: string): Pull;
  /** GitHub refuses to wait for what is not held up. */
  setAutoMerge(repository: string, number: number, isOn: boolean, by?: string): Said;
  merge(repository: string, number: number, by?: string): Said;
  queue(repository: string, number: number, by?: string): Said;
  /** A commit straight to a branch, the default one where none is named. */
  pushTo(repository: string, branch?: string, by?: string): Said;
  createTag(repository: string, tag: string, by?: string): Said;
  /** Clicks a button of a check; throws where no check of that pull request has it. */
  clickCheck(repository: string, number: number, identifier: string, by?: string): void;
  makeRuleset(repository: string, ruleset: RulesetWish, by?: string): Ruleset;
  editRuleset(repository: string, id: number, change: Partial<RulesetWish>, by?: string): Ruleset;
  deleteRuleset(repository: string, id: number, by?: string): void;
  /** A deployment of a branch by the workflow, which waits where the environment has a gate. */
  deploy(repository: string, environment?: string, by?: string, ref?: string): GatedRun;

  /** With pull requests open, or so many plain ones; nobody is told of what was there before. */
  addRepository(
    draft: Partial<RepositoryFacts> & {
      readonly name: string;
      readonly pulls?: number | readonly PullDraft[];
    },
  ): Repository;
  /** Takes the place of those that are granted; what is not named is not. */
  grant(permissions: Installation["permissions"]): void;
  suspend(isSuspended: boolean): void;
  /** Installed anew, it has another id. */
  uninstall(isRemoved: boolean): void;
  /** The app may not reach this repository any more, while it is installed for the others. */
  withhold(repository: string, isWithheld: boolean): void;
  misbehave(fault: GithubFault): void;
  /** The next `times` changes are told of a secondary limit. */
  limit(times: number, retryAfterSeconds?: number): void;
  /** Leaves so many calls until the hour is over. */
  leaveCalls(calls: number): void;
};

export type RulesetWish = Omit<Ruleset, "id" | "createdAt" | "updatedAt">;
